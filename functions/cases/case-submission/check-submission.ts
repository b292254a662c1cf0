import * as z from "zod";
import { handInModes, receiveModes } from "#events/case.ts";
import { checkAnswers } from "#shared/cases/answers.ts";
import { submissionSchema } from "#shared/cases/api.ts";
import { partySchema } from "#shared/cases/case.ts";
import { askedWith, type ServiceItem } from "#shared/catalogue/public.ts";
import type { CommitmentsPublic } from "#shared/commitments/public.ts";
import type { DocumentsPublic } from "#shared/documents/public.ts";
import { type Calendar, dayOf } from "#shared/kernel/calendar/working-days.ts";
import { errorIf, fieldError } from "#shared/kernel/http/field-error.ts";
import type { Text } from "#shared/kernel/http/locale.ts";
import type { FieldError } from "#shared/kernel/http/problem.ts";
import { residentIdFault } from "#shared/kernel/identifiers/resident-id.ts";
import { mayBeAsIssued, usccFault } from "#shared/kernel/identifiers/uscc.ts";
import type { LicencesPublic } from "#shared/licences/public.ts";
import { checkMaterials, type HandIn, type SubmittedMaterials } from "./check-materials.ts";

/** Against what and for whom an application is checked. */
export type CheckContext = {
  item: ServiceItem;
  /** Whose uploads may be attached: the caller's and the applicant's. */
  ownerIds: string[];
  /** Under which names the applicant holds licences and made commitments. */
  applicantNames(): Promise<string[]>;
  now: string;
  calendar: Calendar;
  documents: Pick<DocumentsPublic, "unusable">;
  licences: Pick<LicencesPublic, "check" | "checkNamed">;
  commitments: Pick<CommitmentsPublic, "barredBy">;
  /** The case that the files may belong to already. */
  caseNumber?: string;
};

/** As much of a person as the check characters need, whatever else is missing. */
const numberedSchema = partySchema.pick({ idType: true, idNumber: true });

const numberChecks = {
  residentId: {
    fault: residentIdFault,
    text: { zh: "身份证号码不正确，请核对。", en: "This is not a valid ID number; please check it." },
  },
  uscc: {
    fault: usccFault,
    text: {
      zh: "统一社会信用代码不正确，请核对；证照上确实如此的，请到窗口由工作人员核对证照并写明后办理。",
      en: "This is not a valid social credit code; please check it. If the licence has it so, a clerk at the window takes it with a reason.",
    },
  },
  passport: undefined,
};

/** Check characters of ID numbers (GB 11643) and credit codes (GB 32100). */
export const checkParties = (
  body: Record<string, unknown>,
  today: string,
  isAsIssued?: () => boolean,
): FieldError[] =>
  (["applicant", "agent"] as const).flatMap((role) => checkNumber(body[role], [role], today, isAsIssued));

export function checkNumber(
  given: unknown,
  path: PropertyKey[],
  today: string,
  isAsIssued: () => boolean = () => false,
): FieldError[] {
  const party = numberedSchema.strip().safeParse(given).data;
  if (!party) return [];
  const check = numberChecks[party.idType];
  const number = party.idNumber.toUpperCase();
  if (!check?.fault(number, today)) return [];
  if (party.idType === "uscc" && mayBeAsIssued(number) && isAsIssued()) return [];
  return [fieldError([...path, "idNumber"], party.idType, check.text)];
}

/** As much of a way as its own rules need: a malformed address must not keep the rest from being checked. */
const way = <const Modes extends readonly [string, ...string[]]>(modes: Modes) =>
  z.object({ mode: z.enum(modes), address: z.unknown().optional(), confirmed: z.unknown().optional() });
const ways = { handIn: way(handInModes), receive: way(receiveModes) };
type Way = z.infer<(typeof ways)["handIn" | "receive"]> | undefined;

const texts = {
  handInUnavailable: {
    zh: "此事项不支持这种交件方式。",
    en: "Documents for this item cannot be handed in this way.",
  },
  receiveUnavailable: {
    zh: "此事项不支持这种领取方式。",
    en: "The result of this item cannot be received in this way.",
  },
  noAddress: { zh: "选择快递时请填写地址。", en: "Please give an address for the courier." },
  notConfirmed: { zh: "请确认送达地址。", en: "Please confirm the address for delivery." },
  notUsable: {
    zh: "文件不存在、尚未确认上传，或者已用于另一份申请。",
    en: "The document does not exist, its upload is not confirmed, or another application holds it.",
  },
};

const checkWay = (part: "handIn" | "receive", choice: Way, modes: readonly string[]) => [
  ...errorIf(
    choice !== undefined && !modes.includes(choice.mode),
    [part, "mode"],
    "unavailable",
    texts[`${part}Unavailable`],
  ),
  ...errorIf(choice?.mode === "courier" && !choice.address, [part, "address"], "required", texts.noAddress),
];

const checkModes = (item: ServiceItem, { handIn, receive }: { handIn: Way; receive: Way }): FieldError[] => [
  ...checkWay("handIn", handIn, item.handIn),
  ...checkWay("receive", receive, item.receive),
  ...errorIf(
    receive?.mode === "courier" && !receive.confirmed,
    ["receive", "confirmed"],
    "required",
    texts.notConfirmed,
  ),
];

async function checkDocuments(
  { materials, authority }: SubmittedMaterials,
  { documents, ownerIds, caseNumber }: CheckContext,
): Promise<FieldError[]> {
  const attached = [
    ...materials.map(({ documentId }, index) => ({
      documentId,
      path: ["materials", index, "documentId"] as PropertyKey[],
    })),
    ...(authority ? [{ documentId: authority, path: ["assistance", "authority"] }] : []),
  ];
  const ids = attached.map(({ documentId }) => documentId);
  const unusable = new Set(await documents.unusable(ids, ownerIds, caseNumber));
  return attached.flatMap(({ documentId, path }) =>
    errorIf(unusable.has(documentId), path, "notUsable", texts.notUsable),
  );
}

