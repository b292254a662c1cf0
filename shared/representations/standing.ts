import { allPages, type Page } from "#shared/kernel/aws/page.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { httpProblems } from "#shared/kernel/http/problem.ts";
import type { PersonKeys } from "#shared/kernel/people/person-keys.ts";
import type { ListQuery, RecordStore } from "#shared/kernel/records/record-store.ts";
import type { Representation } from "./record.ts";

type Acting = Pick<RecordStore<Representation>, "read"> & {
  list(index: "byAgent", partition: string, query: ListQuery): Promise<Page<Representation>>;
};

/** Whose matters a list shows, and whether one of them is the caller's business. */
export type Listed = {
  names: string[];
  covers(itemCode: string): boolean;
  /** The caller may do only some of the principal's matters, and is listed only what they filed. */
  scoped: boolean;
};

/** In whose name somebody may speak: the one rule for everything that belongs to an applicant. */
export type Standing = {
  /** Under which names the caller's own matters stand. */
  namesOf(caller: Caller): Promise<string[]>;
  /**
   * The name by which this citizen has to do with a matter of this item: one of their own, or of whoever they act for
   * now. Undefined: it is not their business. Their own account costs nothing; a representation is read as it stands,
   * so that one that was revoked a moment ago is none.
   */
  nameIn(caller: Caller, itemCode: string, isNamed: (name: string) => boolean): Promise<string | undefined>;
  /** Whether something of an applicant's is this citizen's business. */
  speaksFor(caller: Caller, of: { applicantId: string; itemCode: string }): Promise<boolean>;
  /** Whose list is asked for: the caller's own, or of whoever they act for by this representation. @throws Problem 403 */
  listed(caller: Caller, representationId: string | undefined): Promise<Listed>;
};

export const isInForce = (
  record: Representation | undefined,
  agentId: string,
  day: string,
): record is Representation =>
  record?.state === "active" && record.agentId === agentId && (!record.until || day <= record.until);

export function standing({
  store,
  keys,
  now,
}: {
  store: Acting;
  keys: Pick<PersonKeys, "namesOf" | "namesUnder" | "lookUp">;
  now: Clock;
}): Standing {
  /** One answer for each request, of which the caller is a part. */
  const asked = new WeakMap<Caller, Promise<Representation[]>>();
  const look = async (caller: Caller): Promise<Representation[]> => {
    const agentKeys = caller.identity ? await keys.lookUp("idNumber", caller.identity.idNumber) : [];
    const pages = await Promise.all(
      agentKeys.map((key) => allPages((cursor) => store.list("byAgent", key, { cursor, limit: 100 }))),
    );
    const day = dayOf(now());
    return pages.flat().filter((record) => isInForce(record, caller.id, day));
  };
  const principalNames = ({ principalId, principal }: Representation): Promise<string[]> =>
    keys.namesUnder(principalId, principal);
  const actsBy = (caller: Caller): Promise<Representation[]> => {
    const found = asked.get(caller) ?? look(caller);
    asked.set(caller, found);
    return found;
  };

  const nameIn: Standing["nameIn"] = async (caller, itemCode, isNamed) => {
    if (caller.role !== "citizen") return undefined;
    if (isNamed(caller.id)) return caller.id;
    const own = (await keys.namesOf(caller)).find(isNamed);
    if (own) return own;
    const inScope = (await actsBy(caller)).filter(({ scope }) => !scope || scope.includes(itemCode));
    return (await Promise.all(inScope.map(principalNames))).flat().find(isNamed);
  };

  return {
    namesOf: keys.namesOf,
    nameIn,
    speaksFor: async (caller, { applicantId, itemCode }) =>
      (await nameIn(caller, itemCode, (name) => name === applicantId)) !== undefined,

    async listed(caller, representationId) {
      if (representationId === undefined)
        return { names: await keys.namesOf(caller), covers: () => true, scoped: false };
      const record = await store.read(representationId);
      if (!isInForce(record, caller.id, dayOf(now()))) throw httpProblems.forbidden();
      const { scope } = record;
      return {
        names: await principalNames(record),
        covers: (itemCode) => !scope || scope.includes(itemCode),
        scoped: scope !== undefined,
      };
    },
  };
}
