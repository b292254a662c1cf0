import { createHash } from "node:crypto";
import departments from "#district/departments.json" with { type: "json" };
import {
  checksPath,
  historyPath,
  type Manifest,
  manifestPath,
  packageFormat,
} from "#shared/archives/manifest.ts";
import { archivePolicy } from "#shared/archives/policy.ts";
import { answerRows, readableDocument, type Section } from "#shared/archives/readable.ts";
import type { Archive } from "#shared/archives/record.ts";
import { keptUntil } from "#shared/archives/retention.ts";
import type { Part } from "#shared/archives/zip.ts";
import { noteOf } from "#shared/cases/public.ts";
import { situationWords } from "#shared/catalogue/public.ts";
import type { CaseFiles } from "#shared/documents/public.ts";
import { extensionOf, officialDocumentWith } from "#shared/documents/public.ts";
import { shortEventName } from "#shared/kernel/http/record-contracts.ts";
import { wordsOf } from "#shared/kernel/records/last-event.ts";
import { CannotPackError, type Dossier } from "./dossier.ts";
import { sealCovers } from "./seal.ts";

/** What was found of one part when it was packed. */
type Check = {
  part: string;
  check: "sha256AsAnnounced" | "hashChain" | "licenceSignature" | "sealCoversFile";
  holds: boolean;
};

