import type { ServiceItem } from "#shared/catalogue/item.ts";
import type { Mapping } from "./mapping.ts";
import { toMappedCsv } from "./to-mapped.ts";

/** What a provincial guide says of an item beside what our fields have a place for (the tables of 实施清单). */
const guideOf = ({ itemCode, catalogCode, visits, handIn }: ServiceItem): Record<string, string> => ({
  local_catalog_code: catalogCode.slice(2),
  local_task_code: itemCode.slice(18),
  task_state: "1",
  plan_effective_date: "20260101",
  plan_cancel_date: "20281231",
  dept_type: "1",
  power_source: "1",
  entrust_name: "无",
  anticipate_explain: "自受理之日起计算",
  promise_explain: "材料齐全、符合法定形式",
  limit_explain: "无数量限制",
  is_entry_center: visits > 0 ? "1" : "0",
  is_schedule: "1",
  is_pay_online: "0",
  is_single_login: "1",
  app_is_single_login: "1",
  link_addr: `https://example.gov.cn/items/${itemCode}`,
  mobile_terminal_url: `https://example.gov.cn/m/items/${itemCode}`,
  other_dept: "无",
  result_sample: "result.pdf",
  fee_reduction: "不收费",
  is_online: handIn.includes("online") ? "1" : "0",
});

const materialGuide = {
  form_guid: "blank.pdf",
  fill_explain: "如实填写",
  accept_stand: "清晰可辨",
  page_format: "A4",
};

const subItemOf = (above: ServiceItem): ServiceItem => ({
  ...above,
  itemCode: `${above.itemCode}01`,
  name: { ...above.name, zh: `${above.name.zh}：办理项` },
});

/**
 * Made-up items as a province would export them: Chinese only, no forms, the guide fields that we have no place for in
 * columns of their own, and every twentieth item as a sub-item (业务办理项) of 33 digits below its item.
 */
export function provincialExport(items: readonly ServiceItem[], mapping: Mapping): string {
  const exported = items.map((each, index): ServiceItem => {
    const above = index % 20 === 19 ? items[index - 1] : undefined;
    const item = above ? subItemOf(above) : each;
    return {
      ...item,
      materials: item.materials.map((material) => ({ ...material, extra: materialGuide })),
      extra: guideOf(item),
    };
  });
  return toMappedCsv(exported, mapping);
}
