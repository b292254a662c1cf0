import { defineLifecycle } from "#shared/kernel/lifecycle/lifecycle.ts";
import { type Around, guards } from "./guards.ts";
import { actions } from "./lifecycle-table.ts";
import type { CaseRow } from "./record.ts";
import { endStates, stateLabels } from "./states.ts";

/** The whole life of a case: checked when loaded, so that a faulty table neither builds nor starts. */
export const lifecycle = defineLifecycle<CaseRow, Around>()({
  name: "a case",
  states: stateLabels,
  begins: ["submitted", "accepted"],
  ends: endStates,
  guards,
  actions,
});
