import { commandActions, openings, rowOf, targetsOf } from "#shared/cases/lifecycle-table.ts";
import { endStates, stateLabels } from "#shared/cases/states.ts";

/** The lifecycle table as a mermaid state diagram. */
export function lifecycleDiagram(): string {
  const begins = Object.entries(openings).map(([action, { to }]) => `  [*] --> ${to}: ${action}`);
  const edges = commandActions.flatMap((action) =>
    rowOf(action).from.flatMap((source) =>
      targetsOf(action, source).map((target) => `  ${source} --> ${target}: ${action}`),
    ),
  );
  const names = Object.entries(stateLabels).map(([state, { zh }]) => `  ${state}: ${state} ${zh}`);
  const ends = endStates.map((state) => `  ${state} --> [*]`);
  return ["stateDiagram-v2", ...names, ...begins, ...edges, ...ends].join("\n");
}
