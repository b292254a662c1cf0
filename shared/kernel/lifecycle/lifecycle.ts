import type { Role } from "#shared/kernel/http/contract.ts";
import type { Text } from "#shared/kernel/http/locale.ts";
import type { Actor } from "#shared/kernel/records/last-event.ts";

/** `system` is what other contexts' events and the law's own clock do; no person has this role. */
export type ActorRole = Role | "system";

export type ActionRow<State extends string, Guard extends string, Event extends string> = {
  from: readonly State[];
  /** Every state that it may lead to: one is taken by itself, of several the effect says which. */
  to: readonly State[] | "same";
  roles: readonly ActorRole[];
  guards?: readonly Guard[];
  event: Event;
  /** Where it means something else once it leads to one of the states. */
  eventIn?: Partial<Record<State, Event>>;
  label: Text;
};

/** A condition beyond state and role. `around` is what the record itself does not hold: the time, for one. */
export type GuardRow<Rec, DecisionContext> = {
  holds(record: Rec, actor: Actor, around: DecisionContext): boolean;
  /** The refusal, as the person reads it; a guard that only `system` meets has none. */
  text?: Text;
  /** What the refusal names beside its sentence. */
  facts?(around: DecisionContext, record: Rec): Record<string, string | string[]>;
  /** Whoever does not meet it has no part in the record: refused as a role is. */
  ofRole?: true;
  /** The accounts of those who may not be the actor, whatever account that one has. */
  apartFrom?(record: Rec, around: DecisionContext): readonly (string | undefined)[];
};

/** Accounts that are the actor's own too, of those that somebody else's have to be. */
export type OwnAccounts = { ownAccounts?: readonly string[] | undefined };

/** What takes two persons: the actor is nobody of these, with this account or another. */
export const anotherThan = <Rec, DecisionContext>(
  apartFrom: (record: Rec, around: DecisionContext) => readonly (string | undefined)[],
  text: Text,
): GuardRow<Rec, DecisionContext> => ({
  apartFrom,
  holds: (record, { id }, around) => {
    const { ownAccounts = [] } = around as DecisionContext & OwnAccounts;
    return !apartFrom(record, around).some(
      (account) => account === id || ownAccounts.includes(account ?? ""),
    );
  },
  text,
});

type LifecycleSpec<
  Rec,
  DecisionContext,
  State extends string,
  Guard extends string,
  Event extends string,
  Action extends string,
> = {
  name: string;
  states: Record<State, Text>;
  /** States in which it begins. */
  begins: readonly State[];
  /** States in which nobody has anything more to do. */
  ends: readonly State[];
  guards: Record<Guard, GuardRow<Rec, DecisionContext>>;
  actions: Record<Action, ActionRow<State, Guard, Event>>;
};

export type Refusal<Action extends string, Guard extends string> = { allowedActions: Action[] } & (
  | { kind: "role" | "state" }
  | {
      kind: "guard";
      guard: Guard;
      text: Text | undefined;
      facts?: Record<string, string | string[]> | undefined;
    }
);

export type Lifecycle<
  Rec,
  DecisionContext,
  State extends string = string,
  Guard extends string = string,
  Event extends string = string,
  Action extends string = string,
> = LifecycleSpec<Rec, DecisionContext, State, Guard, Event, Action> & {
  /** All actions, in the table's order. */
  actionNames: readonly Action[];
  isOpen(record: { state: State }): boolean;
  /** Why this actor may not do this now; undefined when they may. */
  refusal(
    record: Rec,
    action: Action,
    actor: Actor,
    around: DecisionContext,
  ): Refusal<Action, Guard> | undefined;
  /** What this actor can do now: the buttons. */
  allowedActions(record: Rec, actor: Actor, around: DecisionContext): Action[];
  /** Whether anything that can be done in this state depends on a guard: what it asks may be dear to find out. */
  asks(guard: Guard, record: { state: State }): boolean;
  /** Whether an action takes another person than somebody who did something before. */
  needsAnother(action: Action): boolean;
  /** The accounts of those who have to be other persons than who takes the action. */
  apartFrom(record: Rec, action: Action, around: DecisionContext): string[];
};

/**
 * The whole life of a record as data: server, buttons, tests and diagrams read this table.
 * @throws Error that names every fault of the table, when it is loaded
 */
