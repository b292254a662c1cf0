import type { TFunction } from "i18next";
import type { Item } from "../../shared/api-types.ts";
import { type FormSchema, resolved, titleIn } from "../../shared/form/schema.ts";

const parts = ["applicant", "agent", "parties", "handIn", "receive", "assistance"] as const;

/** What a field is called, for a list of what is wrong that stands elsewhere. */
export function fieldLabel(id: string, item: Item, t: TFunction, language: string): string | undefined {
  const [part = "", field = "", ofOther = ""] = id.split("-");
  if (part === "applicantRole") return t("apply.applicantRole");
  if (part === "parties" && ofOther)
    return `${t("apply.other", { number: Number(field) + 1 })} · ${t(`apply.${ofOther}`, "")}`;
  if (part === "situation") {
    const question = item.situation?.questions.find((one) => one.id === field)?.text;
    return question && (language.startsWith("zh") ? question.zh : question.en);
  }
  const form = item.form as FormSchema;
  if (part === "answers") {
    const schema = form.properties?.[field];
    return schema ? titleIn(resolved(schema as FormSchema, form), language) : undefined;
  }
  if (part === "materials") {
    const name = item.materials.find(({ materialId }) => `materials-${materialId}` === id)?.name;
    return name && (language.startsWith("zh") ? name.zh : name.en);
  }
  const known = parts.find((one) => one === part);
  if (!known) return undefined;
  const name = t(`apply.part.${known}`);
  const key = id.includes("-address-") ? `apply.address.${id.split("-")[2]}` : `apply.${field}`;
  const detail = t(key, "");
  return detail ? `${name} · ${detail}` : name;
}
