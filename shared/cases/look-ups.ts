import type { Material, PublishedItem } from "#shared/catalogue/public.ts";
import type { GuardRow } from "#shared/kernel/lifecycle/lifecycle.ts";
import { detailsOf } from "#shared/kernel/records/last-event.ts";
import { type HistoryEntry, stepsBefore } from "#shared/kernel/records/record-store.ts";
import type { CaseForm, Party } from "./case.ts";
import type { CaseReader } from "./case-store.ts";
import type { DecisionContext } from "./command.ts";
import { type CaseNote, detailsSchema, type LookUp } from "./notes.ts";
import type { CaseHead, CaseRow } from "./record.ts";

type Supplied = Pick<CaseForm, "materials" | "licences" | "commitments" | "deferred" | "lookUps">;
/** How who applies was identified, where that was made certain. */
export type Identified = { idType: Party["idType"]; by?: "signIn" | "originalSeen" | undefined };

/** What the office has to look up (免提交), and what it has seen already. */
type LookUps = { owed: string[]; seen: LookUp[] };

/**
 * By whom it is said who applies, where that says as much as the document: a verified sign-in, or the original at the
 * window, as much as an identity card; the electronic licence of an organisation's representative as its licence.
 */
function sourceOf({ licenceType }: Material, { idType, by }: Identified): string | undefined {
  if (licenceType === "营业执照") return idType === "uscc" && by === "signIn" ? "电子营业执照" : undefined;
  if (licenceType !== "居民身份证" || idType === "uscc") return undefined;
  return by && { signIn: "实名认证", originalSeen: "窗口核验原件" }[by];
}

/**
 * The materials that another office holds and that the applicant neither has to supply nor has supplied (国令第716号 Art. 8,
 * 国令第809号: what sharing gives is not asked for): seen with who applies, or still to be looked up.
 */
export function lookUpsFor(
  { item }: Pick<PublishedItem, "item">,
  form: Supplied,
  who: Identified,
  today: string,
): LookUps {
  const { materials, licences = [], commitments = [], deferred = [], lookUps = [] } = form;
  const settled = new Set([
    ...[...materials, ...licences, ...deferred, ...lookUps].map(({ materialId }) => materialId),
    ...commitments,
  ]);
  const held = item.materials.filter(
    ({ materialId, source, necessity }) =>
      source === "government" && necessity !== "optional" && !settled.has(materialId),
  );
  const seen = held.flatMap((material): LookUp[] => {
    const source = sourceOf(material, who);
    return source ? [{ materialId: material.materialId, source, result: "found", lookedUpOn: today }] : [];
  });
  return {
    seen,
    owed: held.filter((material) => !sourceOf(material, who)).map(({ materialId }) => materialId),
  };
}

/** Online only who is verified applies; at the window whoever is there shows their original, a proxy their own. */
export const identifiedIn = (
  { channel, assistance }: Pick<CaseHead, "channel" | "assistance">,
  { idType }: Pick<Party, "idType">,
): Identified => ({
  idType,
  by: channel === "online" ? "signIn" : assistance === "byProxy" ? undefined : "originalSeen",
});

type Revised = { owed: readonly string[] | undefined; before: Supplied; next: Supplied };
/**
 * What is owed once another revision is there: what was supplied since is seen with it, and what it no longer has is
 * looked up. What was looked up before stays so.
 */
export function owedAfter(
  published: Pick<PublishedItem, "item">,
  { owed = [], before, next }: Revised,
  who: Identified,
  today: string,
): string[] {
  const owedOf = (form: Supplied): string[] => lookUpsFor(published, form, who, today).owed;
  const known = new Set(owedOf(before));
  return owedOf(next).filter((materialId) => owed.includes(materialId) || !known.has(materialId));
}

/** What is kept of it with a form: the results so far. */
export const withSeen = (form: CaseForm, { seen }: Pick<LookUps, "seen">): CaseForm =>
  seen.length > 0 ? { ...form, lookUps: [...(form.lookUps ?? []), ...seen] } : form;

/** Which of them these results leave owed. */
export const owedWith = (owed: readonly string[], { lookUps = [] }: Pick<CaseNote, "lookUps"> = {}) =>
  owed.filter((materialId) => lookUps.every((result) => result.materialId !== materialId));

type Step = HistoryEntry["privateNote"];
/** The results that steps of a case recorded. */
export const lookUpsIn = (steps: readonly Step[]): LookUp[] =>
  steps.flatMap((step) => detailsSchema.parse(detailsOf(step) ?? {}).lookUps ?? []);

/**
 * A form that another case begins with, with everything that was looked up for this one so far.
 * @throws HistoryBehindError when a step is not in the history yet
 */
export async function withRecorded(
  store: Pick<CaseReader, "history">,
  head: CaseHead,
  form: CaseForm,
): Promise<CaseForm> {
  const before = await stepsBefore(store, head.caseNumber, head);
  return withSeen(form, {
    seen: lookUpsIn([...before.map(({ privateNote }) => privateNote), head.lastEvent]),
  });
}

const notLookedUp = {
  zh: "由政府部门核发的材料还没有核验：请逐项登记核验结果，查不到或者不能查的写明理由。",
  en: "Materials that another office holds were not looked up yet. Please record each result, or the reason why there is none.",
};

export const lookUpGuards = {
  /** A material that nobody asks the applicant for is not skipped: somebody looked, or says why not. */
  lookUpsRecorded: {
    holds: ({ lookUps = [] }) => lookUps.length === 0,
    facts: (_around, { lookUps = [] }) => ({ materials: lookUps }),
    text: notLookedUp,
  },
  /** The same where the step brings the results along. */
  lookUpsGiven: {
    holds: ({ lookUps = [] }, _actor, { command }) =>
      command === undefined || owedWith(lookUps, command.note).length === 0,
    facts: ({ command }, { lookUps = [] }) => ({ materials: owedWith(lookUps, command?.note) }),
    text: notLookedUp,
  },
  lookUpOwed: {
    holds: ({ lookUps = [] }, _actor, { command }) => {
      const asked = command?.note?.lookUps;
      return asked ? asked.every(({ materialId }) => lookUps.includes(materialId)) : lookUps.length > 0;
    },
    text: {
      zh: "没有等待核验的这份材料，或者已经登记过。",
      en: "This material does not wait to be looked up, or was before.",
    },
  },
} satisfies Record<string, GuardRow<CaseRow, DecisionContext>>;
