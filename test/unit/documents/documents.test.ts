import { createHash } from "node:crypto";
import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context } from "aws-lambda";
import { afterEach, describe, expect, it } from "vitest";
import { type Announcement, documentIdOf } from "#shared/documents/document.ts";
import { officialDocumentIdOf, officialDocumentKey } from "#shared/documents/official-documents.ts";
import { documentProblems } from "#shared/documents/problems.ts";
import { type Document, document, draft, draftKeyOf } from "#shared/documents/record.ts";
import type { Scanner, ScanResult } from "#shared/documents/scanning/scanners.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { sureSignIn } from "#test/support/call-route.ts";
import { capturedLogs } from "#test/support/captured-logs.ts";
import { pdfWith } from "#test/support/good-pdfs.ts";
import { joined } from "#test/support/hostile-files.ts";
import { memoryAccesses } from "#test/support/memory-accesses.ts";
import { memoryRecordStore } from "#test/support/memory-record-store.ts";
import { traceparent } from "#test/unit/ratings/samples.ts";
import { documentsApi } from "../../../functions/documents/documents/documents.ts";

const now = "2026-11-23T02:00:00.000Z";
const [caseNumber, otherCase] = ["411602000120261123ABCDEFG", "411602000120261123ABCDEHJ"];
function announcementOf(bytes: Buffer, more: Partial<Announcement> = {}): Announcement {
  return {
    fileName: "李敏的身份证.pdf",
    contentType: "application/pdf",
    size: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    ...more,
  };
}
const documentId = documentIdOf("li-min", "key-1", announcementOf(pdfWith()), now);

function confirmed(more: Partial<Document> = {}): Document {
  const fields = { documentId, ownerId: "li-min", ...announcementOf(pdfWith()), scan: "unscanned" } as const;
  const actor = { role: "citizen", id: "li-min" };
  return document.first({ ...fields, ...more }, { event: "confirmed", at: now, actor, trace: traceparent });
}

type World = {
  bytes?: Buffer;
  announced?: Announcement;
  kept?: Document;
  /** The case that its draft became. */
  claimedBy?: string;
  scan?: ScanResult | "down";
  reads?: string[];
  lists?: string[];
  /** Who handles no part of the case, and gives a reason first. */
  mayAsk?: string;
  /** Who was asked something else about it. */
  asked?: string;
  /** Keys of official documents that are there. */
  documents?: string[];
  at?: string;
};

/** One document, with a scanner that answers as told and cases that these callers may read. */
function open({
  bytes = pdfWith(),
  announced,
  kept,
  claimedBy,
  scan = "unscanned",
  at = now,
  ...cases
}: World = {}) {
  const done: string[] = [];
  const accesses = memoryAccesses();
  const memory = memoryRecordStore(document);
  const store = {
    async read(id: string) {
      if (kept) await memory.write(kept);
      return memory.read(id);
    },
    write(written: Document) {
      done.push("written");
      return memory.write(written);
    },
  };
  const scanner: Scanner = {
    async scan() {
      done.push("scanned");
      if (scan === "down") throw documentProblems.scannerDown({ headers: { "retry-after": "30" } });
      return scan;
    },
  };
  const routes = documentsApi({
    store,
    drafts: {
      async read(draftKey) {
        if (!kept || !claimedBy || draftKey !== draftKeyOf(kept)) return undefined;
        const { at, actor, trace } = kept.lastEvent;
        return draft.first({ draftKey, caseNumber: claimedBy }, { event: "claimed", at, actor, trace });
      },
    },
    objects: {
      uploadLink: async () => ({ url: "https://bucket.example.com/up", headers: {} }),
      downloadLink: async ({ key }) => `https://bucket.example.com/${key}`,
      isThere: async (key) => (cases.documents ?? []).includes(key),
      announcedOf: async () => undefined,
      read: async () => ({ bytes, announced: announced ?? announcementOf(bytes) }),
    },
    cases: {
      groundOf: async (number, { id }) => {
        if (number === caseNumber && (cases.reads ?? []).includes(id)) return "work";
        if (number === caseNumber && cases.mayAsk === id) return "reason";
        return number === caseNumber && cases.asked === id ? "none" : undefined;
      },
      mayReadDocument: async (number, _id, { id }) =>
        number === otherCase && (cases.lists ?? []).includes(id),
    },
    consultations: { attachedBy: async () => undefined },
    accesses,
    scanner,
    now: () => at,
  });
  const handler = httpApi(routes, { accesses, now: () => at });
  const call = async (routeKey: string, who: string, query: Record<string, string> = {}, id = documentId) => {
    const event = {
      routeKey,
      pathParameters: { documentId: id },
      queryStringParameters: query,
      headers: { "accept-language": "en" },
      isBase64Encoded: false,
      requestContext: {
        http: { sourceIp: "192.0.2.1" },
        authorizer: { jwt: { claims: sureSignIn({ sub: who, name: who, role: "reviewer" }) } },
      },
    } as unknown as APIGatewayProxyEventV2WithJWTAuthorizer;
    const result = await handler(event, { awsRequestId: "request-1" } as Context);
    const body = JSON.parse(result.body ?? "null") as Record<string, unknown>;
    return { status: result.statusCode ?? 0, headers: result.headers ?? {}, body };
  };
  return {
    done,
    accesses,
    record: () => memory.read(documentId),
    confirm: (who = "li-min") => call("POST /v1/documents/{documentId}/confirm", who),
    download: (who: string, query = {}, id = documentId) =>
      call("GET /v1/documents/{documentId}/content", who, query, id),
  };
}