const json = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, null, 2)}\n`, "utf8");
const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

/** The retention of the item as it was applied for. */
export const retentionOf = ({ item }: Pick<Dossier, "item">) => item.retention ?? archivePolicy.usual;

/** 元数据: what is asked of a file in the archive, by names that follow the standard. */
function metadataOf(archive: Archive, { record: { head, person }, item, history, licence }: Dossier) {
  const department = departments.find(({ code }) => code === head.department);
  const retention = retentionOf({ item });
  return {
    standard: archivePolicy.standard,
    format: packageFormat,
    caseNumber: head.caseNumber,
    title: `${item.name.zh} ${head.caseNumber}`,
    item: {
      itemCode: item.itemCode,
      version: head.item.version,
      catalogCode: item.catalogCode,
      name: item.name.zh,
      itemType: item.itemType,
    },
    organ: {
      code: head.department,
      name: department?.name.zh,
      uscc: department?.uscc,
      decides: item.organ?.zh,
    },
    applicant: person.applicant,
    ...(person.agent && { agent: person.agent }),
    submittedAt: head.submittedAt,
    acceptedAt: head.acceptedAt,
    endedAt: archive.endedAt,
    ended: archive.ended,
    decision: head.decision,
    handler: head.handler,
    acceptedBy: head.acceptedBy,
    parent: head.parent,
    parts: head.parts,
    licence: licence?.document.identifier,
    retention: { ...retention, keepUntil: keptUntil(archive.endedAt, retention.term) },
    events: history.length,
  };
}

/** 审批意见: what was decided, asked and answered in words, the oldest first. */
const opinionsOf = ({ history }: Dossier) =>
  history.flatMap((entry) => {
    const { limit: _clock, assignee: _work, assistance: _how, ...said } = noteOf(entry);
    if (Object.keys(said).length === 0) return [];
    const { version, event, privateNote } = entry;
    return [
      {
        version,
        at: event.time,
        event: shortEventName(event.type),
        by: privateNote.actor,
        ...said,
      },
    ];
  });

const lookUpWords = { found: "核验一致", notFound: "没有查到", unavailable: "不能核验" } as const;

function readableOf(archive: Archive, dossier: Dossier): string {
  const { record, forms, item, history, officialDocuments, ratings } = dossier;
  const { person, form } = record;
  const names = new Map(item.materials.map(({ materialId, name }) => [materialId, name.zh]));
  const party = (title: string, one: typeof person.applicant | undefined): Section => ({
    title,
    rows: one
      ? [
          ["姓名或者名称", one.name],
          ["证件类型", one.idType],
          ["证件号码", one.idNumber],
          ["联系电话", one.phone],
        ]
      : [],
  });
  const address = (title: string, one: typeof person.receiveAddress): Section => ({
    title,
    rows: one
      ? [
          ["收件人", one.recipient],
          ["电话", one.phone],
          ["地址", one.street],
        ]
      : [],
  });
  const situationRows = situationWords(item, form.situation).map(
    ({ question, answer }) => [question.zh, answer.zh] as const,
  );
  return readableDocument(`${item.name.zh}　办件 ${archive.caseNumber}`, [
    {
      title: "办件",
      rows: [
        ["事项", item.name.zh],
        ["实施编码", item.itemCode],
        ["申报时间", record.head.submittedAt],
        ["受理时间", record.head.acceptedAt ?? ""],
        ["办结时间", archive.endedAt],
        ["办结方式", archive.ended],
        ["申请书版次", `${forms.length}`],
      ],
    },
    party("申请人", person.applicant),
    party("代理人", person.agent),
    address("交件地址", person.handInAddress),
    address("领取地址", person.receiveAddress),
    { title: "情形", rows: situationRows },
    { title: "填报内容", rows: answerRows(item.form, form.answers) },
    {
      title: "材料",
      rows: [
        ...form.materials.map(
          ({ materialId, documentId }) => [names.get(materialId) ?? materialId, documentId] as const,
        ),
        ...(form.licences ?? []).map(
          ({ materialId, licenceId }) =>
            [names.get(materialId) ?? materialId, `电子证照 ${licenceId}`] as const,
        ),
        ...(form.commitments ?? []).map((id) => [names.get(id) ?? id, "告知承诺"] as const),
        ...[...(form.lookUps ?? []), ...history.flatMap((entry) => noteOf(entry).lookUps ?? [])].map(
          ({ materialId, source, result, lookedUpOn, number = "", reason = "" }) =>
            [
              names.get(materialId) ?? materialId,
              [lookUpWords[result], source, lookedUpOn, number, reason].filter(Boolean).join("，"),
            ] as const,
        ),
        ...(form.deferred ?? []).map(
          ({ materialId, until }) => [names.get(materialId) ?? materialId, `容缺后补 ${until}`] as const,
        ),
      ],
    },
    { title: "文书", rows: officialDocuments.map(({ title, number }) => [title.zh, number ?? ""] as const) },
    {
      title: "办理过程",
      rows: history.map(({ version, event, privateNote }) => [
        `${version}　${event.time}`,
        [
          shortEventName(event.type),
          `${privateNote.actor.role} ${privateNote.actor.id}`,
          wordsOf(privateNote) ?? "",
        ].join("　"),
      ]),
    },
    {
      title: "评价",
      rows: ratings.map(
        ({ stage, level, comment }) => [String(stage), `${level}　${comment ?? ""}`] as const,
      ),
    },
  ]);
}

type Material = { path: string; documentId: string };

/** The files that people handed in, in any revision, each once. @throws CannotPackError for one that is gone */
async function materialsOf({ forms }: Dossier, files: Pick<CaseFiles, "announcedOf">): Promise<Material[]> {
  const names = new Map<string, string>();
  for (const { materials, authority } of forms) {
    for (const { materialId, documentId } of materials) names.set(documentId, materialId);
    if (authority) names.set(authority, "authority");
  }
  const found: Material[] = [];
  for (const [documentId, name] of names) {
    const announced = await files.announcedOf(documentId);
    if (!announced) throw new CannotPackError("materialGone", documentId);
    found.push({ path: `materials/${name}-${documentId}.${extensionOf[announced.contentType]}`, documentId });
  }
  return found;
}

/**
 * All parts of a case's package, in the order in which they are packed: by their paths, then what was found while they
 * were read, and the manifest last. The same case gives the same bytes, whenever it is packed.
 */
export async function partsOf(archive: Archive, dossier: Dossier, files: CaseFiles): Promise<Part[]> {
  const { record, forms, history, officialDocuments, ratings, deliveries, licence } = dossier;
  const { caseNumber } = archive;
  const manifest: Manifest = {
    format: packageFormat,
    caseNumber,
    chain: { version: history.length, hash: String(record.head.hash) },
    parts: [],
  };
  const checks: Check[] = [{ part: historyPath, check: "hashChain", holds: true }];
  if (licence)
    checks.push({ part: "licence.json", check: "licenceSignature", holds: licence.signatureIsValid });

  const listed = (path: string, read: () => Promise<Buffer>): Part => ({
    path,
    async read() {
      const bytes = await read();
      manifest.parts.push({ path, size: bytes.byteLength, sha256: sha256(bytes) });
      return bytes;
    },
  });
  const text = (path: string, value: unknown): Part[] =>
    value === undefined || (Array.isArray(value) && value.length === 0)
      ? []
      : [listed(path, async () => (typeof value === "string" ? Buffer.from(value, "utf8") : json(value)))];

  const material = ({ path, documentId }: Material): Part =>
    listed(path, async () => {
      const found = await files.material(documentId);
      if (!found) throw new CannotPackError("materialGone", documentId);
      const { bytes, announced } = found;
      if (bytes.byteLength !== announced.size || sha256(bytes) !== announced.sha256)
        throw new CannotPackError("materialChanged", documentId);
      checks.push({ part: path, check: "sha256AsAnnounced", holds: true });
      return bytes;
    });
  const officialDocument = ({ documentId, kind }: Dossier["officialDocuments"][number]): Part => {
    const path = `documents/${documentId}.pdf`;
    return listed(path, async () => {
      const named = officialDocumentWith(documentId);
      const bytes = named && (await files.officialDocument(named));
      if (!bytes) throw new CannotPackError("officialDocumentGone", kind);
      checks.push({ part: path, check: "sealCoversFile", holds: sealCovers(bytes) });
      return bytes;
    });
  };

  const parts = [
    ...text("metadata.json", metadataOf(archive, dossier)),
    ...text("application.json", {
      caseNumber,
      person: record.person,
      revisions: forms,
      form: dossier.item.form,
    }),
    ...text("application.html", readableOf(archive, dossier)),
    ...text(historyPath, { caseNumber, entries: history }),
    ...text("opinions.json", opinionsOf(dossier)),
    ...text("ratings.json", ratings),
    ...text("deliveries.json", deliveries),
    ...text("licence.json", licence),
    ...(await materialsOf(dossier, files)).map(material),
    ...officialDocuments.map(officialDocument),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
  const found = listed(checksPath, async () => json(checks));
  const last: Part = { path: manifestPath, read: async () => json(manifest) };
  return [...parts, found, last];
}
