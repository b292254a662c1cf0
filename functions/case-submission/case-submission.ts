import { encodeCursor } from "#shared/aws/cursor.ts";
import { deadlineAfter } from "#shared/calendar/working-days.ts";
import { actionRoute, type ChangesOf } from "#shared/cases/action-route.ts";
import {
  getCase,
  getHistory,
  listMyCases,
  submissionSchema,
  submitCase as submitCaseRoute,
} from "#shared/cases/api.ts";
import type { CaseHead } from "#shared/cases/case.ts";
import { noticeLimit } from "#shared/cases/clock.ts";
import { type CaseDeps, type Changes, readVisible } from "#shared/cases/commands.ts";
import { maskedApplicant } from "#shared/cases/masking.ts";
import { caseProblems } from "#shared/cases/problems.ts";
import { actorOf, etagOf, viewOf } from "#shared/cases/view.ts";
import type { CatalogueItems, PublishedItem } from "#shared/catalogue/public.ts";
import type { DeliveriesPublic } from "#shared/delivery/public.ts";
import type { DocumentsPublic } from "#shared/documents/public.ts";
import { type RawRequest, type Route, route } from "#shared/http/api.ts";
import { type Caller, identityLevels } from "#shared/http/caller.ts";
import { type FieldError, httpProblems } from "#shared/http/problem.ts";
import type { RatingsPublic } from "#shared/ratings/public.ts";
import { checkChanges, checkSubmission } from "./check-submission.ts";
import { findEarlier, submitCase } from "./submit-case.ts";

export type SubmissionDeps = CaseDeps & {
  items: CatalogueItems;
  documents: DocumentsPublic;
  deliveries: DeliveriesPublic;
  ratings: RatingsPublic;
};

/** A clerk submits for the citizen at the window, everybody else for themselves. */
const applicantOf = (caller: Caller, applicantAccount: string | undefined): string | undefined =>
  caller.role === "clerk" ? applicantAccount : caller.id;

function checkApplicant(caller: Caller, applicantAccount: unknown): FieldError[] {
  const path = "body/applicantAccount";
  if (caller.role === "clerk" && typeof applicantAccount !== "string")
    return [
      {
        path,
        code: "required",
        message: { zh: "代办时请填写申请人账号。", en: "Please name the applicant's account." },
      },
    ];
  if (caller.role !== "clerk" && applicantAccount !== undefined)
    return [
      {
        path,
        code: "notAllowed",
        message: { zh: "只有窗口人员可以代他人申报。", en: "Only a clerk may apply for somebody else." },
      },
    ];
  return [];
}

function requireIdentity(caller: Caller, { item }: PublishedItem): void {
  const rank = (level: (typeof identityLevels)[number]) => identityLevels.indexOf(level);
  // At the window the clerk checks the papers in person.
  if (caller.role !== "clerk" && rank(caller.identityLevel) < rank(item.identityLevel))
    throw caseProblems.identityLevelTooLow({ facts: { required: item.identityLevel } });
}