const logged = capturedLogs();
afterEach(() => {
  expect(JSON.stringify(logged)).not.toContain("李敏");
});

describe("confirming", () => {
  it.each(["clean", "unscanned"] as const)("says when a file is %s, again and again", async (scan) => {
    const { confirm, done, record } = open({ scan });
    const answer = { status: 200, body: { documentId, status: "clean", scan } };
    expect(await confirm()).toMatchObject(answer);
    expect(await confirm()).toMatchObject(answer);
    // It is looked at once.
    expect(done).toEqual(["scanned", "written"]);
    expect(await record()).toMatchObject({
      ...announcementOf(pdfWith()),
      ownerId: "li-min",
      scan,
      version: 1,
    });
  });

  it.each([
    ["infected", 422, "infected", undefined],
    ["pending", 409, "scanPending", "5"],
    ["down", 503, "scannerDown", "30"],
  ] as const)("does not let %s pass", async (scan, status, code, retryAfter) => {
    const { confirm, done, record } = open({ scan });
    const answer = await confirm();
    expect(answer).toMatchObject({ status, body: { code } });
    expect(answer.headers["retry-after"]).toBe(retryAfter);
    expect([done, await record()]).toEqual([["scanned"], undefined]);
  });

  it("names everything that a file must not hold, by code and in words, and does not scan it", async () => {
    const bytes = joined(pdfWith({ catalogue: "/AA << /O << /S /URI >> >>" }), "<html>");
    const { confirm, done } = open({ bytes });
    const { status, body } = await confirm();
    expect([status, body.code, done]).toEqual([422, "notAcceptable", []]);
    expect((body.findings as string[]).toSorted()).toEqual(["activeContent", "trailingData"]);
    expect(body.detail).toMatch(/it holds scripts or actions; .*something after its end/);
  });

  it("names what differs from what was announced first", async () => {
    const bytes = joined(pdfWith(), "<html>");
    const { confirm } = open({ bytes, announced: announcementOf(pdfWith(), { contentType: "image/png" }) });
    expect(await confirm()).toMatchObject({
      status: 422,
      body: {
        code: "doesNotMatch",
        fields: ["size", "sha256", "contentType"],
        detail:
          "The file is a PDF and not a PNG picture as announced; please upload it as what it is. The file received is not the one that was announced, perhaps not all of it; please upload it again.",
      },
    });
  });

  it.each([
    ["2026-11-24T15:59:59.999Z", 200, undefined],
    ["2026-11-24T16:00:00.000Z", 422, "uploadTooOld"],
    ["2026-12-24T02:00:00.000Z", 422, "uploadTooOld"],
  ])("is possible to the end of the next day in Shanghai: at %s %i", async (at, status, code) => {
    const { confirm, done, record } = open({ at });
    const answer = await confirm();
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    if (code) {
      expect(answer.body.detail).toMatch(/please upload it again/);
      expect([done, await record()]).toEqual([[], undefined]);
    }
  });

  it("of what was confirmed in time is answered the same for ever", async () => {
    const { confirm } = open({ kept: confirmed(), at: "2027-11-23T02:00:00.000Z" });
    expect(await confirm()).toMatchObject({ status: 200, body: { documentId, scan: "unscanned" } });
  });

  it("is for the owner only, whether or not the file is there", async () => {
    expect((await open().confirm("zhang-wei")).status).toBe(404);
    expect((await open({ kept: confirmed() }).confirm("zhang-wei")).status).toBe(404);
  });
});

