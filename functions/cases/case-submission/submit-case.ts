import type { SubmissionBody } from "#shared/cases/api.ts";
import {
  type CaseForm,
  type CasePerson,
  deferredUntil,
  isCommitted,
  type Party,
} from "#shared/cases/case.ts";
import type { Actor } from "#shared/cases/command.ts";
import { frozenItem, type NewCase, openCase } from "#shared/cases/decide.ts";
import { earlierOrFree, noFreeNumber } from "#shared/cases/free-number.ts";
import { partsOf } from "#shared/cases/joint.ts";
import { identifiedIn, lookUpsFor, withSeen } from "#shared/cases/look-ups.ts";
import { accountMark } from "#shared/cases/parties.ts";
import type { PersonIndex } from "#shared/cases/person-index.ts";
import type { CaseHead } from "#shared/cases/record.ts";
import type { CaseDeps } from "#shared/cases/run-command.ts";
import { askedWith, chosenParts, type PublishedItem } from "#shared/catalogue/public.ts";
import type { DocumentsPublic } from "#shared/documents/public.ts";
import type { ConditionalPut } from "#shared/kernel/aws/put-version.ts";
import { type Calendar, dayOf, limitCode } from "#shared/kernel/calendar/working-days.ts";
import { httpProblems } from "#shared/kernel/http/problem.ts";
import { canonicalJson, sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import type { RequestMark } from "#shared/kernel/records/last-event.ts";
import type { LicencesPublic } from "#shared/licences/public.ts";
import type { NameAtWindow } from "./at-window.ts";

export type SubmitRequest = {
  body: SubmissionBody;
  applicant: Party;
  applicantId: string;
  /** Who acts for the applicant online, by which representation, and the account that submits for somebody else. */
  agent?: Party;
  representationId?: string;
  submittedBy?: string;
  /** Of an applicant of 16 or 17, who counts as grown up by it. */
  ownEarnings?: true;
  actor: Actor;
  idempotencyKey: string;
  published: PublishedItem;
  traceparent: string;
};

export type SubmitDeps = CaseDeps & {
  documents: Pick<DocumentsPublic, "claims">;
  licences: Pick<LicencesPublic, "uses">;
  index: Pick<PersonIndex, "keysOf" | "partyKeysOf" | "namesUnder">;
  nameAtWindow: NameAtWindow;
};

/** Every use of a licence (用证) that the applicant authorised is in its log from when the case relies on it. */
export async function licenceUses(
  { licences, now }: Pick<SubmitDeps, "licences" | "now">,
  { caseNumber, department, item }: CaseHead,
  { licences: uses = [] }: Pick<CaseForm, "licences">,
): Promise<ConditionalPut[]> {
  const use = { caseNumber, department, itemCode: item.code, at: now() };
  return licences.uses(uses.map(({ licenceId, materialId }) => ({ licenceId, materialId, ...use })));
}

/** Each race that is lost costs a try, for a number or for a document. */
const maxTries = 10;
const dayMs = 86_400_000;
const dayBefore = (now: string): string => dayOf(new Date(Date.parse(now) - dayMs).toISOString());

const personOf = ({
  applicant,
  agent,
  ownEarnings,
  body: { agent: proxy = agent, applicantRole, parties, handIn, receive },
}: SubmitRequest): CasePerson => ({
  applicant,
  ...(ownEarnings && { ownEarnings }),
  ...(applicantRole && { applicantRole }),
  ...(parties && { parties: parties.map(({ present: _there, ...party }) => party) }),
  ...(proxy && { agent: proxy }),
  ...(handIn.address && { handInAddress: handIn.address }),
  ...(receive.address && { receiveAddress: receive.address }),
});

const formOf = (request: SubmitRequest): CaseForm => {
  const { answers, situation, materials, deferred, commitments, licences, assistance } = request.body;
  return {
    revision: 1,
    request: markOf(request),
    answers,
    ...(situation && { situation }),
    materials,
    ...(deferred?.length && { deferred }),
    ...(commitments?.length && { commitments }),
    ...(licences?.length && { licences }),
    ...(assistance?.authority && { authority: assistance.authority }),
  };
};

const channelOf = ({ actor }: SubmitRequest): CaseHead["channel"] =>
  actor.role === "clerk" ? "window" : "online";

function lookUpsOf(request: SubmitRequest, form: CaseForm, now: string) {
  const { body, applicant, published } = request;
  const who = identifiedIn({ channel: channelOf(request), assistance: body.assistance?.kind }, applicant);
  return lookUpsFor({ item: askedWith(published.item, form.answers) }, form, who, dayOf(now));
}

const markOf = ({ idempotencyKey, body }: SubmitRequest): RequestMark => ({
  key: sha256Hex(idempotencyKey).slice(0, 16),
  body: sha256Hex(canonicalJson(body)).slice(0, 16),
});

/** Whether an earlier try of this request opened the case, and not another caller or one under another key. */
async function isOwn(store: CaseDeps["store"], found: CaseHead, request: SubmitRequest): Promise<boolean> {
  if ((found.submittedBy ?? found.applicantId) !== request.actor.id) return false;
  const mark = markOf(request);
  const opened =
    found.version === 1 ? found.lastEvent.request : (await store.readForm(found.caseNumber, 1))?.request;
  if (opened?.key !== mark.key) return false;
  if (opened.body !== mark.body) throw httpProblems.idempotencyKeyReused();
  return true;
}

/** What an earlier try of this request opened on a day; else the first number of that day which is free. */
const lookOn = (
  day: string,
  { store }: Pick<CaseDeps, "store">,
  request: SubmitRequest,
): ReturnType<typeof earlierOrFree> => {
  const { actor, idempotencyKey, published } = request;
  const { department } = published.item;
  return earlierOrFree(store, { department, day, submitter: actor.id, idempotencyKey }, (found) =>
    isOwn(store, found, request),
  );
};

/** A case number holds its day: a try before midnight repeated after it must find the day before's case. */
export async function findEarlier(deps: CaseDeps, request: SubmitRequest): Promise<CaseHead | undefined> {
  const now = deps.now();
  const { earlier } = await lookOn(dayBefore(now), deps, request);
  return earlier ?? (await lookOn(dayOf(now), deps, request)).earlier;
}

/** Nothing is received until everybody has confirmed, with their own account or before the clerk. */
async function togetherOf(
  { body: { parties }, published: { item } }: SubmitRequest,
  nameAtWindow: NameAtWindow,
): Promise<Pick<CaseHead, "parties"> & { action: NewCase["action"]; item: Partial<CaseHead["item"]> }> {
  if (!parties || !item.parties) return { action: "submit", item: {} };
  const { confirmWithin, withdrawnBy } = item.parties;
  const marks = await Promise.all(
    parties.map(async ({ present, ...party }) => (present ? accountMark(await nameAtWindow(party)) : "")),
  );
  const isWhole = !marks.includes("");
  return {
    action: isWhole ? "submit" : "fileTogether",
    parties: marks,
    item: {
      ...(!isWhole && { confirmWithin: limitCode(confirmWithin) }),
      ...(withdrawnBy === "all" && { withdrawnByAll: true }),
    },
  };
}

function headOf(
  request: SubmitRequest,
  { action, item, parties }: Awaited<ReturnType<typeof togetherOf>>,
  caseNumber: string,
  lookUps: string[],
  now: string,
  calendar: Calendar,
): CaseHead {
  const { body, published, actor, submittedBy, representationId } = request;
  const { assistance } = body;
  const { joint } = published.item;
  const until = deferredUntil(body);
  return openCase(
    {
      action,
      caseNumber,
      item: { ...frozenItem(published, body.handIn.mode), ...item },
      ...(parties && { parties }),
      department: published.item.department,
      applicantId: request.applicantId,
      actor,
      channel: channelOf(request),
      handIn: body.handIn.mode,
      receive: body.receive.mode,
      ...(body.receive.confirmed && { addressConfirmed: true as const }),
      ...(submittedBy && { submittedBy }),
      ...(assistance && { assistance: assistance.kind, note: { assistance } }),
      ...(representationId && { note: { representationId } }),
      ...(until && { deferredUntil: until }),
      ...(lookUps.length > 0 && { lookUps }),
      ...(isCommitted(body) && { committed: true as const }),
      ...(joint && { parts: partsOf(joint, chosenParts(joint, body.answers)) }),
      request: markOf(request),
      traceparent: request.traceparent,
    },
    now,
    calendar,
  );
}

/** Opens the case, once: a repeat of the request answers the case that the first one opened. */
export async function submitCase(deps: SubmitDeps, request: SubmitRequest): Promise<CaseHead> {
  const now = deps.now();
  const yesterday = await lookOn(dayBefore(now), deps, request);
  if (yesterday.earlier) return yesterday.earlier;

  const calendar = await deps.calendar();
  const applied = formOf(request);
  const lookUps = lookUpsOf(request, applied, now);
  const form = withSeen(applied, lookUps);
  const person = personOf(request);
  const application = {
    form,
    person: {
      person,
      keys: await deps.index.keysOf(person),
      ...(person.parties && { partyKeys: await deps.index.partyKeysOf(person) }),
    },
  };
  const together = await togetherOf(request, deps.nameAtWindow);
  const documentIds = [
    ...form.materials.map(({ documentId }) => documentId),
    ...(form.authority ? [form.authority] : []),
  ];
  for (let tries = 0; tries < maxTries; tries += 1) {
    const { earlier, free } = await lookOn(dayOf(now), deps, request);
    if (earlier) return earlier;
    if (!free) break;
    const head = headOf(request, together, free, lookUps.owed, now, calendar);
    const [claims, uses] = await Promise.all([
      deps.documents.claims(documentIds, free),
      licenceUses(deps, head, form),
    ]);
    // Otherwise somebody was faster, with this number or with one of the documents: the next try sees which.
    if (await deps.store.write(head, { ...application, beside: [...claims, ...uses] })) return head;
  }
  throw noFreeNumber();
}
