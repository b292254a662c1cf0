import { submissionSchema } from "#shared/cases/api.ts";
import type { Party } from "#shared/cases/case.ts";
import type { ServiceItem } from "#shared/catalogue/public.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { errorIf, fieldError } from "#shared/kernel/http/field-error.ts";
import type { FieldError } from "#shared/kernel/http/problem.ts";
import { checkNumber } from "./check-submission.ts";

type Context = { caller: Caller; item: ServiceItem; applicant: Party | undefined; now: string };
type Together = NonNullable<ServiceItem["parties"]>;
type Given = NonNullable<(typeof submissionSchema)["_output"]["parties"]>;

const texts = {
  alone: {
    zh: "按您填写的内容，此事项由一人申请，不填共同申请人。",
    en: "With these answers one person applies for this item; please name nobody else.",
  },
  noRole: { zh: "请选择您以哪一方的身份申请。", en: "Please choose in which role you apply." },
  noParties: {
    zh: "此事项依法由各方共同申请，请填写其他申请人。",
    en: "The law wants several to apply for this together; please name the others.",
  },
  unknownRole: { zh: "此事项没有这样的申请人。", en: "This item has no such applicant." },
  same: {
    zh: "与申请人或者前面的共同申请人是同一个人。",
    en: "This is the applicant, or one of the others, again.",
  },
  clerksOnly: {
    zh: "只有窗口人员可以写明当事人在场并已签字。",
    en: "Only a clerk may say that somebody is present and has signed.",
  },
  organisation: {
    zh: "单位作为共同申请人的，请各方到窗口一并提出。",
    en: "Where one of them is an organisation, please come to the window together.",
  },
};

/** Whether several have to apply together; undefined while the answer that it depends on is missing. */
function isTogether({ onlyIf }: Together, answers: Record<string, unknown>): boolean | undefined {
  if (!onlyIf) return true;
  const answer = answers[onlyIf.field];
  return typeof answer === "string" ? onlyIf.is.includes(answer) : undefined;
}

const numbersOf = ({ roles }: Together, given: Given, applicantRole: string): FieldError[] =>
  roles.flatMap(({ role, name, atLeast, atMost }) => {
    const count = [applicantRole, ...given.map((party) => party.role)].filter((each) => each === role).length;
    const said = {
      zh: `${name.zh}应为 ${atLeast} 至 ${atMost} 人，现为 ${count} 人（含您本人）。`,
      en: `${name.en}: ${atLeast} to ${atMost} of them apply, you included; there are ${count}.`,
    };
    return errorIf(count < atLeast || count > atMost, ["parties"], "count", said);
  });

/** Who applies together: in roles that the item has, as many as it asks for, nobody twice. */
export function checkTogether(body: Record<string, unknown>, context: Context): FieldError[] {
  const { caller, item, applicant, now } = context;
  const together = item.parties;
  const several = together && isTogether(together, (body.answers ?? {}) as Record<string, unknown>);
  if (together && several === undefined) return [];
  if (!together || !several)
    return ["parties", "applicantRole"].flatMap((field) =>
      errorIf(body[field] !== undefined, [field], "notAllowed", texts.alone),
    );
  const roles = new Set(together.roles.map(({ role }) => role));
  const { applicantRole, parties } = body;
  const missing = [
    ...errorIf(applicantRole === undefined, ["applicantRole"], "required", texts.noRole),
    ...errorIf(parties === undefined, ["parties"], "required", texts.noParties),
    ...errorIf(
      typeof applicantRole === "string" && !roles.has(applicantRole),
      ["applicantRole"],
      "unknown",
      texts.unknownRole,
    ),
  ];
  const given = submissionSchema.shape.parties.safeParse(parties).data;
  if (!given) return missing;
  const seen = new Set(applicant ? [applicant.idNumber.toUpperCase()] : []);
  const each = given.flatMap(({ role, idType, idNumber, present }, index) => {
    const path = (field: string) => ["parties", index, field];
    const number = idNumber.toUpperCase();
    const isRepeated = seen.has(number);
    seen.add(number);
    return [
      ...checkNumber(given[index], ["parties", index], dayOf(now)),
      ...errorIf(!roles.has(role), path("role"), "unknown", texts.unknownRole),
      ...errorIf(isRepeated, path("idNumber"), "same", texts.same),
      ...errorIf(
        present === true && caller.role !== "clerk",
        path("present"),
        "notAllowed",
        texts.clerksOnly,
      ),
      ...(idType === "uscc" && !present
        ? [fieldError(path("idType"), "organisation", texts.organisation)]
        : []),
    ];
  });
  const counts = typeof applicantRole === "string" ? numbersOf(together, given, applicantRole) : [];
  return [...missing, ...each, ...counts];
}
