import { afterEach, describe, expect, it, vi } from "vitest";
import { Problem, problemBody } from "#shared/kernel/http/problem.ts";
import { logger } from "#shared/kernel/logging/logger.ts";
import { deriveKey } from "#shared/kernel/machine-keys/machine-keys.ts";
import { requireSignature, signatureHeaders } from "#shared/kernel/machine-keys/require-signature.ts";
import { signBody, signRequest } from "#shared/kernel/machine-keys/signature.ts";
import { derivedKeys } from "#test/support/derived-keys.ts";

const now = "2026-03-02T02:00:00.000Z";
const timestamp = String(Date.parse(now) / 1000);
const rawBody = Buffer.from("{}");
const keys = derivedKeys(["new master", "old master"]);

const signed = (change: Record<string, string | undefined> = {}, master = "new master") => ({
  [signatureHeaders.key]: "post",
  [signatureHeaders.timestamp]: timestamp,
  [signatureHeaders.signature]: signBody(deriveKey(master, "carrier:post"), timestamp, rawBody),
  ...change,
});

const target = "POST /v1/couriers/post/events";
const ask = (rawHeaders: Record<string, string | undefined>, called = target) =>
  requireSignature(keys, { rawBody, rawHeaders, target: called }, "carrier:post", now);
const signedWhole = (called: string, body: Uint8Array = rawBody) =>
  signed({
    [signatureHeaders.signature]: signRequest(
      deriveKey("old master", "carrier:post"),
      timestamp,
      called,
      body,
    ),
  });

async function refusalOf(rawHeaders: Record<string, string | undefined>) {
  const warn = vi.spyOn(logger, "warn").mockImplementation(() => undefined);
  const error = await ask(rawHeaders).catch((thrown: unknown) => thrown);
  if (!(error instanceof Problem)) throw new Error(`not refused: ${String(error)}`);
  return { body: problemBody(error, "en"), status: error.status, logged: warn.mock.calls.at(-1)?.[1] };
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe("requireSignature", () => {
  it("lets the machine through, with the current key and with the previous one", async () => {
    await ask(signed());
    await ask(signed({}, "old master"));
  });

  it("lets it through with the second scheme too, which is good for one method and path alone", async () => {
    await ask(signedWhole(target));
    await expect(ask(signedWhole(target), "PUT /v1/couriers/post/events")).rejects.toThrow(Problem);
    await expect(ask(signedWhole(target), "POST /v1/couriers/post/other")).rejects.toThrow(Problem);
    await expect(ask(signedWhole(target, Buffer.from("{} ")))).rejects.toThrow(Problem);
    const { [signatureHeaders.signature]: whole = "" } = signedWhole(target);
    await expect(ask(signed({ [signatureHeaders.signature]: whole.slice(3) }))).rejects.toThrow(Problem);
    await expect(
      requireSignature(keys, { rawBody, rawHeaders: signedWhole(target) }, "carrier:post", now),
    ).rejects.toThrow(Problem);
  });

  const old = String(Number(timestamp) - 301);
  const refusals: [string, Record<string, string | undefined>][] = [
    ["missingHeader", signed({ [signatureHeaders.key]: undefined })],
    ["missingHeader", signed({ [signatureHeaders.timestamp]: undefined })],
    ["missingHeader", signed({ [signatureHeaders.signature]: "" })],
    ["otherMachine", signed({ [signatureHeaders.key]: "another" })],
    ["badTimestamp", signed({ [signatureHeaders.timestamp]: "soon" })],
    ["skew", signed({ [signatureHeaders.timestamp]: old })],
    ["badSignature", signed({}, "stolen master")],
    ["badSignature", signed({ [signatureHeaders.signature]: "not hex" })],
  ];

  it.each(refusals)("refuses with the cause %s in the log only", async (cause, headers) => {
    const reference = await refusalOf({});
    const refusal = await refusalOf(headers);
    expect(refusal.status).toBe(401);
    expect(refusal.body).toEqual(reference.body);
    expect(refusal.logged).toEqual({ code: "machineKeys.refused", machine: "carrier:post", cause });
  });

  it("does not take another machine's good signature", async () => {
    const signature = signBody(deriveKey("new master", "carrier:another"), timestamp, rawBody);
    const refusal = await refusalOf(signed({ [signatureHeaders.signature]: signature }));
    expect(refusal.logged).toMatchObject({ cause: "badSignature" });
  });
});
