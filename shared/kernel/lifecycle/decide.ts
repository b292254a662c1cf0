import type * as z from "zod";
import type { Actor, RequestMark } from "#shared/kernel/records/last-event.ts";
import type { RecordDefinition, RecordOf, StepOf } from "#shared/kernel/records/record.ts";
import type { Lifecycle, Refusal } from "./lifecycle.ts";

/** What the bodies of actions hold, by their schemas. */
export type BodiesOf<Schemas extends Record<string, z.ZodType>> = {
  [Action in keyof Schemas]: z.output<Schemas[Action]>;
};

type Own<Rec> = Partial<Omit<Rec, keyof RecordOf<unknown>>>;

/** What an action changes beside what the table says of the state; of several target states, which. */
export type Effects<Rec, DecisionContext, Bodies extends Record<string, unknown>> = {
  [Action in keyof Bodies]: (
    record: Rec,
    body: Bodies[Action],
    actor: Actor,
    around: DecisionContext,
  ) => Own<Rec>;
};

/** `at` is UTC in ISO 8601, `trace` a W3C traceparent. */
export type Command<Body> = {
  actor: Actor;
  body: Body;
  at: string;
  trace: string;
  /** What the history keeps of it in words, and the bus does not. */
  words?: string | undefined;
  details?: Record<string, unknown> | undefined;
  request?: RequestMark | undefined;
};

export type Decision<Rec, Action extends string, Guard extends string> =
  | { record: Rec }
  | { refused: Refusal<Action, Guard> };

/** Who has to be another person than the actor, by the guards of an action. */
export type Apart<Rec, DecisionContext, Action extends string> = {
  needsAnother(action: Action): boolean;
  apartFrom(record: Rec, action: Action, around: DecisionContext): string[];
};

/** The next record by the lifecycle's table and the effects, or why not. Pure. */
export type Decide<Rec, DecisionContext, Bodies, Guard extends string> = (<
  Action extends keyof Bodies & string,
>(
  record: Rec,
  action: Action,
  command: Command<Bodies[Action]>,
  around: DecisionContext,
) => Decision<Rec, keyof Bodies & string, Guard>) &
  Partial<Apart<Rec, DecisionContext, keyof Bodies & string>>;

/** `decider(record, lifecycle)<Bodies>(effects)`: an effect for each action of the table, by what its body holds. */
export const decider =
  <
    Rec extends RecordOf<{ state: string }>,
    DecisionContext,
    State extends string,
    Guard extends string,
    Event extends string,
    Action extends string,
  >(
    definition: Pick<RecordDefinition<Rec>, "next">,
    lifecycle: Lifecycle<NoInfer<Rec>, DecisionContext, State, Guard, Event, Action>,
  ) =>
  <Bodies extends Record<Action, unknown>>(
    effects: Effects<Rec, DecisionContext, Bodies>,
  ): Decide<Rec, DecisionContext, Bodies, Guard> => {
    const decide = <Taken extends keyof Bodies & string>(
      record: Rec,
      action: Taken,
      { body, ...command }: Command<Bodies[Taken]>,
      around: DecisionContext,
    ): Decision<Rec, keyof Bodies & string, Guard> => {
      const { actor } = command;
      const refused = lifecycle.refusal(record, action as unknown as Action, actor, around);
      if (refused) return { refused } as Decision<Rec, keyof Bodies & string, Guard>;
      const { to, event, eventIn } = lifecycle.actions[action as unknown as Action];
      const targets: readonly string[] = to === "same" ? [record.state] : to;
      const changes: { state?: string } = effects[action](record, body, actor, around);
      const state = changes.state ?? (targets.length === 1 ? targets[0] : undefined);
      if (state === undefined || !targets.includes(state))
        throw new Error(
          `${action} of ${lifecycle.name} leads to ${state ?? "no state"}, which its table does not say`,
        );
      return {
        record: definition.next(
          record,
          { ...changes, state } as Own<Rec>,
          { event: eventIn?.[state as State] ?? event, ...command } as unknown as StepOf<Rec>,
        ),
      };
    };
    const { needsAnother, apartFrom } = lifecycle as unknown as Apart<
      Rec,
      DecisionContext,
      keyof Bodies & string
    >;
    return Object.assign(decide, { needsAnother, apartFrom });
  };

/**
 * What happens to a record by itself, through the same table: another context's event, or the clock's. Undefined
 * when the table does not let it, because it was done before or nothing is left to do.
 */
export const bySystem =
  <Rec, DecisionContext extends { now: string }, Bodies, Guard extends string>(
    decide: Decide<Rec, DecisionContext, Bodies, Guard>,
    /** The part of the system, as the history names it. */
    id: string,
  ) =>
  <Action extends keyof Bodies & string>(
    record: Rec,
    action: Action,
    body: Bodies[Action],
    around: DecisionContext,
    trace: string,
  ): Rec | undefined => {
    const command = { actor: { role: "system", id }, body, at: around.now, trace };
    const decision = decide(record, action, command, around);
    return "record" in decision ? decision.record : undefined;
  };