export function defineLifecycle<Rec extends { state: string }, DecisionContext>() {
  return <
    const State extends Rec["state"],
    const Guard extends string,
    const Event extends string,
    const Action extends string,
  >(
    spec: LifecycleSpec<Rec, DecisionContext, State, Guard, Event, Action>,
  ): Lifecycle<Rec, DecisionContext, State, Guard, Event, Action> => {
    const faults = lifecycleFaults(spec);
    if (faults.length > 0) throw new Error(`The lifecycle of ${spec.name} is wrong: ${faults.join("; ")}`);
    const { actions, guards, ends } = spec;
    const actionNames = Object.keys(actions) as Action[];

    const obstacle = (record: Rec, action: Action, actor: Actor, around: DecisionContext) => {
      const row = actions[action];
      if (!(row.roles as readonly string[]).includes(actor.role)) return { kind: "role" } as const;
      if (!(row.from as readonly string[]).includes(record.state)) return { kind: "state" } as const;
      const guard = row.guards?.find((name) => !guards[name].holds(record, actor, around));
      if (!guard) return undefined;
      const { text, facts, ofRole } = guards[guard];
      if (ofRole) return { kind: "role" } as const;
      return { kind: "guard", guard, text, ...(facts && { facts: facts(around, record) }) } as const;
    };
    const allowedActions = (record: Rec, actor: Actor, around: DecisionContext): Action[] =>
      actionNames.filter((action) => !obstacle(record, action, actor, around));

    const guardsOf = (action: Action) => (actions[action].guards ?? []).map((name) => guards[name]);

    return {
      ...spec,
      actionNames,
      needsAnother: (action) => guardsOf(action).some(({ apartFrom }) => apartFrom),
      apartFrom: (record, action, around) =>
        guardsOf(action).flatMap(({ apartFrom }) =>
          (apartFrom?.(record, around) ?? []).flatMap((one) => one ?? []),
        ),
      isOpen: ({ state }) => !ends.includes(state),
      refusal: (record, action, actor, around) => {
        const found = obstacle(record, action, actor, around);
        return found && { ...found, allowedActions: allowedActions(record, actor, around) };
      },
      allowedActions,
      asks: (guard, { state }) =>
        actionNames.some(
          (action) => actions[action].from.includes(state) && actions[action].guards?.includes(guard),
        ),
    };
  };
}

/** A lifecycle as far as its faults go. */
type Table = Pick<
  LifecycleSpec<never, never, string, string, string, string>,
  "states" | "begins" | "ends"
> & {
  guards: Record<string, { text?: Text }>;
  actions: Record<
    string,
    Omit<ActionRow<string, string, string>, "event" | "eventIn" | "roles"> & { roles: readonly string[] }
  >;
};

const lacksText = (text: Text | undefined): boolean => !text?.zh.trim() || !text.en.trim();
const faultIf = (isWrong: boolean, fault: string): string[] => (isWrong ? [fault] : []);

const stepsOf = ({ actions }: Table): [from: string, to: string][] =>
  Object.values(actions).flatMap(({ from, to }) =>
    to === "same" ? [] : from.flatMap((state) => to.map((next): [string, string] => [state, next])),
  );

/** These states and every one that some of the steps lead to from them. */
function reachable(steps: [from: string, to: string][], begins: readonly string[]): Set<string> {
  const reached = new Set(begins);
  for (const state of reached) for (const [from, to] of steps) if (from === state) reached.add(to);
  return reached;
}

/**
 * What is wrong with a lifecycle: states that are unknown, cannot be reached, or from which no end can be reached;
 * actions that nobody may take or that lead out of an end; guards that nothing asks; texts missing in either
 * language. Empty when it may be used.
 */
export function lifecycleFaults(table: Table): string[] {
  const { states, begins, ends, guards, actions } = table;
  const rows = Object.values(actions);
  const steps = stepsOf(table);
  const reached = reachable(steps, begins);
  const endable = reachable(
    steps.map(([from, to]) => [to, from]),
    ends,
  );
  const unknown = (where: string, found: readonly string[]) =>
    found.filter((state) => !(state in states)).map((state) => `${where} the unknown state ${state}`);
  const guardsOf = (some: typeof rows) => new Set(some.flatMap((row) => row.guards ?? []));
  const asked = guardsOf(rows);
  const askedOfPeople = guardsOf(rows.filter(({ roles }) => roles.some((role) => role !== "system")));
  return [
    ...unknown("it begins in", begins),
    ...unknown("it ends in", ends),
    ...Object.keys(states).flatMap((state) => [
      ...faultIf(!reached.has(state), `state ${state} cannot be reached`),
      ...faultIf(!endable.has(state), `no end can be reached from ${state}`),
    ]),
    ...Object.entries(states).flatMap(([state, text]) =>
      faultIf(lacksText(text), `state ${state} lacks a text`),
    ),
    ...Object.entries(guards).flatMap(([guard, { text }]) => [
      ...faultIf(askedOfPeople.has(guard) && lacksText(text), `guard ${guard} lacks a text`),
      ...faultIf(!asked.has(guard), `no action asks guard ${guard}`),
    ]),
    ...Object.entries(actions).flatMap(([action, { from, to, roles, label, guards: named = [] }]) => [
      ...unknown(`action ${action} comes from`, from),
      ...unknown(`action ${action} leads to`, to === "same" ? [] : to),
      ...faultIf(from.length === 0, `action ${action} comes from no state`),
      ...faultIf(to.length === 0, `action ${action} leads to no state`),
      ...faultIf(roles.length === 0, `nobody may ${action}`),
      ...faultIf(lacksText(label), `action ${action} lacks a text`),
      ...from.flatMap((state) =>
        faultIf(to !== "same" && ends.includes(state), `action ${action} leads out of the end ${state}`),
      ),
      ...named.flatMap((guard) =>
        faultIf(!(guard in guards), `action ${action} asks the unknown guard ${guard}`),
      ),
    ]),
  ];
}