export function caseSubmissionApi(deps: SubmissionDeps): Route[] {
  const { store, calendar } = deps;

  /** As the case stood when it was opened, however often and late it is asked. */
  const firstAnswer = (head: CaseHead) => ({
    caseNumber: head.caseNumber,
    state: "submitted",
    version: 1,
    dueAt: deadlineAfter(calendar, head.submittedAt, noticeLimit).dueAt,
  });

  const submissionErrors = async ({ body, headers, caller }: RawRequest): Promise<FieldError[]> => {
    const { itemCode, applicantAccount } = (body ?? {}) as Record<string, unknown>;
    const published = typeof itemCode === "string" ? await deps.items.current(itemCode) : undefined;
    const errors = checkApplicant(caller, applicantAccount);
    if (!published) {
      if (typeof itemCode === "string")
        errors.push({
          path: "body/itemCode",
          code: "unknown",
          message: { zh: "没有这个事项。", en: "There is no such service item." },
        });
      return errors;
    }
    const owners = [caller.id, ...(typeof applicantAccount === "string" ? [applicantAccount] : [])];
    errors.push(...(await checkSubmission(body, published.item, owners, deps.documents)));
    return errors.length > 0 && (await isRepeat(body, headers, caller, published)) ? [] : errors;
  };

  /** What was right when it was first sent is not wrong because the item has changed since. */
  const isRepeat = async (
    raw: unknown,
    headers: RawRequest["headers"],
    caller: Caller,
    published: PublishedItem,
  ): Promise<boolean> => {
    const body = submissionSchema.safeParse(raw);
    const idempotencyKey = headers["idempotency-key"];
    const applicantId = applicantOf(caller, body.data?.applicantAccount);
    if (!body.success || !idempotencyKey || !applicantId) return false;
    const request = { body: body.data, applicantId, actor: actorOf(caller), idempotencyKey, published };
    return (await findEarlier(deps, { ...request, traceparent: "" })) !== undefined;
  };

  /** New answers and papers are checked against the item as it was applied for, not as it is today. */
  const bringChanges: ChangesOf = async ({ caseNumber, body, caller }) => {
    const changes = body as Changes;
    const head = await readVisible(store, caseNumber, actorOf(caller));
    const published = await deps.items.version(head.item.code, head.item.version);
    if (!published) throw new Error(`item ${head.item.code} version ${head.item.version} is gone`);
    const owners = [caller.id, head.applicantId];
    const errors = await checkChanges(changes, published.item, head.handIn, owners, deps.documents);
    if (errors.length > 0) throw httpProblems.invalidRequest({ facts: { count: errors.length }, errors });
    return changes;
  };

  return [
    route(
      submitCaseRoute,
      async ({ body, headers, caller, traceparent }) => {
        const published = await deps.items.current(body.itemCode);
        if (!published) throw caseProblems.itemNotFound();
        requireIdentity(caller, published);
        const head = await submitCase(deps, {
          body,
          applicantId: applicantOf(caller, body.applicantAccount) ?? caller.id,
          actor: actorOf(caller),
          idempotencyKey: headers["idempotency-key"],
          published,
          traceparent,
        });
        return {
          status: 201,
          body: firstAnswer(head),
          headers: { location: `/v1/cases/${head.caseNumber}` },
        };
      },
      submissionErrors,
    ),

    route(listMyCases, async ({ query, caller }) => {
      const { items, next } = await store.byApplicant(caller.id, query.cursor, query.limit);
      const actor = actorOf(caller);
      return {
        status: 200,
        body: { items: items.map((head) => viewOf(head, actor)), nextCursor: encodeCursor(next) },
      };
    }),

    route(getCase, async ({ path, caller }) => {
      const actor = actorOf(caller);
      const head = await readVisible(store, path.caseNumber, actor);
      const [form, person, deliveries, rating] = await Promise.all([
        store.readForm(head.caseNumber, head.formRevision),
        store.readPerson(head.caseNumber),
        deps.deliveries.deliveriesOf(head.caseNumber),
        deps.ratings.ratingsOf(head.caseNumber),
      ]);
      return {
        status: 200,
        headers: etagOf(head),
        body: {
          ...viewOf(head, actor),
          ...(form && { answers: form.answers, materials: form.materials }),
          ...(person && { applicant: maskedApplicant(person) }),
          deliveries,
          rating,
        },
      };
    }),

    route(getHistory, async ({ path, query, caller }) => {
      const head = await readVisible(store, path.caseNumber, actorOf(caller));
      const { items, next } = await store.history(head.caseNumber, query.cursor, query.limit);
      return { status: 200, body: { items, nextCursor: encodeCursor(next) } };
    }),

    actionRoute(deps, "resubmit", bringChanges),
    actionRoute(deps, "supplement", bringChanges),
    actionRoute(deps, "withdraw"),
  ];
}
