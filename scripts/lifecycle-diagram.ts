import type { CaseState } from "#events/case.ts";
import { caseActions, targetsOf, transitionOf } from "#shared/cases/actions.ts";
import { endStates, stateLabels } from "#shared/cases/states.ts";

/** The lifecycle table as a mermaid state diagram. */
export function lifecycleDiagram(): string {
  const edges = caseActions.flatMap((action) => {
    const transition = transitionOf(action);
    const { from } = transition;
    const sources = from === "none" ? ["[*]"] : from;
    return sources.flatMap((source) => {
      const targets = source === "[*]" ? [transition.to] : targetsOf(transition, source as CaseState);
      return targets.map((target) => `  ${source} --> ${target}: ${action}`);
    });
  });
  const names = Object.entries(stateLabels).map(([state, { zh }]) => `  ${state}: ${state} ${zh}`);
  const ends = endStates.map((state) => `  ${state} --> [*]`);
  return ["stateDiagram-v2", ...names, ...edges, ...ends].join("\n");
}
