import type { Text } from "#shared/kernel/http/locale.ts";

/** A lifecycle as far as its faults go. */
type Table = {
  states: Record<string, Text>;
  begins: readonly string[];
  ends: readonly string[];
  guards: Record<string, { text?: Text }>;
  actions: Record<
    string,
    {
      from: readonly string[];
      to: readonly string[] | "same";
      roles: readonly string[];
      guards?: readonly string[];
      label: Text;
    }
  >;
};

const lacksText = (text: Text | undefined): boolean => !text?.zh.trim() || !text.en.trim();

/** Every state that can follow from these, whatever is done. */
function reachable({ actions }: Table, begins: readonly string[]): Set<string> {
  const reached = new Set(begins);
  for (const state of reached)
    for (const { from, to } of Object.values(actions))
      if (to !== "same" && from.includes(state)) for (const next of to) reached.add(next);
  return reached;
}

/**
 * What is wrong with a lifecycle: states that are unknown, cannot be reached, or from which no end can be reached;
 * actions that nobody may take or that lead out of an end; guards that nothing asks; texts missing in either
 * language. Empty when it may be used.
 */
export function lifecycleFaults(table: Table): string[] {
  const { states, begins, ends, guards, actions } = table;
  const names = Object.keys(states);
  const reached = reachable(table, begins);
  const unknown = (where: string, found: readonly string[]) =>
    found.filter((state) => !names.includes(state)).map((state) => `${where} the unknown state ${state}`);
  const guardsOf = (rows: Table["actions"][string][]) => new Set(rows.flatMap((row) => row.guards ?? []));
  const asked = guardsOf(Object.values(actions));
  const met = guardsOf(Object.values(actions).filter(({ roles }) => roles.some((role) => role !== "system")));
  return [
    ...unknown("it begins in", begins),
    ...unknown("it ends in", ends),
    ...names.flatMap((state) => [
      ...(reached.has(state) ? [] : [`state ${state} cannot be reached`]),
      ...(ends.some((end) => reachable(table, [state]).has(end))
        ? []
        : [`no end can be reached from ${state}`]),
    ]),
    ...Object.entries(states).flatMap(([state, text]) =>
      lacksText(text) ? [`state ${state} lacks a text`] : [],
    ),
    ...Object.entries(guards).flatMap(([guard, { text }]) => [
      ...(met.has(guard) && lacksText(text) ? [`guard ${guard} lacks a text`] : []),
      ...(asked.has(guard) ? [] : [`no action asks guard ${guard}`]),
    ]),
    ...Object.entries(actions).flatMap(([action, row]) => [
      ...unknown(`action ${action} comes from`, row.from),
      ...unknown(`action ${action} leads to`, row.to === "same" ? [] : row.to),
      ...(row.from.length > 0 ? [] : [`action ${action} comes from no state`]),
      ...(row.to === "same" || row.to.length > 0 ? [] : [`action ${action} leads to no state`]),
      ...(row.roles.length > 0 ? [] : [`nobody may ${action}`]),
      ...(lacksText(row.label) ? [`action ${action} lacks a text`] : []),
      ...(row.to === "same" ? [] : row.from.filter((state) => ends.includes(state))).map(
        (state) => `action ${action} leads out of the end ${state}`,
      ),
      ...(row.guards ?? [])
        .filter((guard) => !(guard in guards))
        .map((guard) => `action ${action} asks the unknown guard ${guard}`),
    ]),
  ];
}
