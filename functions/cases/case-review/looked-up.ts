import type { ReadInput } from "#shared/cases/action-routes.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { errorIf, requireNoErrors } from "#shared/kernel/http/field-error.ts";

/** Results are of materials that are owed, each once, and of a day that has come; in a list of the body, or the body itself. */
export const lookedUp =
  (now: () => string, list?: string): ReadInput =>
  async ({ lookUps: owed = [] }, { note: { lookUps = [] } }) => ({
    async check() {
      const isRepeated = (materialId: string, index: number): boolean =>
        lookUps.slice(0, index).some((earlier) => earlier.materialId === materialId);
      requireNoErrors(
        lookUps.flatMap(({ materialId, lookedUpOn }, index) => {
          const at = list === undefined ? [] : [list, index];
          return [
            ...errorIf(!owed.includes(materialId), [...at, "materialId"], "notOwed", {
              zh: "没有等待核验的这份材料，或者已经登记过。",
              en: "This material does not wait to be looked up, or was before.",
            }),
            ...errorIf(isRepeated(materialId, index), [...at, "materialId"], "repeated", {
              zh: "同一份材料只登记一次。",
              en: "Each material has one result.",
            }),
            ...errorIf(lookedUpOn > dayOf(now()), [...at, "lookedUpOn"], "outOfRange", {
              zh: "核验日期不能晚于今天。",
              en: "This day has not come yet.",
            }),
          ];
        }),
      );
    },
  });
