import type { SubmissionBody } from "#shared/cases/api.ts";
import type { Party } from "#shared/cases/case.ts";
import { answersAskedFor, askedWhen } from "#shared/catalogue/form-conditions.ts";
import { askedWith } from "#shared/catalogue/joint-parts.ts";
import type { Item } from "../../shared/api-types.ts";
import type { Upload } from "../../shared/files/upload.ts";
import { type FormSchema, fieldsOf } from "../../shared/form/schema.ts";
import { rememberedSituation } from "../../shared/situation/remembered.ts";

export type { Party };
export type OtherParty = Party & { role: string; present: boolean };
export type Address = { recipient: string; phone: string; areaCode: string; street: string };

/** An application on its way: what the forms hold, whole or not. Kept on the device until it is submitted. */
export type Application = {
  answers: Record<string, unknown>;
  /** Answers to the item's questions about one's situation. */
  situation: Record<string, string>;
  applicant: Party;
  /** Of 16 or 17, and living mainly on earnings of their own. */
  ownEarnings?: boolean;
  /** Somebody who applies for the applicant. */
  agent: Party | null;
  /** Where several apply together: in which role the applicant does, and who else. */
  role: string;
  others: OtherParty[];
  /** What its documents are handed in for. */
  draft: string;
  uploads: Record<string, Upload[]>;
  /** Licence from the store, by material (用证). */
  licences: Record<string, string>;
  commitments: string[];
  /** Day by which it comes, by material (容缺后补). */
  deferred: Record<string, string>;
  handIn: { mode: SubmissionBody["handIn"]["mode"]; address: Address };
  receive: { mode: SubmissionBody["receive"]["mode"]; address: Address; confirmed: boolean };
  /** At the window only: how the clerk helps, and the written authority of a proxy. */
  assistance: { kind: "helped" | "byProxy"; authority: Upload[]; codeReason?: string } | null;
  /** The representation by which it is somebody else's application; empty: in one's own name. */
  onBehalfOf: string;
  /** The last try to submit it, until it is known what became of it. */
  sending: { key: string; body: string } | null;
};

export const emptyParty = (): Party => ({ name: "", idType: "residentId", idNumber: "", phone: "" });
/** Whether the others are asked for; the API has the last word. */
export const asksForOthers = ({ parties }: Item, answers: Application["answers"]): boolean =>
  parties !== undefined &&
  (!parties.onlyIf || parties.onlyIf.is.includes(String(answers[parties.onlyIf.field])));

const onlyRole = ({ parties }: Item): string =>
  parties?.roles.length === 1 ? (parties.roles[0]?.role ?? "") : "";
export const emptyOther = (item: Item): OtherParty => ({
  ...emptyParty(),
  role: onlyRole(item),
  present: false,
});
const emptyAddress: Address = { recipient: "", phone: "", areaCode: "", street: "" };

export const emptyApplication = (item: Item, applicant: Party, atWindow: boolean): Application => ({
  answers: {},
  situation: rememberedSituation(item.itemCode),
  applicant,
  agent: null,
  role: onlyRole(item),
  others: item.parties ? [emptyOther(item)] : [],
  draft: crypto.randomUUID(),
  uploads: {},
  licences: {},
  commitments: [],
  deferred: {},
  handIn: { mode: item.handIn[0] ?? "online", address: emptyAddress },
  receive: { mode: item.receive[0] ?? "electronic", address: emptyAddress, confirmed: false },
  assistance: atWindow ? { kind: "helped", authority: [] } : null,
  onBehalfOf: "",
  sending: null,
});

/** Empty fields are left out, so that the API finds them missing and not malformed. */
const filledIn = <Fields extends Record<string, unknown>>(fields: Fields): Partial<Fields> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => {
      const clean = typeof value === "string" ? value.trim() : value;
      return clean === "" || clean === undefined ? [] : [[name, clean]];
    }),
  ) as Partial<Fields>;

/** Every part of a submission, whatever it holds: one that nobody fills in here is the compiler's to find. */
type Sent = { [Part in keyof Required<SubmissionBody>]: unknown };

const unlessEmpty = <Parts extends readonly unknown[]>(parts: Parts): Parts | undefined =>
  parts.length > 0 ? parts : undefined;