describe("downloading", () => {
  const claimed = {
    kept: confirmed({ draft: "0b6d6a0e-54a4-4a0e-9d8b-2f1c7e9a1f3d" }),
    claimedBy: caseNumber,
  };
  const reads = ["wang-lei"];

  it("is for the owner, whoever may read its case, and whoever may read another case that lists it", async () => {
    const { download } = open({ ...claimed, reads, lists: ["zhao-ning"] });
    expect((await download("li-min")).headers.location).toBe(
      `https://bucket.example.com/documents/2026-11-23/${documentId}`,
    );
    expect((await download("wang-lei")).status).toBe(303);
    expect((await download("zhao-ning")).status).toBe(404);
    expect((await download("zhao-ning", { case: otherCase })).status).toBe(303);
    expect((await download("zhang-wei", { case: otherCase })).status).toBe(404);
    expect((await download("zhang-wei", { case: "no number" })).status).toBe(400);
    expect(JSON.stringify(logged)).toContain(caseNumber);
  });

  it("of one that belongs to no case is for the owner only", async () => {
    const { download } = open({ kept: confirmed(), reads });
    expect([(await download("li-min")).status, (await download("wang-lei")).status]).toEqual([303, 404]);
  });

  it("of one that nobody confirmed is for nobody", async () => {
    const { download } = open({ reads });
    expect([(await download("li-min")).status, (await download("wang-lei")).status]).toEqual([404, 404]);
  });

  const document = { caseNumber, version: 3, kind: "acceptance" } as const;
  const officialDocumentId = officialDocumentIdOf(document);
  it("of an official document is for whoever may read its case, and for nobody else by another", async () => {
    const { download } = open({ reads, lists: ["zhao-ning"], documents: [officialDocumentKey(document)] });
    expect((await download("wang-lei", {}, officialDocumentId)).headers.location).toBe(
      `https://bucket.example.com/${officialDocumentKey(document)}`,
    );
    expect((await download("zhao-ning", { case: otherCase }, officialDocumentId)).status).toBe(404);
    expect(JSON.stringify(logged)).toContain(officialDocumentId);
  });

  it.each([documentId, officialDocumentId])("is on record for the applicant: %s", async (id) => {
    const { download, accesses } = open({
      ...claimed,
      reads: [...reads, "li-min"],
      documents: [officialDocumentKey(document)],
    });
    await download("wang-lei", {}, id);
    await download("wang-lei", {}, id);
    const by = { role: "reviewer", id: "wang-lei" };
    expect(accesses.looks.get(caseNumber)).toEqual([{ at: now, by, what: "document", record: id }]);
  });

  it.each([documentId, officialDocumentId])(
    "needs a reason of whoever does not handle the case, and is not for who was asked something else: %s",
    async (id) => {
      const { download, accesses } = open({
        ...claimed,
        mayAsk: "clerk",
        asked: "zhao-ning",
        documents: [officialDocumentKey(document)],
      });
      const refused = await download("clerk", {}, id);
      expect([refused.status, refused.body.code]).toEqual([403, "reasonNeeded"]);
      await accesses.open(caseNumber, "clerk", "2026-11-23T03:00:00.000Z");
      expect((await download("clerk", {}, id)).status).toBe(303);
      expect((await download("zhao-ning", {}, id)).status).toBe(403);
      expect(accesses.looks.get(caseNumber)).toHaveLength(1);
    },
  );

  it("of an official document that is not there, or that there never is, is 404 and says so", async () => {
    const { download } = open({ reads });
    expect(await download("wang-lei", {}, officialDocumentId)).toMatchObject({
      status: 404,
      body: { code: "officialDocumentNotThere" },
    });
    expect((await download("wang-lei", {}, `${caseNumber}-3-letter`)).status).toBe(400);
  });
});
