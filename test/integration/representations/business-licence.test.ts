import type { RequestListener } from "node:http";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type LocalBusinessLicence, startBusinessLicence } from "#local/business-licence/business-licence.ts";
import { restaurant } from "#local/business-licence/register.ts";
import { listen } from "#local/engine/server.ts";
import { type BusinessLicences, businessLicences } from "#shared/representations/business-licence.ts";

let service: LocalBusinessLicence;
let licences: BusinessLicences;
let noted: string[];
beforeAll(async () => {
  service = await startBusinessLicence();
});
afterAll(() => service.close());
beforeEach(() => {
  noted = [];
  licences = businessLicences(service.url, (what) => noted.push(what));
});

const { uscc, name, legalRepresentative } = restaurant;
let serial = 0;
const requested = () => {
  serial += 1;
  return { requestId: serial.toString(16).padStart(16, "0"), uscc };
};

async function answerFrom(listener: RequestListener, request: { requestId: string; uscc: string }) {
  const { url, close } = await listen(listener);
  try {
    return await businessLicences(url, (what) => noted.push(what)).answerTo(request);
  } finally {
    await close();
  }
}

describe("the service of electronic business licences", () => {
  test("answers what the register says once somebody has confirmed, the same however often it is asked", async () => {
    const request = requested();
    expect([await licences.answerTo(request), await licences.answerTo(request)]).toEqual([
      "pending",
      "pending",
    ]);
    service.confirm(request.requestId);
    const answer = { ...request, name, legalRepresentative, state: "valid" };
    expect([await licences.answerTo(request), await licences.answerTo(request)]).toEqual([answer, answer]);
    expect(noted).toEqual([]);
  });

  test("may lose an answer or be late: asking again finds it", async () => {
    const request = requested();
    await licences.answerTo(request);
    service.confirm(request.requestId);
    service.failNext("lost", "late");
    expect(await licences.answerTo(request)).toBe("silent");
    expect(await licences.answerTo(request)).toBe("pending");
    expect(await licences.answerTo(request)).toMatchObject({ uscc });
    expect(noted).toEqual(["silent"]);
  });

  test.each(["forged", "mixedUp"] as const)("is not believed when its answer is %s", async (fault) => {
    const request = requested();
    await licences.answerTo(request);
    service.confirm(request.requestId);
    service.failNext(fault);
    expect([await licences.answerTo(request), noted]).toEqual(["silent", ["untrusted"]]);
  });

  test("is silent when it is not there", async () => {
    const gone = businessLicences("http://127.0.0.1:9", (what) => noted.push(what));
    expect([await gone.answerTo(requested()), noted]).toEqual(["silent", ["silent"]]);
  });

  test("is asked where it is said to be, and nowhere else that it sends us", async () => {
    const sendsOn: RequestListener = ({ url }, response) => {
      response.writeHead(307, { location: `${service.url}${url}` }).end();
    };
    expect([await answerFrom(sendsOn, requested()), noted]).toEqual(["silent", ["silent"]]);
  });

  test("is not believed under an algorithm that was not settled", async () => {
    const request = requested();
    const { publicKey, privateKey } = await generateKeyPair("EdDSA");
    const answer = await new SignJWT({ ...request, name, legalRepresentative, state: "valid" })
      .setProtectedHeader({ alg: "EdDSA", kid: "1" })
      .setAudience("tongban")
      .sign(privateKey);
    const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: "1", alg: "EdDSA", use: "sig" }] };
    const signsOtherwise: RequestListener = ({ url }, response) => {
      response.end(JSON.stringify(url === "/jwks" ? keys : { state: "answered", answer }));
    };
    expect([await answerFrom(signsOtherwise, request), noted]).toEqual(["silent", ["untrusted"]]);
  });
});
