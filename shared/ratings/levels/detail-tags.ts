import type { SatisfactionLevel } from "#events/rating.ts";
import type { Text } from "#shared/kernel/http/locale.ts";
import { starsOf } from "./scales.ts";

/**
 * What a rating may tick beside its level (评价详情): three digits, of which the first is the number of stars.
 * The table is given by the higher authority and not changed locally. These are its usual texts under numbers
 * of ours: a new edition replaces the table whole and gets a new name, which each rating keeps.
 */
export const detailTagEdition = "2026-1";

export const detailTags: Record<string, Text> = {
  501: { zh: "一窗受理、一次办成", en: "Done at one window in one visit" },
  502: { zh: "可以全程网上办理", en: "Done online from start to end" },
  503: { zh: "不用提交证明", en: "No certificates had to be handed in" },
  504: { zh: "可以就近办理", en: "Could be done nearby" },
  505: { zh: "可以先受理后补材料", en: "Accepted first, papers afterwards" },
  506: { zh: "服务热情、效率高", en: "Friendly and fast" },
  401: { zh: "填写一张表单就可申报", en: "One form was enough" },
  402: { zh: "一张清单告知全部材料", en: "One list named all papers" },
  403: { zh: "跑一次大厅就办完", en: "One visit to the hall was enough" },
  404: { zh: "可以在线预约办理", en: "An appointment could be made online" },
  405: { zh: "可以使用自助机办理", en: "Could be done at a terminal" },
  406: { zh: "服务态度较好", en: "Rather friendly" },
  301: { zh: "一次性告知需要补正的材料", en: "All that was missing was told at once" },
  302: { zh: "在承诺的时间内办结", en: "Done within the promised time" },
  303: { zh: "办事指南准确", en: "The guide was right" },
  304: { zh: "可以快递送达", en: "The result could come by courier" },
  305: { zh: "跑动次数与承诺的一致", en: "As many visits as promised" },
  306: { zh: "服务态度一般", en: "Neither friendly nor unfriendly" },
  201: { zh: "没有提供材料样本或清单", en: "No sample or list of the papers" },
  202: { zh: "未在承诺时间内办结", en: "Not done within the promised time" },
  203: { zh: "同样的材料被要求多次提交", en: "The same paper was asked for more than once" },
  204: { zh: "承诺网办但无法在线办理", en: "Promised online, but could not be done there" },
  205: { zh: "窗口人员业务不熟练", en: "Staff did not know the matter well" },
  206: { zh: "服务态度较差", en: "Rather unfriendly" },
  101: { zh: "在办事指南之外增加新的条件", en: "Conditions that the guide does not name" },
  102: { zh: "要求办事指南之外的材料", en: "Papers that the guide does not name" },
  103: { zh: "无理由超过法定办理时间", en: "Later than the law allows, without a reason" },
  104: { zh: "已在线提交仍需现场再交", en: "Handed in online and asked for again on site" },
  105: { zh: "多头跑窗口和部门", en: "Sent from window to window" },
  106: { zh: "服务态度差、效率低", en: "Unfriendly and slow" },
};

/** Why a tag does not go with a rating of this level; undefined when it does. */
export function tagFault(
  code: string,
  level: SatisfactionLevel,
): "unknownTag" | "tagOfOtherLevel" | undefined {
  if (!Object.hasOwn(detailTags, code)) return "unknownTag";
  return code.startsWith(String(starsOf(level))) ? undefined : "tagOfOtherLevel";
}
