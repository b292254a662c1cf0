import { createHash } from "node:crypto";
import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context } from "aws-lambda";
import { afterEach, describe, expect, it } from "vitest";
import type { Document } from "#shared/documents/document.ts";
import type { DocumentStore } from "#shared/documents/document-store.ts";
import { paperIdOf, paperKey } from "#shared/documents/papers.ts";
import { documentProblems } from "#shared/documents/problems.ts";
import type { Scanner, ScanResult } from "#shared/documents/scanner.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { capturedLogs } from "#test/support/captured-logs.ts";
import { pdfWith } from "#test/support/good-pdfs.ts";
import { joined } from "#test/support/hostile-files.ts";
import { documentsApi } from "../../../functions/documents/documents/documents.ts";

const now = "2026-11-23T02:00:00.000Z";
const [caseNumber, otherCase] = ["411602000120261123ABCDEFG", "411602000120261123ABCDEHJ"];
const documentId = "00000000-0000-8000-8000-000000000001";

function announced(bytes: Buffer, more: Partial<Document> = {}): Document {
  return {
    documentId,
    ownerId: "li-min",
    fileName: "李敏的身份证.pdf",
    contentType: "application/pdf",
    size: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    status: "pending",
    createdAt: now,
    ...more,
  };
}

type World = {
  bytes?: Buffer;
  document?: Document;
  scan?: ScanResult | "down";
  reads?: string[];
  lists?: string[];
  /** Keys of official papers that are there. */
  papers?: string[];
};

/** One document, with a scanner that answers as told and cases that these callers may read. */
function open({ bytes = pdfWith(), document = announced(bytes), scan = "unscanned", ...cases }: World = {}) {
  let kept = document;
  const done: string[] = [];
  const store: Pick<DocumentStore, "read" | "markClean"> = {
    read: async (id) => (id === kept.documentId ? kept : undefined),
    async markClean(_id, result) {
      done.push("marked");
      kept = { ...kept, status: "clean", scan: result };
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
    store: store as DocumentStore,
    objects: {
      uploadLink: async () => ({ url: "https://bucket.example.com/up", headers: {} }),
      downloadLink: async ({ key }) => `https://bucket.example.com/${key}`,
      isThere: async (key) => (cases.papers ?? []).includes(key),
      keep: async () => void done.push("kept"),
      read: async () => bytes,
    },
    cases: {
      mayReadCase: async (number, { id }) => number === caseNumber && (cases.reads ?? []).includes(id),
      mayReadDocument: async (number, _id, { id }) =>
        number === otherCase && (cases.lists ?? []).includes(id),
    },
    scanner,
    now: () => now,
  });
  const handler = httpApi(routes);
  const call = async (routeKey: string, who: string, query: Record<string, string> = {}, id = documentId) => {
    const event = {
      routeKey,
      pathParameters: { documentId: id },
      queryStringParameters: query,
      headers: { "accept-language": "en" },
      isBase64Encoded: false,
      requestContext: {
        http: { sourceIp: "192.0.2.1" },
        authorizer: { jwt: { claims: { sub: who, name: who, role: "reviewer", identityLevel: "realName" } } },
      },
    } as unknown as APIGatewayProxyEventV2WithJWTAuthorizer;
    const result = await handler(event, { awsRequestId: "request-1" } as Context);
    const body = JSON.parse(result.body ?? "null") as Record<string, unknown>;
    return { status: result.statusCode ?? 0, headers: result.headers ?? {}, body };
  };
  return {
    done,
    state: () => kept.status,
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
    const { confirm, done } = open({ scan });
    const answer = { status: 200, body: { documentId, status: "clean", scan } };
    expect(await confirm()).toMatchObject(answer);
    expect(await confirm()).toMatchObject(answer);
    // The file is kept before a record says so; and looked at once.
    expect(done).toEqual(["scanned", "kept", "marked"]);
  });

  it.each([
    ["infected", 422, "infected", undefined],
    ["pending", 409, "scanPending", "5"],
    ["down", 503, "scannerDown", "30"],
  ] as const)("does not let %s pass", async (scan, status, code, retryAfter) => {
    const { confirm, done, state } = open({ scan });
    const answer = await confirm();
    expect(answer).toMatchObject({ status, body: { code } });
    expect(answer.headers["retry-after"]).toBe(retryAfter);
    expect([done, state()]).toEqual([["scanned"], "pending"]);
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
    const { confirm } = open({ bytes, document: announced(pdfWith(), { contentType: "image/png" }) });
    expect(await confirm()).toMatchObject({
      status: 422,
      body: { code: "doesNotMatch", fields: ["size", "sha256", "contentType"] },
    });
  });

  it("is for the owner only", async () => {
    expect((await open().confirm("zhang-wei")).status).toBe(404);
  });
});

describe("downloading", () => {
  const clean = announced(pdfWith(), { status: "clean", caseNumber });
  const reads = ["wang-lei"];

  it("is for the owner, whoever may read its case, and whoever may read another case that lists it", async () => {
    const { download } = open({ document: clean, reads, lists: ["zhao-ning"] });
    expect((await download("li-min")).headers.location).toBe(
      `https://bucket.example.com/documents/${documentId}`,
    );
    expect((await download("wang-lei")).status).toBe(303);
    expect((await download("zhao-ning")).status).toBe(404);
    expect((await download("zhao-ning", { case: otherCase })).status).toBe(303);
    expect((await download("zhang-wei", { case: otherCase })).status).toBe(404);
    expect((await download("zhang-wei", { case: "no number" })).status).toBe(400);
    expect(JSON.stringify(logged)).toContain(caseNumber);
  });

  it("of one that belongs to no case is for the owner only", async () => {
    const { caseNumber: _none, ...free } = clean;
    const { download } = open({ document: free, reads });
    expect([(await download("li-min")).status, (await download("wang-lei")).status]).toEqual([303, 404]);
  });

  it("of one that nobody confirmed is for nobody", async () => {
    const { download } = open({ document: announced(pdfWith(), { caseNumber }), reads });
    expect([(await download("li-min")).status, (await download("wang-lei")).status]).toEqual([404, 404]);
  });

  const paper = { caseNumber, version: 3, kind: "acceptance" } as const;
  const paperId = paperIdOf(paper);
  it("of an official paper is for whoever may read its case, and for nobody else by another", async () => {
    const { download } = open({ reads, lists: ["zhao-ning"], papers: [paperKey(paper)] });
    expect((await download("wang-lei", {}, paperId)).headers.location).toBe(
      `https://bucket.example.com/${paperKey(paper)}`,
    );
    expect((await download("zhao-ning", { case: otherCase }, paperId)).status).toBe(404);
    expect(JSON.stringify(logged)).toContain(paperId);
  });

  it("of an official paper that is not there, or that there never is, is 404 and says so", async () => {
    const { download } = open({ reads });
    expect(await download("wang-lei", {}, paperId)).toMatchObject({
      status: 404,
      body: { code: "paperNotThere" },
    });
    expect((await download("wang-lei", {}, `${caseNumber}-3-letter`)).status).toBe(400);
  });
});
