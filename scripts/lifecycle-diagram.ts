import { caseActions, endStates, stateLabels, transitionOf } from "#shared/cases/lifecycle.ts";

/** The lifecycle table as a mermaid state diagram. */
export function lifecycleDiagram(): string {
  const edges = caseActions.flatMap((action) => {
    const { from, to } = transitionOf(action);
    const sources = from === "none" ? ["[*]"] : from;
    return sources.flatMap((source) => {
      const targets = to === "decided" ? ["approved", "rejected"] : [to === "same" ? source : to];
      return targets.map((target) => `  ${source} --> ${target}: ${action}`);
    });
  });
  const names = Object.entries(stateLabels).map(([state, { zh }]) => `  ${state}: ${state} ${zh}`);
  const ends = endStates.map((state) => `  ${state} --> [*]`);
  return ["stateDiagram-v2", ...names, ...edges, ...ends].join("\n");
}
