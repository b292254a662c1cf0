import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type LocalBusinessLicence, startBusinessLicence } from "#local/business-licence/business-licence.ts";
import { restaurant } from "#local/business-licence/register.ts";
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
});
