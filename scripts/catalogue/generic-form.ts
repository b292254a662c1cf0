import type { Schema } from "@cfworker/json-schema";
import type { ItemType } from "#shared/catalogue/item.ts";

const field = (title: string, en: string, more: Schema = {}): Schema => ({
  type: "string",
  title,
  "x-title-en": en,
  maxLength: 200,
  ...more,
});

const matter = field("申请事项说明", "What is applied for", { minLength: 2, maxLength: 500 });
const facts = field("事实和理由", "Facts and reasons", { minLength: 2, maxLength: 2000 });
const place = field("场所或者项目地址", "Address of the premises or project", { minLength: 4 });
const account = field("收款账号", "Account to be paid to", {
  pattern: "^\\d{10,30}$",
  "x-personal": "account",
} as Schema);
const bank = field("开户银行", "Bank", { minLength: 2 });
const purpose = field("用途", "What it is for", { minLength: 2 });

/** By item type; what is not asked for here is in the materials. */
const fieldsOf: Partial<Record<ItemType, Record<string, Schema>>> = {
  licence: { matter, place },
  levy: { matter, period: field("所属期", "Period", { minLength: 4 }) },
  payment: { matter, account, bank },
  confirmation: { matter, facts },
  reward: { matter, facts },
  adjudication: {
    otherParty: field("对方当事人", "The other party", {
      minLength: 2,
      "x-personal": "name",
    } as Schema),
    matter,
    facts,
  },
  publicService: { matter, purpose },
};

/** What is asked of every applicant of a type of item, for an item whose own form nobody has written yet. */
export function genericForm(itemType: ItemType): Schema {
  const properties = fieldsOf[itemType] ?? { matter };
  return {
    type: "object",
    title: "通用申请表",
    "x-title-en": "General application form",
    properties: structuredClone(properties),
    required: Object.keys(properties).filter((name) => name !== "purpose"),
    additionalProperties: false,
  };
}
