import { dayOf } from "#shared/calendar/working-days.ts";
import type { SubmissionBody } from "#shared/cases/api.ts";
import type { CaseHead, CasePerson } from "#shared/cases/case.ts";
import { caseNumberOf } from "#shared/cases/case-number.ts";
import type { CaseDeps } from "#shared/cases/commands.ts";
import { type Actor, openCase } from "#shared/cases/decide.ts";
import { caseProblems } from "#shared/cases/problems.ts";
import type { PublishedItem } from "#shared/catalogue/public.ts";
import { canonicalJson, sha256Hex } from "#shared/messaging/canonical.ts";

export type SubmitRequest = {
  body: SubmissionBody;
  applicantId: string;
  actor: Actor;
  idempotencyKey: string;
  published: PublishedItem;
  traceparent: string;
};

/** How often two applications may derive the same number before we think that something is broken. */
const maxAttempts = 5;
const dayMs = 86_400_000;

const personOf = ({ applicant, agent, handIn, receive }: SubmissionBody): CasePerson => ({
  applicant,
  agent,
  handInAddress: handIn.address,
  receiveAddress: receive.address,
});

const frozenItem = (
  { item, version }: PublishedItem,
  handIn: SubmissionBody["handIn"]["mode"],
): CaseHead["item"] => ({
  code: item.itemCode,
  version,
  instant: item.kind === "instant",
  legal: item.legalLimit,
  promised: item.promisedLimit,
  originals: handIn === "courier",
});

const submissionMark = ({ idempotencyKey, body }: SubmitRequest): CaseHead["submission"] => ({
  key: sha256Hex(idempotencyKey).slice(0, 16),
  body: sha256Hex(canonicalJson(body)).slice(0, 16),
});

/** The case that an earlier try of this request opened; undefined for another applicant's or another key's. */
function ownEarlier(found: CaseHead | undefined, request: SubmitRequest): CaseHead | undefined {
  const mark = submissionMark(request);
  if (found?.applicantId !== request.applicantId || found.submission.key !== mark.key) return undefined;
  if (found.submission.body !== mark.body) throw caseProblems.keyReused();
  return found;
}

const numberOn = (day: string, attempt: number, request: SubmitRequest): string =>
  caseNumberOf({
    department: request.published.item.department,
    day,
    applicantId: request.applicantId,
    idempotencyKey: request.idempotencyKey,
    attempt,
  });

/** A case number holds its day: a try before midnight repeated after it must find the day before's case. */
async function earlierOn(day: string, deps: CaseDeps, request: SubmitRequest): Promise<CaseHead | undefined> {
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const found = await deps.store.read(numberOn(day, attempt, request));
    if (!found) return undefined;
    const own = ownEarlier(found, request);
    if (own) return own;
  }
  return undefined;
}

/** Finds what an earlier try of the same request opened, today or yesterday. */
export async function findEarlier(deps: CaseDeps, request: SubmitRequest): Promise<CaseHead | undefined> {
  const now = deps.now();
  const yesterday = dayOf(new Date(Date.parse(now) - dayMs).toISOString());
  return (await earlierOn(yesterday, deps, request)) ?? earlierOn(dayOf(now), deps, request);
}

/** Opens the case, once: a repeat of the request answers the case that the first one opened. */
export async function submitCase(deps: CaseDeps, request: SubmitRequest): Promise<CaseHead> {
  const now = deps.now();
  const yesterday = dayOf(new Date(Date.parse(now) - dayMs).toISOString());
  const earlier = await earlierOn(yesterday, deps, request);
  if (earlier) return earlier;

  const { body, published } = request;
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const head = openCase(
      {
        caseNumber: numberOn(dayOf(now), attempt, request),
        item: frozenItem(published, body.handIn.mode),
        calendarEdition: deps.calendar.coveredTo,
        department: published.item.department,
        applicantId: request.applicantId,
        actor: request.actor,
        handIn: body.handIn.mode,
        receive: body.receive.mode,
        mark: submissionMark(request),
        traceparent: request.traceparent,
      },
      now,
      deps.calendar,
    );
    const form = { revision: 1, answers: body.answers, materials: body.materials };
    if ((await deps.store.create(head, form, personOf(body))) === "created") return head;
    const own = ownEarlier(await deps.store.read(head.caseNumber), request);
    if (own) return own;
  }
  throw new Error("no free case number could be derived");
}
