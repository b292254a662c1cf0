import type { HistoryEntry, RecordStore } from "#shared/kernel/records/record-store.ts";
import { detailsSchema } from "./change.ts";
import { licenceTypeCoded } from "./licence-types.ts";
import type { Licence } from "./record.ts";

/** `label` left out: the holder's name. */
export type CorrectedLine = { label?: string; wrong: string; right: string };

const formerOf = ({ privateNote }: HistoryEntry) => detailsSchema.parse(privateNote.details ?? {}).former;
const words = (value: unknown): string => (value === undefined ? "" : String(value));

/**
 * What a correction changed, by the labels that are printed: from what the history kept of before it to what it kept of
 * before the next change, or to the licence as it stands.
 */
function correctedLines(version: number, entries: readonly HistoryEntry[], now: Licence): CorrectedLine[] {
  const [corrected, ...later] = entries.filter((one) => one.version >= version);
  const former = corrected && formerOf(corrected);
  if (!former) return [];
  const next = later.flatMap((one) => formerOf(one) ?? []);
  const particulars = next[0]?.particulars ?? now.particulars;
  const name = next.find(({ holderName }) => holderName !== undefined)?.holderName ?? now.holder.name;
  const labels = licenceTypeCoded(now.typeCode)?.particulars ?? [];
  const labelOf = (line: string): string => labels.find((one) => one.name === line)?.label.zh ?? line;
  const lines = Object.entries(particulars).flatMap(([line, right]) =>
    former.particulars[line] === right
      ? []
      : [{ label: labelOf(line), wrong: words(former.particulars[line]), right: words(right) }],
  );
  return former.holderName === undefined || former.holderName === name
    ? lines
    : [{ wrong: former.holderName, right: name }, ...lines];
}

/** What notices of correction ask of licences. */
export const licenceCorrections = (store: Pick<RecordStore<Licence>, "read" | "history">) => ({
  /** What a correction of a licence put right, line by line; undefined before the relay wrote it. */
  async correctionOf({ licenceId, version }: { licenceId: string; version: number }) {
    const found = await store.read(licenceId);
    const { items } = await store.history(licenceId, { limit: 200 });
    if (!found || !items.some((one) => one.version === version)) return undefined;
    return {
      typeName: found.typeName,
      number: found.number,
      lines: correctedLines(version, items, found),
    };
  },
});
