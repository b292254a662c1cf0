import { type Party, partySchema } from "#shared/cases/case.ts";
import { type Caller, isAtLeast } from "#shared/kernel/http/caller.ts";
import type { IdentityLevel } from "#shared/kernel/http/contract.ts";
import { errorIf } from "#shared/kernel/http/field-error.ts";
import { type FieldError, httpProblems } from "#shared/kernel/http/problem.ts";
import { fieldErrorsOf } from "#shared/kernel/http/validation.ts";
import { isSamePerson } from "#shared/kernel/people/identity.ts";
import type { NameAtWindow } from "./at-window.ts";

/**
 * Whose case it will be. A clerk applies for whoever is at the window, and says only who that is; their own while nobody
 * is named yet.
 */
export const applicantIdOf = async (
  { role, id }: Caller,
  applicant: Party | undefined,
  nameAtWindow: NameAtWindow,
): Promise<string> => (role === "clerk" && applicant ? nameAtWindow(applicant) : id);

/**
 * Who applies: a citizen as their identity was verified, reachable at a phone of their choice; at the window the
 * person whose documents the clerk has seen.
 */
export const partyOf = ({ role, identity }: Caller, given: unknown): Party | undefined =>
  partySchema.safeParse(role === "clerk" ? given : { ...(given as object | null), ...identity }).data;

const texts = {
  notAsVerified: {
    zh: "与您实名核验的信息不一致；申请人以核验的身份为准，此项无需填写。",
    en: "This differs from your verified identity, as which you apply; please leave it out.",
  },
  clerksOnly: { zh: "只有窗口人员可以代他人申报。", en: "Only a clerk may apply for somebody else." },
  noAssistance: {
    zh: "请写明是帮办还是代办。",
    en: "Please say whether you help the applicant or act by proxy.",
  },
  noProxy: { zh: "代办时请填写代理人。", en: "Please give the proxy who applies." },
  noAuthority: { zh: "代办时请上传授权委托书。", en: "Please upload the proxy's written authority." },
  forThemselves: {
    zh: "不能以窗口人员身份为自己申报。",
    en: "You cannot apply for yourself as a clerk.",
  },
};

/** What is said of the applicant: everything by a clerk; by a citizen nothing that their identity says otherwise. */
export function checkApplicant({ role, identity }: Caller, given: unknown): FieldError[] {
  if (role === "clerk") {
    const { data, error } = partySchema.safeParse(given, { reportInput: true });
    if (error) return fieldErrorsOf("body/applicant", error);
    const isOwn = identity !== undefined && isSamePerson(identity, data);
    return errorIf(isOwn, ["applicant"], "notAllowed", texts.forThemselves);
  }
  const said = (given ?? {}) as Record<string, unknown>;
  return (["name", "idType", "idNumber"] as const).flatMap((field) => {
    const value = said[field];
    const clean = typeof value === "string" ? value.trim().toUpperCase() : value;
    return errorIf(
      value !== undefined && clean !== identity?.[field].toUpperCase(),
      ["applicant", field],
      "notAsVerified",
      texts.notAsVerified,
    );
  });
}

/** What only somebody at the window may say, and has to. */
export function checkAssistance(caller: Caller, body: Record<string, unknown>): FieldError[] {
  const { assistance, agent } = body;
  if (caller.role !== "clerk")
    return Object.entries({ assistance, agent }).flatMap(([name, value]) =>
      errorIf(value !== undefined, [name], "notAllowed", texts.clerksOnly),
    );
  const { kind, authority } = (assistance ?? {}) as { kind?: unknown; authority?: unknown };
  const byProxy = kind === "byProxy";
  return [
    ...errorIf(assistance === undefined, ["assistance"], "required", texts.noAssistance),
    ...errorIf(byProxy && agent === undefined, ["agent"], "required", texts.noProxy),
    ...errorIf(
      byProxy && authority === undefined,
      ["assistance", "authority"],
      "required",
      texts.noAuthority,
    ),
  ];
}

/** At the window the clerk checks the documents in person, so no level of sign-in is asked; online nobody applies unverified. */
export function requireIdentity(caller: Caller, level: IdentityLevel = "realName"): void {
  if (caller.role === "clerk") return;
  const required = isAtLeast(level, "realName") ? level : "realName";
  if (!caller.identity || !isAtLeast(caller.identityLevel, required))
    throw httpProblems.identityLevelTooLow({ facts: { required } });
}