/** The body of a submission, as far as the application goes. */
export function bodyOf(item: Item, application: Application): Record<string, unknown> {
  const { answers, applicant, agent, role, others, uploads, handIn, receive, assistance } = application;
  const asked = new Set(askedWith(item, answers).materials.map(({ materialId }) => materialId));
  /** What is filled in for materials, without those that other answers no longer ask for. */
  const entries = <Value>(given: Record<string, Value>): [string, Value][] =>
    Object.entries(given).filter(([materialId]) => asked.has(materialId));
  const together = asksForOthers(item, answers);
  const sent: Sent = {
    itemCode: item.itemCode,
    // Online it is the API that knows who applies.
    applicant: filledIn(assistance ? applicant : { phone: applicant.phone }),
    ownEarnings: application.ownEarnings || undefined,
    agent: assistance && agent ? filledIn(agent) : undefined,
    onBehalfOf: application.onBehalfOf ? { representationId: application.onBehalfOf } : undefined,
    applicantRole: together ? filledIn({ role }).role : undefined,
    parties: together
      ? others.map(({ present, ...other }) => ({ ...filledIn(other), ...(present && { present }) }))
      : undefined,
    // What was filled in before one's situation left it out is not sent.
    answers: answersAskedFor(item.form as FormSchema, answers),
    situation: item.situation ? application.situation : undefined,
    materials: entries(uploads).flatMap(([materialId, files]) =>
      files.map(({ documentId }) => ({ materialId, documentId })),
    ),
    handIn: { mode: handIn.mode, ...(handIn.mode === "courier" && { address: filledIn(handIn.address) }) },
    receive: {
      mode: receive.mode,
      ...(receive.mode === "courier" && {
        address: filledIn(receive.address),
        ...(receive.confirmed && { confirmed: true }),
      }),
    },
    deferred: unlessEmpty(
      entries(application.deferred).map(([materialId, until]) => ({ materialId, until })),
    ),
    commitments: unlessEmpty(application.commitments.filter((materialId) => asked.has(materialId))),
    licences: unlessEmpty(
      entries(application.licences).map(([materialId, licenceId]) => ({
        materialId,
        licenceId,
        authorised: true,
      })),
    ),
    assistance: assistance
      ? filledIn({
          kind: assistance.kind,
          authority: assistance.authority[0]?.documentId,
          codeReason: assistance.codeReason?.trim(),
        })
      : undefined,
  };
  return Object.fromEntries(Object.entries(sent).filter(([, part]) => part !== undefined));
}

export type Step = {
  name: "situation" | "answers" | "people" | "materials" | "delivery" | "review";
  fields?: string[];
};

/** How many questions are on one page. */
const perStep = 6;

/** The pages of an application: the item's questions a few at a time, people, documents, ways, and all of it once more. */
export function stepsOf(item: Item): Step[] {
  const form = item.form as FormSchema;
  const names = fieldsOf(form).map(([name]) => name);
  // What is asked only after some answers goes where the question before it stands.
  const isFollowUp = (name: string): boolean => askedWhen(form, name) !== undefined;
  const always = names.filter((name) => !isFollowUp(name)).length;
  const pages = Math.ceil(always / perStep);
  const size = Math.ceil(always / Math.max(1, pages));
  const answers: Step[] = [];
  let counted = 0;
  for (const name of names) {
    const begins = !isFollowUp(name) && counted++ % size === 0;
    const last = answers.at(-1);
    if (begins || !last) answers.push({ name: "answers", fields: [name] });
    else last.fields?.push(name);
  }
  return [
    ...(item.situation ? [{ name: "situation" } as Step] : []),
    ...answers,
    { name: "people" },
    ...(item.materials.length > 0 ? [{ name: "materials" } as Step] : []),
    { name: "delivery" },
    { name: "review" },
  ];
}

/** Whether the element with this id is on that page. */
export function isOn(step: Step, id: string): boolean {
  const [part = "", field = ""] = id.split("-");
  switch (step.name) {
    case "situation":
      return part === "situation";
    case "answers":
      return part === "answers" && (step.fields ?? []).includes(field);
    case "people":
      return ["applicant", "agent", "assistance", "onBehalfOf", "applicantRole", "parties"].includes(part);
    case "materials":
      return part === "materials";
    case "delivery":
      return ["handIn", "receive"].includes(part);
    case "review":
      return false;
  }
}
