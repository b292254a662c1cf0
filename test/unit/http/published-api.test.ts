import { describe, expect, test } from "vitest";
import type { SentAnswer } from "#local/engine/index.ts";
import { answerCheck, differenceOf } from "#test/support/published-api.ts";

const keys = { items: [{ keyId: "0123abcd", publicKey: "04ab" }] };
const json = { "content-type": "application/json; charset=utf-8" };
const problemJson = { "content-type": "application/problem+json; charset=utf-8" };
const problem = {
  type: "urn:tongban:problem:notFound",
  title: "未找到",
  status: 404,
  detail: "没有找到您要的内容。",
  code: "notFound",
};

const answer = (more: Partial<Omit<SentAnswer, "body">> & { body?: unknown } = {}): SentAnswer => {
  const { body = keys, ...rest } = more;
  return {
    method: "GET",
    path: "/v1/licences/keys",
    status: 200,
    headers: json,
    milliseconds: 1,
    ...rest,
    body: typeof body === "string" ? body : JSON.stringify(body),
  };
};
const item = { path: "/v1/items/11411602MB0000000U4410108001001" };
const licence = { path: "/v1/licences/0123456789ABCDEF01" };
const changed = { method: "POST", path: "/v1/licences/0123456789ABCDEF01/actions/seize" };

describe("an answer as it is described", () => {
  test.each([
    ["a success", answer()],
    ["a refusal", answer({ ...licence, status: 404, headers: problemJson, body: problem })],
    [
      "a refusal with facts",
      answer({
        ...changed,
        status: 412,
        headers: problemJson,
        body: { ...problem, status: 412, currentVersion: 3 },
      }),
    ],
    ["what the gateway says", answer({ ...licence, status: 401, body: { message: "Unauthorized" } })],
    ["what is known", answer({ ...item, status: 304, headers: { etag: '"1"' }, body: "" })],
    ["a path that nobody has", answer({ path: "/v1/nothing", status: 404, body: { message: "Not Found" } })],
  ])("%s", (_name, given) => {
    expect(differenceOf(given)).toBeUndefined();
  });
});

describe("an answer that differs", () => {
  test.each([
    [
      "a field too many",
      answer({ body: { items: [{ ...keys.items[0], secret: "x" }] } }),
      "#/items/0/secret",
    ],
    [
      "a field too few",
      answer({ body: { items: [{ keyId: "0123abcd" }] } }),
      'required property "publicKey"',
    ],
    ["another type", answer({ body: { items: "none" } }), "#/items"],
    ["a status that is not declared", answer({ status: 201 }), "this status is not declared"],
    ["no body", answer({ body: "" }), "there is no body"],
    [
      "a body where there is none",
      answer({ ...item, status: 304, headers: { ...json, etag: "x" } }),
      "a body",
    ],
    ["another media type", answer({ headers: { "content-type": "text/plain" } }), "type text/plain"],
    [
      "a header too few",
      answer({ ...item, status: 304, headers: {}, body: "" }),
      "headers are missing: etag",
    ],
    [
      "a refusal without its code",
      answer({ ...licence, status: 404, headers: problemJson, body: { ...problem, code: undefined } }),
      'required property "code"',
    ],
    [
      "a fact of no kind",
      answer({ ...licence, status: 404, headers: problemJson, body: { ...problem, more: { a: 1 } } }),
      "#/more",
    ],
    ["an operation that nobody has", answer({ path: "/v1/nothing" }), "there is no such operation"],
  ])("%s", (_name, given, finding) => {
    expect(differenceOf(given)).toContain(finding);
  });

  test("fails the call of a person, and is named and counted", async () => {
    const answers = answerCheck();
    answers.onAnswer(answer());
    expect(answers.demandNone).not.toThrow();
    const none = { status: 200, headers: new Headers(), body: {} };
    const who = answers.held({ call: async () => none, ask: async () => none });
    expect(await who.call("GET", "/v1/licences/keys")).toBe(none);
    answers.onAnswer(answer({ status: 201 }));
    const finding = "GET /v1/licences/keys answered 201: this status is not declared";
    await expect(who.call("GET", "/v1/licences/keys")).rejects.toThrow(finding);
    await expect(who.ask("GET", "/v1/licences/keys")).rejects.toThrow(finding);
    expect(answers.demandNone).toThrow(finding);
    expect(answers.count()).toEqual({ checked: 2, differing: 1 });
  });
});
