import { GetObjectTaggingCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { citizenClaims } from "#local/made-up-identity.ts";
import { handIn, type Person, person } from "#local/play/api.ts";
import { makeJpeg, makePdf } from "#local/play/files.ts";
import { citizenNamed } from "#local/play/office.ts";
import { type Materials, submissionOf, submit, uploadMaterials } from "#local/play/straight-way.ts";
import { objectKey } from "#shared/documents/document.ts";
import { sharedTestApp, type TestApp } from "#test/support/app.ts";
import { pathsOf, problemOf } from "#test/support/problem.ts";

let app: TestApp;
let citizen: Person;
let stranger: Person;
let reviewer: Person;
let otherOffice: Person;
let materials: Materials;

beforeAll(async () => {
  app = await sharedTestApp();
  [citizen, stranger, reviewer, otherOffice] = (await Promise.all(
    ["li-min", "zhang-wei", "wang-lei", "zhao-ning"].map((id) => app.as(id)),
  )) as [Person, Person, Person, Person];
  materials = await uploadMaterials(citizen);
});
afterAll(() => app.end());

const s3Client = (): S3Client =>
  new S3Client({
    endpoint: app.endpoints.s3,
    region: "local",
    forcePathStyle: true,
    credentials: { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" },
  });

describe("documents", () => {
  const announce = (who: Person, body: Record<string, unknown>) =>
    who.call("POST", "/v1/documents", { body });

  test("are what was announced, or are not confirmed", async () => {
    const pdf = makePdf("one");
    const jpeg = makeJpeg(9);
    await expect(
      handIn(citizen, { ...jpeg, fileName: "photo.pdf", contentType: "application/pdf" }),
    ).rejects.toMatchObject({
      status: 422,
      body: { code: "doesNotMatch", fields: ["contentType"] },
    });
    const announced = await announce(citizen, { ...pdf, bytes: undefined, size: pdf.bytes.length });
    const { documentId } = announced.body as { documentId: string };
    const unsent = await citizen.call("POST", `/v1/documents/${documentId}/confirm`);
    expect([unsent.status, problemOf(unsent).code]).toEqual([422, "notUploaded"]);
    const others = await stranger.call("POST", `/v1/documents/${documentId}/confirm`);
    expect(others.status).toBe(404);
  });

  test("can only be uploaded as announced: the link is bound to size, type and digest", async () => {
    const { bytes, ...pdf } = makePdf("bound");
    const announced = await announce(citizen, { ...pdf, size: bytes.length });
    const { upload } = announced.body as { upload: { url: string; headers: Record<string, string> } };
    const signed = new URL(upload.url).searchParams.get("X-Amz-SignedHeaders")?.split(";");
    expect(signed).toEqual([
      "content-length",
      "content-type",
      "host",
      "if-none-match",
      "x-amz-checksum-sha256",
      "x-amz-meta-announced",
    ]);
    const put = async (body: Uint8Array, headers: Record<string, string>) =>
      (await fetch(upload.url, { method: "PUT", headers, body: new Uint8Array(body) })).status;
    expect(await put(Buffer.concat([bytes, bytes]), upload.headers)).toBeGreaterThanOrEqual(400);
    expect(await put(bytes, { ...upload.headers, "content-type": "text/html" })).toBeGreaterThanOrEqual(400);
    const otherBytes = Buffer.from(bytes).fill(32, 0, 4);
    expect(await put(otherBytes, upload.headers)).toBeGreaterThanOrEqual(400);
    const { "if-none-match": _once, ...overAndOver } = upload.headers;
    expect(await put(bytes, overAndOver)).toBeGreaterThanOrEqual(400);
    expect(await put(bytes, upload.headers)).toBe(200);
    expect(await put(bytes, upload.headers)).toBe(412);
  });

  test("that nobody confirms are marked for removal after three days, others are not", async () => {
    const kept = await handIn(citizen, makePdf("kept"));
    const { bytes, ...pdf } = makePdf("left");
    const { body } = await announce(citizen, { ...pdf, size: bytes.length });
    const { documentId: left, upload } = body as {
      documentId: string;
      upload: { url: string; headers: Record<string, string> };
    };
    const { url, headers } = upload;
    expect((await fetch(url, { method: "PUT", headers, body: new Uint8Array(bytes) })).status).toBe(200);
    const sweep =
      Object.entries(app.resources).find(([id]) => /^AbandonedUploadsSweepSchedule/.test(id))?.[1] ?? "";
    app.travel(3);
    for (let time = 0; time < 2; time += 1) await app.fireSchedule(sweep);
    const late = await citizen.call("POST", `/v1/documents/${left}/confirm`);
    app.travel(-3);
    expect([late.status, problemOf(late).code]).toEqual([422, "uploadTooOld"]);
    const s3 = s3Client();
    const tagsOf = async (documentId: string) => {
      const at = { Bucket: app.outputs.DocumentsBucketName, Key: objectKey(documentId) };
      return (await s3.send(new GetObjectTaggingCommand(at))).TagSet;
    };
    expect(await tagsOf(left)).toEqual([{ Key: "status", Value: "abandoned" }]);
    expect(await tagsOf(kept)).toEqual([]);
    s3.destroy();
  });

  test("announced again with the same key are the same document, another file under it is another", async () => {
    const { bytes, ...pdf } = makePdf("again");
    const headers = { "idempotency-key": "announce-again" };
    const call = (body: unknown) => citizen.call("POST", "/v1/documents", { body, headers });
    const [first, second] = [
      await call({ ...pdf, size: bytes.length }),
      await call({ ...pdf, size: bytes.length }),
    ];
    expect([first.status, second.status, second.body.documentId]).toEqual([201, 201, first.body.documentId]);
    const { upload } = first.body as { upload: { url: string; headers: Record<string, string> } };
    await fetch(upload.url, { method: "PUT", headers: upload.headers, body: new Uint8Array(bytes) });
    await citizen.ask("POST", `/v1/documents/${first.body.documentId}/confirm`);
    // What was taken is there: nobody gets a link to where it lies.
    const taken = await call({ ...pdf, size: bytes.length });
    expect([taken.status, taken.body]).toEqual([200, { documentId: first.body.documentId }]);
    const { bytes: other, ...jpeg } = makeJpeg(5);
    const another = await call({ ...jpeg, size: other.length });
    expect([another.status, another.body.documentId === first.body.documentId]).toEqual([201, false]);
    const elsewhere = await stranger.call("POST", "/v1/documents", {
      body: { ...jpeg, size: other.length },
      headers,
    });
    expect(elsewhere.status).toBe(201);
  });

  test("of a wrong kind or size are refused before the upload, with everything wrong", async () => {
    const answer = await announce(citizen, {
      fileName: "../x",
      contentType: "text/html",
      size: 99_999_999,
      sha256: "no",
    });
    expect(pathsOf(answer)).toEqual(["body/contentType", "body/fileName", "body/sha256", "body/size"]);
  });

  test("open for the owner and the handling department only, by a link", async () => {
    const opened = await submit(citizen, submissionOf(materials));
    const path = `/v1/documents/${materials[0]?.documentId}/content`;
    const own = await citizen.call("GET", path);
    expect(own.status).toBe(303);
    const file = await fetch(own.headers.get("location") ?? "");
    expect(file.headers.get("content-disposition")).toMatch(/^attachment/);
    expect((await file.bytes()).slice(0, 5)).toEqual(new TextEncoder().encode("%PDF-"));
    expect((await reviewer.call("GET", `${path}?case=${opened.caseNumber}`)).status).toBe(303);
    expect((await reviewer.call("GET", path)).status).toBe(303);
    expect((await otherOffice.call("GET", `${path}?case=${opened.caseNumber}`)).status).toBe(404);
    expect((await stranger.call("GET", path)).status).toBe(404);
  });
});

describe("lists", () => {
  test("one's cases page newest first, the worklist what is due first, first", async () => {
    const own = await citizenNamed(app, "paging");
    const numbers: string[] = [];
    for (let index = 0; index < 5; index += 1)
      numbers.push((await submit(own, submissionOf(await uploadMaterials(own, index)))).caseNumber);
    const seen: string[] = [];
    let next: unknown = "";
    while (next !== null) {
      const { body } = await own.ask("GET", `/v1/cases?limit=2${next ? `&cursor=${next}` : ""}`);
      seen.push(...(body.items as { caseNumber: string }[]).map(({ caseNumber }) => caseNumber));
      next = body.nextCursor;
    }
    expect(seen).toEqual(numbers.toReversed());
    const { body } = await reviewer.ask("GET", "/v1/worklist?limit=100&state=submitted");
    const listed = (body.items as { caseNumber: string; dueAt: string }[]).filter(({ caseNumber }) =>
      numbers.includes(caseNumber),
    );
    expect(listed).toHaveLength(5);
    expect(listed.map(({ dueAt }) => dueAt)).toEqual(listed.map(({ dueAt }) => dueAt).toSorted());
  });

  test("too many calls a minute answer 429 and say when to come back", async () => {
    const busy = person(app.apiUrl, await app.tokenWith(citizenClaims("busy")));
    let last = await busy.call("GET", "/v1/cases?limit=1");
    // The limit holds for each execution environment; one after the other keeps to one of them.
    for (let call = 0; call < 700 && last.status === 200; call += 1)
      last = await busy.call("GET", "/v1/cases?limit=1");
    expect(last.status).toBe(429);
    expect(Number(last.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(problemOf(last).code).toBe("tooManyRequests");
  });
});
