import { listNumbers, type RegisteredNumberView, voidNumber } from "#shared/documents/number-api.ts";
import type { ObjectStore } from "#shared/documents/object-store.ts";
import { officialDocumentIdOf, officialDocumentKey } from "#shared/documents/official-documents.ts";
import { documentProblems } from "#shared/documents/problems.ts";
import {
  type NumberStore,
  otherOrgans,
  type RegisteredNumber,
  registerPattern,
} from "#shared/documents/running-numbers.ts";
import { encodeCursor } from "#shared/kernel/aws/cursor.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";

/** Hours in which a document that failed may still be made by itself, or after somebody mended what failed. */
const hoursToMake = 24;

const idPattern = /^(?<register>[0-9a-z]+-[A-Za-z]+-\d{4})-(?<number>[1-9]\d{0,5})$/;

const viewOf = ({ register, number, text, caseNumber, version, kind, at, void: voided }: RegisteredNumber) =>
  ({
    numberId: `${register}-${number}`,
    number,
    text,
    caseNumber,
    documentId: officialDocumentIdOf({ caseNumber, version, kind }),
    kind,
    at,
    ...(voided && { void: { reason: voided.reason, at: voided.at } }),
  }) satisfies RegisteredNumberView;

/** Registers of running numbers (文号登记簿), for whoever supervises an organ's documents. */
export function numberRoutes(deps: {
  numbers: NumberStore;
  objects: Pick<ObjectStore, "isThere">;
  now: Clock;
}): Route[] {
  const { numbers, objects, now } = deps;
  const mayRead = ({ department }: Caller, organ: string): boolean =>
    department === undefined || department === organ || otherOrgans.some(({ code }) => code === organ);

  const numberWith = async (numberId: string, caller: Caller): Promise<RegisteredNumber> => {
    const { register = "", number } = idPattern.exec(numberId)?.groups ?? {};
    const organ = registerPattern.exec(register)?.groups?.organ;
    const found = organ && mayRead(caller, organ) ? await numbers.entry(register, Number(number)) : undefined;
    if (!found) throw documentProblems.numberNotFound();
    return found;
  };

  return [
    route(listNumbers)(async ({ query: { kind, year, organ, ...page }, caller }) => {
      const asked = organ ?? caller.department;
      if (!asked || !mayRead(caller, asked)) throw documentProblems.numberNotFound();
      const { items, next } = await numbers.list(`${asked}-${kind}-${year}`, {
        cursor: page.cursor,
        limit: page.limit,
      });
      return { status: 200, body: { items: items.map(viewOf), nextCursor: encodeCursor(next) } };
    }),

    route(voidNumber)(async ({ path: { numberId }, body: { reason }, caller }) => {
      const found = await numberWith(numberId, caller);
      // A repeat finds what it did.
      if (found.void) return { status: 200, body: viewOf(found) };
      const madeUntil = new Date(Date.parse(found.at) + hoursToMake * 3_600_000).toISOString();
      if (now() < madeUntil) throw documentProblems.numberMayBeUsed({ facts: { until: madeUntil } });
      if (await objects.isThere(officialDocumentKey(found)))
        throw documentProblems.numberIsUsed({ facts: { number: found.text } });
      await numbers.void({ ...found, void: { reason, at: now(), by: caller.id } });
      return { status: 200, body: viewOf(await numberWith(numberId, caller)) };
    }),
  ];
}
