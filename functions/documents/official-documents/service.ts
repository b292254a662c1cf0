import texts from "#data/official-documents.json" with { type: "json" };
import type { CaseEvent } from "#events/case.ts";
import { type CaseRecord, noteOf } from "#shared/cases/public.ts";
import type { ServiceItem } from "#shared/catalogue/public.ts";
import { officialDocumentTitleOf } from "#shared/documents/official-documents.ts";
import { numberedKinds, type RegisteredNumber } from "#shared/documents/running-numbers.ts";
import type { OfficialDocumentKind } from "#shared/documents/views.ts";
import type { HistoryEntry } from "#shared/kernel/records/record-store.ts";
import { chineseMoment, chineseTime, fill } from "./text.ts";

export type ServiceFacts = {
  event: CaseEvent;
  entry: HistoryEntry;
  record: CaseRecord;
  item: ServiceItem;
  /** Those of the case. */
  numbers: readonly RegisteredNumber[];
  /** A joint matter's: each has its own decision document. */
  parts?: readonly ServiceItem[] | undefined;
  /** The name of whoever handed it over, where the directory of staff knows them. */
  handedOverBy?: string | undefined;
};

/** Which document this step served: the one that it names, or the decision. */
function servedKind({ entry, record }: ServiceFacts): OfficialDocumentKind {
  const { service } = noteOf(entry);
  return service?.document ?? (record.head.decision === "rejected" ? "rejection" : "approval");
}

/** What a joint matter's parts were decided with; each document carries the number of its part's case. */
const partDocuments = ({ record, parts }: ServiceFacts): string =>
  (record.head.parts ?? [])
    .flatMap(({ code, result }) => {
      if (result !== "approved" && result !== "rejected") return [];
      const kind = result === "approved" ? "approval" : "rejection";
      const title = officialDocumentTitleOf(kind, code).zh;
      const name = parts?.find(({ itemCode }) => itemCode === code)?.name.zh;
      return fill(texts.partDocument, { item: name ?? code, title });
    })
    .join("、");

/** A case that ended without a decision has one of these, and its record does not say which. */
const ends: readonly OfficialDocumentKind[] = ["lapse", "termination"];

/**
 * The document by its title, and the newest of its numbers until then.
 * @throws Error while a document that carries a number has none yet: it is being made
 */
function servedDocument(facts: ServiceFacts): string {
  const { event, entry, record, item, numbers } = facts;
  const { upperDocument } = record.head;
  const kind = servedKind(facts);
  const isDecision = kind === "approval" || kind === "rejection";
  // What an upper organ decided is its document; here it is only handed on.
  if (isDecision && upperDocument)
    return fill(texts.upperDocument, { organ: item.review?.organ.zh, number: upperDocument });
  if (isDecision && record.head.parts) return partDocuments(facts);
  const [number] = numbers
    .filter(
      (one) =>
        (one.kind === kind || (ends.includes(kind) && ends.includes(one.kind))) &&
        one.version <= entry.version,
    )
    .toSorted((one, other) => other.version - one.version);
  if (!number && numberedKinds.includes(kind))
    throw new Error(`${event.id} serves a ${kind} that has no number yet`);
  const document = officialDocumentTitleOf(number?.kind ?? kind, event.data.itemCode).zh;
  const named = number ? `${document}（${number.text}）` : document;
  const withResult = kind === "approval" && !noteOf(entry).service && item.result.type !== "none";
  return withResult ? `${named}、${item.result.name.zh}` : named;
}

type Collection = NonNullable<ReturnType<typeof noteOf>["collection"]>;

const collectedWords = ({ how, identity }: Collection): string =>
  texts.collected[how] + (identity ? texts.identity[identity] : "");

/** 送达回证: what was served, to whom, where, when, how and by whom; what is signed by hand is left open. */
export function deliveryRows(facts: ServiceFacts): string[][] {
  const { event, entry, record, item } = facts;
  const { service, assistance, collection } = noteOf(entry);
  const { receive, actor } = event.data;
  const { paper, to, receiver, way, place, time, server, signature, refused, witness, handedOverBy } =
    texts.delivery;
  const relation =
    service?.receiver ?? (assistance?.kind === "byProxy" ? "agent" : (collection?.relation ?? "self"));
  const shown = collection && `${texts.ways[receive]}${collectedWords(collection)}`;
  const places = { ...texts.deliveryPlaces, window: item.address.zh };
  return [
    [paper, servedDocument(facts)],
    [to, record.person.applicant.name],
    ...(relation === "self" ? [] : [[receiver, texts.receivers[relation]]]),
    [way, service ? texts.serviceWays[service.way] : (shown ?? texts.ways[receive])],
    [place, service?.place ?? places[receive]],
    [time, service ? chineseTime(service.servedOn, service.servedAt) : chineseMoment(event.time)],
    ...(collection && collection.how !== "opened"
      ? [[handedOverBy, facts.handedOverBy ?? actor.id]]
      : [[server, service?.server ?? texts.deliveryServers[receive]]]),
    ...(service?.refused
      ? [
          [refused, service.refused.why],
          [witness, service.refused.witness],
        ]
      : [[signature, ""]]),
  ];
}