const licenceProblems = {
  unknown: { zh: "没有找到您的这份电子证照。", en: "You hold no such licence." },
  wrongType: { zh: "这份电子证照不能作为此材料。", en: "This licence cannot stand for this material." },
  notValid: { zh: "这份电子证照已失效。", en: "This licence is not valid now." },
};

async function checkLicences(
  { licences: uses = [] }: SubmittedMaterials,
  { item, licences, applicantNames, now }: CheckContext,
): Promise<FieldError[]> {
  if (uses.length === 0) return [];
  const typeOf = new Map(item.materials.map(({ materialId, licenceType }) => [materialId, licenceType]));
  const wanted = uses.map(({ materialId, licenceId }) => ({
    materialId,
    licenceId,
    licenceType: typeOf.get(materialId) ?? "",
  }));
  const problems = await licences.check(wanted, await applicantNames(), now);
  return problems.map(({ materialId, problem }) => {
    const index = uses.findIndex((use) => use.materialId === materialId);
    return fieldError(["licences", index, "licenceId"], problem, licenceProblems[problem]);
  });
}

/**
 * 国办发〔2020〕42号: whoever committed to what was not true may not commit again until their credit is repaired. Nobody
 * is asked for about an application without commitments.
 */
async function checkCommitments(
  { commitments: made = [] }: SubmittedMaterials,
  { commitments, applicantNames }: CheckContext,
): Promise<FieldError[]> {
  const asked = made.length > 0 ? await applicantNames() : [];
  const earlier = (await Promise.all(asked.map((name) => commitments.barredBy(name)))).find(
    (barring) => barring !== undefined,
  );
  return earlier === undefined
    ? []
    : [
        fieldError(["commitments"], "barred", {
          zh: `您在办件 ${earlier} 中的承诺经核查不实，信用修复前不能再以承诺代替材料（国办发〔2020〕42号）。请提交材料本身，或者向办理该件的部门申请信用修复。`,
          en: `What you committed to in case ${earlier} was found untrue; until your credit is repaired no commitment stands for a material (国办发〔2020〕42号). Please hand in the material itself, or ask the department of that case to repair your credit.`,
        }),
      ];
}

export const checkMaterialsAndLicences = async (
  submitted: SubmittedMaterials,
  handIn: HandIn,
  context: CheckContext,
): Promise<FieldError[]> => [
  ...checkMaterials(context.item, submitted, handIn, dayOf(context.now)),
  ...(await checkDocuments(submitted, context)),
  ...(await checkLicences(submitted, context)),
  ...(await checkCommitments(submitted, context)),
];

const namedProblems = {
  ...licenceProblems,
  wrongType: { zh: "这份电子证照不是本事项办理的证照。", en: "This item is about licences of another type." },
  forGood: {
    zh: "这份电子证照长期有效，无需延续。",
    en: "This licence has no end; there is nothing to renew.",
  },
};
const tooLate = (lastDay: string): Text => ({
  zh: `有效期届满三十日前（最迟 ${lastDay}）才能申请延续，现已逾期（《中华人民共和国行政许可法》第五十条）。`,
  en: `A renewal is applied for thirty days before the licence ends, by ${lastDay} at the latest (Administrative Licensing Law, Art. 50); that day has passed.`,
});

/** The licence that the case is about, where it changes one: the applicant's own, of the item's type, valid today. */
export async function checkNamedLicence(
  answers: Record<string, unknown>,
  { item, licences, applicantNames, now }: Pick<CheckContext, "item" | "licences" | "applicantNames" | "now">,
): Promise<FieldError[]> {
  const { effect = "issue", licenceType = "", licenceField = "" } = item.result;
  const number = answers[licenceField];
  if (effect === "issue" || typeof number !== "string") return [];
  const found = await licences.checkNamed({ number, licenceType, kind: effect }, await applicantNames(), now);
  if (!found) return [];
  const text = found.problem === "tooLate" ? tooLate(found.lastDay) : namedProblems[found.problem];
  return [fieldError(["answers", licenceField], found.problem, text)];
}

/**
 * Everything wrong with a submission that its shape alone does not show, at once (一次告知): answers against
 * the item's form, persons, materials, documents, licences, ways of handing in and receiving. Parts that do not
 * even have the right shape are refused by the schema and left out here.
 */
export async function checkSubmission(raw: unknown, context: CheckContext): Promise<FieldError[]> {
  const body = (raw ?? {}) as Record<string, unknown>;
  const answers = submissionSchema.shape.answers.safeParse(body.answers).data;
  const handIn = ways.handIn.safeParse(body.handIn).data;
  const receive = ways.receive.safeParse(body.receive).data;
  const submitted = submissionSchema
    .pick({ materials: true, deferred: true, commitments: true, licences: true, assistance: true })
    .strip()
    .safeParse(body).data;
  const isAsIssued = (): boolean => submitted?.assistance?.codeReason !== undefined;
  return [
    ...(answers ? checkAnswers(context.item.form, answers, context, isAsIssued) : []),
    ...(answers ? await checkNamedLicence(answers, context) : []),
    ...checkParties(body, dayOf(context.now), isAsIssued),
    ...checkModes(context.item, { handIn, receive }),
    ...(submitted && handIn
      ? await checkMaterialsAndLicences(
          { ...submitted, authority: submitted.assistance?.authority },
          handIn.mode,
          { ...context, item: answers ? askedWith(context.item, answers) : context.item },
        )
      : []),
  ];
}
