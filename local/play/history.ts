import { caseHistoryEntrySchema } from "#shared/cases/case-views.ts";
import { caseEventSchema, type HistoryEntry } from "#shared/cases/history.ts";
import { pageOf } from "#shared/kernel/http/contract.ts";

/** The entries in an answer of `GET /v1/cases/{caseNumber}/history`, with what their chain is verified by. */
export const entriesOf = (body: unknown): HistoryEntry[] =>
  pageOf(caseHistoryEntrySchema)
    .parse(body)
    .items.map(({ version, published, note, changes }) => ({
      version,
      event: caseEventSchema.parse(published),
      changes,
      ...(note && { note }),
    }));
