import { describe, expect, test } from "vitest";
import { shippedCatalogue } from "#data/index.ts";
import { callerSchema } from "#shared/kernel/http/caller.ts";
import type { MandateFault, Principal } from "#shared/representations/public.ts";
import {
  type IdentifyApplicantDeps,
  identifyApplicant,
} from "../../../functions/cases/case-submission/whose.ts";
import { citizenClaims, madeUpIdNumber } from "../../../local/made-up-identity.ts";

const items = shippedCatalogue();
const itemFor = (...audience: string[]) => {
  const found = items.find((item) => JSON.stringify(item.audience) === JSON.stringify(audience));
  if (!found) throw new Error(`there is no item for ${audience}`);
  return found;
};
const forAll = itemFor("naturalPerson", "enterprise", "otherOrganisation");
const forPersons = itemFor("naturalPerson");
const forOrganisations = itemFor("enterprise");

const caller = (id: string, bornOn = "1985-05-06") =>
  callerSchema.parse(citizenClaims(id, "李敏", madeUpIdNumber(id, bornOn)));
const clerk = callerSchema.parse({ sub: "chen-fang", role: "clerk", department: "1001" });
const phone = "13800003210";
const company: Principal = {
  principalId: "uscc:91411602MA9F00000C",
  party: { name: "周口颍河餐饮有限公司", idType: "uscc", idNumber: "91411602MA9F00000C" },
  kind: "legalRepresentative",
};
const representationId = "0a4c9e2f7b1d6385";

function world(found: Principal | MandateFault = company) {
  const reads: unknown[] = [];
  const deps: IdentifyApplicantDeps = {
    nameAtWindow: async ({ idNumber }) => `name of ${idNumber}`,
    representations: {
      actingFor: async (id, on) => {
        reads.push([id, on]);
        return found;
      },
    },
    now: () => "2026-03-06T17:00:00.000Z",
  };
  return { whose: identifyApplicant(deps), reads };
}
const pathsAndCodes = ({ errors }: { errors: { path: string; code: string }[] }) =>
  errors.map(({ path, code }) => [path, code]);

describe("whose application it is", () => {
  test("one's own costs no read, and nobody acts", async () => {
    const { whose, reads } = world();
    const own = await whose(caller("li-min"), { applicant: { phone } }, forAll);
    expect(own).toEqual({
      applicant: {
        name: "李敏",
        idType: "residentId",
        idNumber: madeUpIdNumber("li-min", "1985-05-06"),
        phone,
      },
      applicantId: "li-min",
      errors: [],
    });
    expect(reads).toEqual([]);
  });

  test("a principal's is in their name, with the caller as agent, for one read on the day in Shanghai", async () => {
    const { whose, reads } = world();
    const liMin = caller("li-min");
    const said = { applicant: { phone }, onBehalfOf: { representationId } };
    const acting = await whose(liMin, said, forOrganisations);
    await whose(liMin, said, forOrganisations);
    expect(acting).toMatchObject({
      applicant: { ...company.party, phone },
      applicantId: company.principalId,
      agent: { name: "李敏", phone },
      submittedBy: "li-min",
      representationId,
      errors: [],
    });
    const on = { agentId: "li-min", itemCode: forOrganisations.itemCode, day: "2026-03-07" };
    expect(reads).toEqual([[representationId, on]]);
  });

  test.each(["unknown", "notActive", "outOfScope"] as const)(
    "a representation that is %s is none",
    async (found) => {
      const { whose } = world(found);
      const said = { applicant: { phone }, onBehalfOf: { representationId } };
      expect(pathsAndCodes(await whose(caller("li-min"), said, forAll))).toEqual([
        ["body/onBehalfOf/representationId", found],
      ]);
    },
  );

  test("is for whom the item is: persons, organisations, sole traders as either", async () => {
    const { whose } = world();
    const own = { applicant: { phone } };
    const acting = { ...own, onBehalfOf: { representationId } };
    expect(pathsAndCodes(await whose(caller("a"), own, forOrganisations))).toEqual([
      ["body/applicant", "forOrganisations"],
    ]);
    expect(pathsAndCodes(await whose(caller("a"), acting, forPersons))).toEqual([
      ["body/applicant", "forPersons"],
    ]);
    const trader = { name: "颍河小馆", idType: "uscc", idNumber: "92411602MA9F000004", phone };
    const atWindow = { applicant: trader };
    expect(pathsAndCodes(await whose(clerk, atWindow, forPersons))).toEqual([]);
    expect(pathsAndCodes(await whose(clerk, atWindow, forOrganisations))).toEqual([]);
  });

  test("a child of 7, and somebody of 17, do not apply by themselves; from the eighteenth birthday they do", async () => {
    const { whose } = world();
    const own = { applicant: { phone } };
    for (const bornOn of ["2019-03-05", "2008-03-08"])
      expect(pathsAndCodes(await whose(caller("young", bornOn), own, forAll))).toEqual([
        ["body/applicant", "minor"],
      ]);
    expect(pathsAndCodes(await whose(caller("grown", "2008-03-07"), own, forAll))).toEqual([]);
  });

  test("somebody of 16 who declares to live on their own earnings applies by themselves, and nobody younger", async () => {
    const { whose } = world();
    const declared = { applicant: { phone }, ownEarnings: true };
    const of = async (bornOn: string) => {
      const { ownEarnings, errors } = await whose(caller("young", bornOn), declared, forAll);
      return [ownEarnings, errors.map(({ code }) => code)];
    };
    expect(await of("2010-03-07")).toEqual([true, []]);
    expect(await of("2010-03-08")).toEqual([undefined, ["minor"]]);
    expect(await of("2008-03-07")).toEqual([undefined, []]);
  });

  test("a clerk submits for whoever is at the window, and is remembered as who submitted", async () => {
    const { whose } = world();
    const applicant = { name: "王芳", idType: "residentId", idNumber: "11010519491231002X", phone };
    expect(await whose(clerk, { applicant }, forAll)).toMatchObject({
      applicantId: "name of 11010519491231002X",
      submittedBy: "chen-fang",
    });
    const both = { applicant, onBehalfOf: { representationId } };
    expect(pathsAndCodes(await whose(clerk, both, forAll))).toEqual([["body/onBehalfOf", "notAllowed"]]);
  });
});
