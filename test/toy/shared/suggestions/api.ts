import * as z from "zod";
import { caseNumber } from "#events/identifiers.ts";
import {
  actionContracts,
  createContract,
  departmentQuery,
  getContract,
  historyContract,
  listContract,
} from "#shared/kernel/http/record-contracts.ts";
import { bodies } from "./decide.ts";
import { lifecycle } from "./lifecycle.ts";
import { suggestion } from "./record.ts";

export const rowFields = suggestion.schema.pick({
  suggestionId: true,
  caseNumber: true,
  state: true,
  dueAt: true,
  escalated: true,
});
export const viewFields = rowFields.extend(
  suggestion.schema.pick({ version: true, department: true, text: true, madeAt: true }).shape,
);
const view = viewFields.extend({ allowedActions: z.array(z.string()) }).meta({ id: "Suggestion" });
export type SuggestionView = z.output<typeof view>;

const api = {
  plural: "suggestions",
  id: "suggestionId",
  idSchema: z.string().regex(/^[0-9a-f]{16}$/, "编号不正确。|This is not a suggestion's id."),
  what: { zh: "意见", en: "a suggestion" },
  readers: ["citizen", "clerk", "supervisor"],
  opens: "nothing",
  view,
} as const;

export const makeSuggestion = createContract(api, {
  summary: { zh: "提意见", en: "Make a suggestion" },
  roles: ["citizen"],
  body: z.strictObject({ caseNumber, text: z.string().trim().min(2).max(500) }),
});
export const listSuggestions = listContract(api, {
  summary: { zh: "待答复的意见", en: "Suggestions to be answered" },
  description: "a department's, by what is due first",
  roles: ["clerk", "supervisor"],
  query: departmentQuery,
  row: rowFields,
});
export const getSuggestion = getContract(api, view);
export const getSuggestionHistory = historyContract(api);
export const suggestionActions = actionContracts(api, lifecycle, bodies);

export const suggestionRoutes = [
  makeSuggestion,
  listSuggestions,
  getSuggestion,
  getSuggestionHistory,
  ...Object.values(suggestionActions),
];
