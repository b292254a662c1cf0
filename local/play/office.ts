import district from "#district/district.json" with { type: "json" };
import type { LocalApp } from "../engine/index.ts";
import { citizenClaims } from "../made-up-identity.ts";
import { type Answer, type Person, person } from "./api.ts";
import { act, type CaseBody, streetAddress, submissionOf, submit, uploadMaterials } from "./straight-way.ts";

export type Office = Record<"clerk" | "reviewer", Person>;

/** Staff of any department; the demo people are of two. */
export async function officeOf(app: LocalApp, department: string): Promise<Office> {
  const staff = async (role: "clerk" | "reviewer") =>
    person(app.apiUrl, await app.tokenWith({ sub: `${role}-${department}`, name: "", role, department }));
  return { clerk: await staff("clerk"), reviewer: await staff("reviewer") };
}

/** What staff pages do once after each sign-in: from then on colleagues can give them cases. */
export const signIn = (who: Person): Promise<Answer> => who.ask("PUT", "/v1/staff/me");

/** A citizen with a verified identity: an account, and whom it belongs to. */
export const citizenNamed = async (
  app: LocalApp,
  id: string,
  identity?: { name: string; idNumber: string },
): Promise<Person> =>
  person(app.apiUrl, await app.tokenWith(citizenClaims(id, identity?.name, identity?.idNumber)));

/** Applies for the flagship item; the result is fetched at the window by default. */
export const apply = async (citizen: Person, more: Record<string, unknown> = {}): Promise<CaseBody> =>
  submit(citizen, submissionOf(await uploadMaterials(citizen), { receive: { mode: "window" }, ...more }));

/** Why an application is not taken, with the organ that is competent (行政许可法 Art. 32). */
export const refusal = {
  kind: "notOurs",
  basis: "《城市市容和环境卫生管理条例》第四条",
  reason: "申请事项不属于本机关职权范围",
  rightBody: { name: `${district.city.zh}${district.name.zh}城市管理局`, address: streetAddress },
};

export const accepted = async ({ clerk }: Office, opened: CaseBody): Promise<CaseBody> =>
  act(clerk, await act(clerk, opened, "passPreReview"), "accept");
