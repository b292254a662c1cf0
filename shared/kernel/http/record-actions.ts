import type * as z from "zod";
import type { ConditionalPut } from "#shared/kernel/aws/put-version.ts";
import type { Decide } from "#shared/kernel/lifecycle/decide.ts";
import type { OwnAccounts, Refusal } from "#shared/kernel/lifecycle/lifecycle.ts";
import { canonicalJson, sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import type { Identity } from "#shared/kernel/people/identity.ts";
import type { RequestMark } from "#shared/kernel/records/last-event.ts";
import type { RecordOf } from "#shared/kernel/records/record.ts";
import {
  changeRecord,
  type RecordStore,
  settled,
  type Together,
  writtenSteps,
} from "#shared/kernel/records/record-store.ts";
import type { Caller } from "./caller.ts";
import { recordTag } from "./entity-tag.ts";
import type { Locale } from "./locale.ts";
import { defineProblems, httpProblems, Problem } from "./problem.ts";
import type { ActionContract, createContract } from "./record-contracts.ts";
import { etag, idIn, notFoundOf, type RecordResource } from "./record-routes.ts";
import { type Route, route } from "./route.ts";

const problems = defineProblems({
  actionNotAllowed: {
    status: 409,
    zh: "现在的状态不能这样处理；现在可以：{allowedActions}。",
    en: "This cannot be done in its present state; possible now: {allowedActions}.",
  },
  staleVersion: {
    status: 412,
    zh: "内容已有更新，当前版本为 {currentVersion}，请刷新后再试。",
    en: "It has changed; its version is now {currentVersion}. Please reload and try again.",
  },
});

type WithHistory<Rec extends RecordOf<object>> = {
  store: Pick<RecordStore<Rec>, "read" | "write" | "history">;
};

type Making<Rec extends RecordOf<object>, Body, View> = {
  /** Its store may write what the body brings beside the record. */
  resource: WithHistory<Rec> & { store: { write(record: Rec, body: Body): Promise<boolean> } };
  /** Version 1, with this id and this mark of the request in it. @throws Problem when it may not be made */
  make(given: { id: string; request: RequestMark; body: Body; trace: string }, caller: Caller): Promise<Rec>;
  view(record: Rec, caller: Caller): Promise<View>;
};

/** Makes a record, once per caller and Idempotency-Key: its id follows from both. */
export const createRoute = <
  Rec extends RecordOf<object>,
  Id extends string,
  View extends z.ZodType,
  Body extends z.ZodType,
>(
  contract: ReturnType<typeof createContract<Id, View, Body>>,
  { resource, make, view }: Making<Rec, z.output<Body>, z.output<View>>,
): Route =>
  route(contract)(async (request) => {
    const { caller, traceparent } = request;
    const { "idempotency-key": key } = request.headers;
    const { body } = request;
    const mark = markOf(caller, contract.path, key, body);
    const made = await make({ id: mark.key, request: mark, body, trace: traceparent }, caller);
    const first = await resource.store.write(made, body);
    const record = first ? made : await madeBefore(resource, mark);
    return {
      status: 201,
      headers: { ...etag(record), location: `${contract.path}/${mark.key}` },
      body: await view(record, caller),
    };
  });

/** @throws Problem 422 when the key made a record of another body */
async function madeBefore<Rec extends RecordOf<object>>(
  { store }: WithHistory<Rec>,
  mark: RequestMark,
): Promise<Rec> {
  const record = await store.read(mark.key);
  if (!record) throw new Error(`record ${mark.key} was there and is not`);
  const [opening] = (await store.history(mark.key, { limit: 1 })).items;
  const { request } = record.version === 1 ? record.lastEvent : (opening?.privateNote ?? {});
  if (request && request.body !== mark.body) throw httpProblems.idempotencyKeyReused();
  return record;
}

/** Whether the person with this verified identity signs in to that account too. */
export type IsOneself = (account: string, identity: Identity) => Promise<boolean>;

/** Of these accounts those that are the caller's own, whatever account they use now. */
async function ownAmong(
  accounts: readonly string[],
  { role, id, identity }: Caller,
  isOneself: IsOneself | undefined,
): Promise<string[]> {
  if (role === "citizen" || !identity || !isOneself) return [];
  const others = [...new Set(accounts)].filter((account) => account !== id);
  const own = await Promise.all(others.map((account) => isOneself(account, identity)));
  return others.filter((_account, place) => own[place]);
}

/** An action as it was asked for. */
type Asked<Bodies> = {
  action: keyof Bodies & string;
  body: Bodies[keyof Bodies];
  caller: Caller;
  traceparent: string;
};

type Acting<
  Rec extends RecordOf<object>,
  DecisionContext extends { now: string },
  Bodies,
  View,
  Guard extends string,
> = {
  resource: RecordResource<Rec> & {
    store: { write(record: Rec, around: DecisionContext & Together): Promise<boolean> };
  };
  decide: Decide<Rec, DecisionContext, Bodies, Guard>;
  /** Whether an account is the actor's own too: asked of those who have to be another person. */
  isOneself?: IsOneself | undefined;
  /** What the decision asks beside the record, and what the store writes beside it. */
  around(record: Rec, asked: Asked<Bodies>): Promise<DecisionContext>;
  /** What the history keeps of the step beside its words, by the record's own `details` schema. */
  details?(record: Rec, body: Bodies[keyof Bodies]): Record<string, unknown> | undefined;
  /** What follows from the decision and stands from the same moment: it is written with the record or not at all. @throws Problem */
  beside?(
    decided: Rec,
    asked: Omit<Asked<Bodies>, "action"> & { before: Rec; around: DecisionContext },
  ): Promise<readonly ConditionalPut[]>;
  /** `taken` is the step that it answers. */
  view(
    record: Rec,
    caller: Caller,
    taken: Pick<Asked<Bodies>, "action" | "body"> & { locale: Locale },
  ): Promise<View>;
};

/** A route for each contract: the action is decided on the version that the caller saw, once per Idempotency-Key. */
export function actionRoutes<
  Rec extends RecordOf<object>,
  DecisionContext extends { now: string },
  Bodies extends Record<string, unknown>,
  Action extends keyof Bodies & string,
  Id extends string,
  View extends z.ZodType,
  Guard extends string,
>(
  contracts: { [Each in Action]: ActionContract<Id, View, z.ZodType<Bodies[Each]>> },
  {
    resource,
    decide,
    isOneself,
    around,
    details,
    beside,
    view,
  }: Acting<Rec, DecisionContext, Bodies, z.output<View>, Guard>,
): Route[] {
  const names = Object.keys(contracts) as Action[];
  if (!isOneself && names.some((action) => decide.needsAnother?.(action)))
    throw new Error("actions that take two persons are asked of accounts alone");
  return names.map((action) =>
    route<ActionContract<Id, View, z.ZodType<Bodies[Action]>>>(contracts[action])(async (request) => {
      const { caller, traceparent, body } = request;
      const { "if-match": expected, "idempotency-key": key } = request.headers;
      const id = idIn(request);
      const mark = key === undefined ? undefined : markOf(caller, action, key, body);
      let circumstances: DecisionContext & Together & OwnAccounts;
      let refusal = notFoundOf(resource);
      let repeated: Rec | undefined;
      const refuse = (problem: Problem): undefined => {
        refusal = problem;
      };
      const store = {
        read: resource.store.read,
        write: (decided: Rec) => resource.store.write(decided, circumstances),
      };
      const changed = await changeRecord(store, id, async (record) => {
        if (!(await resource.mayRead(record, caller))) return refuse(notFoundOf(resource));
        if (mark && (await isRepeatedRequest(resource.store, id, record, mark, expected)) === true) {
          repeated = record;
          return settled;
        }
        if (record.version !== expected) return refuse(stale(record.version));
        const asked = await around(record, { action, body, caller, traceparent });
        const apart = decide.apartFrom?.(record, action, asked) ?? [];
        circumstances = { ...asked, ownAccounts: await ownAmong(apart, caller, isOneself) };
        const decided = decide(
          record,
          action,
          {
            actor: { role: caller.role, id: caller.id },
            body,
            at: circumstances.now,
            trace: traceparent,
            words: (body as { words?: string }).words,
            details: details?.(record, body),
            request: mark,
          },
          circumstances,
        );
        if ("refused" in decided) return refuse(refusalOf(decided.refused));
        if (beside) {
          const around = circumstances;
          const written = await beside(decided.record, { before: record, body, caller, traceparent, around });
          circumstances = { ...around, beside: written };
        }
        return decided.record;
      });
      const record = changed ?? repeated;
      if (!record) throw refusal;
      return {
        status: 200,
        headers: etag(record),
        body: await view(record, caller, { action, body, locale: request.locale }),
      };
    }),
  );
}

const stale = (currentVersion: number): Problem =>
  problems.staleVersion({ facts: { currentVersion }, headers: { etag: recordTag(currentVersion) } });

/** What somebody is told whom the lifecycle refuses. */
export function refusalOf(refusal: Refusal<string, string>): Problem {
  const { allowedActions } = refusal;
  if (refusal.kind === "role") return httpProblems.forbidden({ facts: { allowedActions } });
  if (refusal.kind !== "guard" || !refusal.text)
    return problems.actionNotAllowed({ facts: { allowedActions } });
  const { guard, text, facts } = refusal;
  return new Problem(
    { status: 409, code: "guardFailed", text },
    { facts: { ...facts, guard, allowedActions } },
  );
}

/** Hashed: a key is the caller's own text, and a body may hold anything. */
export const markOf = ({ id }: Caller, action: string, key: string, body: unknown): RequestMark => ({
  key: sha256Hex(canonicalJson([id, action, key])).slice(0, 16),
  body: sha256Hex(canonicalJson(body)).slice(0, 16),
});

/**
 * Whether this very request has been done: as the record's last step, or further back in its history if it keeps one.
 * `unknown`: the history is behind the record, and a step that it lacks may have been this one.
 * @throws Problem 422 when the key was used with another body
 */
export async function isRepeatedRequest<Rec extends RecordOf<object>>(
  store: Partial<Pick<RecordStore<Rec>, "history">>,
  id: string,
  record: Rec,
  mark: RequestMark,
  expectedVersion?: number,
): Promise<boolean | "unknown"> {
  const isThis = (request: RequestMark | undefined): boolean => {
    if (request?.key !== mark.key) return false;
    if (request.body !== mark.body) throw httpProblems.idempotencyKeyReused();
    return true;
  };
  if (isThis(record.lastEvent.request)) return true;
  // A request that is new names the newest version: only what may be a repeat is looked up.
  const { history } = store;
  if (record.version === expectedVersion || !history) return false;
  const { written, isWhole } = await writtenSteps({ history }, id, record);
  if (written.some(({ privateNote }) => isThis(privateNote.request))) return true;
  return isWhole ? false : "unknown";
}
