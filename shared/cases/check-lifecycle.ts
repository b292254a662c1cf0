import type { CaseState } from "#events/case.ts";
import type { Text } from "#shared/kernel/http/locale.ts";
import type { Transition } from "./transition.ts";

const targets = ({ to }: Transition): string[] =>
  to === "decided" || to === "joined" ? ["approved", "rejected"] : to === "same" ? [] : [to];

const hasBothTexts = (text: Text | undefined): boolean =>
  Boolean(text?.zh?.trim()) && Boolean(text?.en?.trim());

/**
 * What is wrong with a lifecycle: states that cannot be reached or left, actions nobody may take or that lead
 * from an end, texts missing in either language. Empty when it may be used.
 */
export function lifecycleFaults(
  table: Record<string, Transition>,
  labels: Record<CaseState, Text>,
  ends: readonly CaseState[],
): string[] {
  const actions = Object.entries(table);
  const sources = ({ from }: Transition): readonly string[] => (from === "none" ? [] : from);
  const left = new Set(
    actions.filter(([, { to }]) => to !== "same").flatMap(([, transition]) => sources(transition)),
  );

  const reached = new Set<string>(
    actions.filter(([, { from }]) => from === "none").flatMap(([, transition]) => targets(transition)),
  );
  // From what can be reached, again and again until nothing new comes.
  for (let before = -1; before !== reached.size; ) {
    before = reached.size;
    for (const [, transition] of actions)
      if (sources(transition).some((state) => reached.has(state)))
        for (const state of targets(transition)) reached.add(state);
  }

  return [
    ...Object.entries(labels).flatMap(([state, label]) => [
      ...(reached.has(state) ? [] : [`state ${state} cannot be reached`]),
      ...(left.has(state) || ends.includes(state as CaseState) ? [] : [`state ${state} cannot be left`]),
      ...(hasBothTexts(label) ? [] : [`state ${state} lacks a text`]),
    ]),
    ...actions.flatMap(([action, transition]) => [
      ...(transition.roles.length > 0 ? [] : [`nobody may ${action}`]),
      ...(hasBothTexts(transition.label) ? [] : [`action ${action} lacks a text`]),
      ...sources(transition)
        .filter((state) => !(state in labels))
        .map((state) => `action ${action} comes from the unknown state ${state}`),
      ...sources(transition)
        .filter((state) => ends.includes(state as CaseState))
        .map((state) => `action ${action} comes from the end ${state}`),
    ]),
  ];
}
