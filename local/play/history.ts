import { caseEvents } from "#events/case.ts";
import { caseHistoryEntrySchema } from "#shared/cases/case-views.ts";
import { pageOf } from "#shared/kernel/http/contract.ts";
import { shortEventName } from "#shared/kernel/http/record-contracts.ts";
import type { HistoryEntry } from "#shared/kernel/records/record-store.ts";

const typeOf = (short: string): string =>
  Object.values(caseEvents).find(({ type }) => shortEventName(type) === short)?.type ?? short;

const only = (details: object, isAsked: (name: string) => boolean) => {
  const some = Object.entries(details).filter(([name]) => isAsked(name));
  return some.length > 0 && { details: Object.fromEntries(some) };
};

/** The entries in an answer of `GET /v1/cases/{caseNumber}/history`, with all that their chain is verified by. */
export const entriesOf = (caseNumber: string, body: unknown): HistoryEntry[] =>
  pageOf(caseHistoryEntrySchema)
    .parse(body)
    .items.map(
      ({
        version,
        event,
        at,
        by,
        words,
        details = {},
        salt,
        kept = [],
        digest,
        request,
        traceparent,
        changes,
        hash,
      }) => ({
        version,
        event: { id: `case/${caseNumber}/${version}`, type: typeOf(event), time: at, traceparent },
        privateNote: {
          actor: by,
          ...(request && { request }),
          ...only(details, (name) => kept.includes(name)),
          ...(salt && {
            written: { salt, ...(words && { words }), ...only(details, (name) => !kept.includes(name)) },
          }),
          ...(digest && { digest }),
        },
        changes,
        hash,
      }),
    );
