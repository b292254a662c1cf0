import type { SubmissionBody } from "#shared/cases/api.ts";
import { errorIf } from "#shared/cases/field-error.ts";
import type { PersonIndex } from "#shared/cases/person-index.ts";
import { caseProblems } from "#shared/cases/problems.ts";
import type { PublishedItem } from "#shared/catalogue/public.ts";
import { type Caller, identityLevels } from "#shared/kernel/http/caller.ts";
import type { FieldError } from "#shared/kernel/http/problem.ts";

/**
 * Whose case it will be. A clerk applies for the citizen at the window: under their account, or, where they have
 * none, under a name made from the ID number's index, the same each time. Their own while nobody is named yet.
 */
export async function applicantIdOf(
  caller: Caller,
  { applicantAccount, applicant }: Partial<Pick<SubmissionBody, "applicantAccount" | "applicant">>,
  index: PersonIndex,
): Promise<string> {
  if (caller.role !== "clerk") return caller.id;
  if (applicantAccount) return applicantAccount;
  if (!applicant) return caller.id;
  const [key] = await index.lookUp("idNumber", applicant.idNumber);
  return `id:${key}`;
}

const texts = {
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

/** What only somebody at the window may say, and has to. */
export function checkAssistance(caller: Caller, body: Record<string, unknown>): FieldError[] {
  const { applicantAccount, assistance, agent } = body;
  if (caller.role !== "clerk")
    return Object.entries({ applicantAccount, assistance }).flatMap(([name, value]) =>
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
    ...errorIf(applicantAccount === caller.id, ["applicantAccount"], "notAllowed", texts.forThemselves),
  ];
}

/** At the window the clerk checks the papers in person, so no level of sign-in is asked. */
export function requireIdentity(caller: Caller, { item }: PublishedItem): void {
  const rank = (level: (typeof identityLevels)[number]) => identityLevels.indexOf(level);
  if (caller.role !== "clerk" && rank(caller.identityLevel) < rank(item.identityLevel))
    throw caseProblems.identityLevelTooLow({ facts: { required: item.identityLevel } });
}
