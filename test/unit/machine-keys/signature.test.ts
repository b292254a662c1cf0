import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { signBody, verifySignature } from "#shared/kernel/machine-keys/signature.ts";

const now = "2026-03-02T02:00:00.000Z";
const seconds = Date.parse(now) / 1000;
const body = '{"events":[]}';

const check = (change: Partial<Parameters<typeof verifySignature>[0]> = {}) => {
  const timestamp = change.timestamp ?? String(seconds);
  return verifySignature({
    secrets: ["first"],
    timestamp,
    signature: signBody("first", timestamp, body),
    rawBody: body,
    now,
    ...change,
  });
};

describe("a machine's signature", () => {
  it("is hex HMAC-SHA256 over timestamp, a dot and the raw body", () => {
    const expected = createHmac("sha256", "key").update(`1700000000.${body}`).digest("hex");
    expect(signBody("key", "1700000000", body)).toBe(expected);
    expect(signBody("key", "1700000000", Buffer.from(body))).toBe(expected);
  });

  it("passes, and passes again within the skew: a replay meets idempotent receivers", () => {
    expect(check()).toBe("ok");
    expect(check()).toBe("ok");
  });

  it("passes for whatever bytes a body has", () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string({ minLength: 1 }), (rawBody, secret) => {
        const signature = signBody(secret, String(seconds), rawBody);
        expect(check({ secrets: [secret], rawBody, signature })).toBe("ok");
      }),
    );
  });

  it("takes either of two secrets during a rotation, and neither afterwards", () => {
    expect(check({ secrets: ["second", "first"] })).toBe("ok");
    expect(check({ secrets: ["first", "second"] })).toBe("ok");
    expect(check({ secrets: ["second", "third"] })).toBe("badSignature");
    expect(check({ secrets: [] })).toBe("badSignature");
  });

  it("fails for another key, a changed body and a changed timestamp", () => {
    expect(check({ secrets: ["other"] })).toBe("badSignature");
    expect(check({ rawBody: '{"events":[] }' })).toBe("badSignature");
    expect(
      check({ timestamp: String(seconds - 1), signature: signBody("first", String(seconds), body) }),
    ).toBe("badSignature");
  });

  it.each(["", "00", "zz".repeat(32), `${signBody("first", String(seconds), body)}00`, "é".repeat(64)])(
    "fails for the malformed signature %j",
    (signature) => {
      expect(check({ signature })).toBe("badSignature");
    },
  );

  it("allows five minutes of skew either way and no more", () => {
    expect(check({ timestamp: String(seconds - 300) })).toBe("ok");
    expect(check({ timestamp: String(seconds + 300) })).toBe("ok");
    expect(check({ timestamp: String(seconds - 301) })).toBe("skew");
    expect(check({ timestamp: String(seconds + 301) })).toBe("skew");
  });

  it.each(["", "now", "-5", "1e9", " 1700000000", "99999999999999", "NaN", "2026-03-02T02:00:00Z"])(
    "refuses the timestamp %j",
    (timestamp) => {
      expect(check({ timestamp })).toBe("badTimestamp");
    },
  );
});
