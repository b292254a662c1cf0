import { caseActionRoutes } from "#shared/cases/action-routes.ts";
import * as api from "#shared/cases/api.ts";
import { type Application, casesFiledBy, casesOfNames } from "#shared/cases/case-store.ts";
import { noticeLimit } from "#shared/cases/clock.ts";
import { awaitsCollection, collectionCode } from "#shared/cases/collection.ts";
import type { Actor } from "#shared/cases/command.ts";
import { questionedParts } from "#shared/cases/joint.ts";
import { groundOf } from "#shared/cases/need-to-know.ts";
import { type Printed, printWarnings } from "#shared/cases/print-warnings.ts";
import { caseProblems } from "#shared/cases/problems.ts";
import { factsOf } from "#shared/cases/public.ts";
import type { CaseHead } from "#shared/cases/record.ts";
import { actorIn, actorOf } from "#shared/cases/rights.ts";
import {
  applicationView,
  caseHistoryViewOf,
  caseResource,
  personalDataDeleted,
  viewWithProgress,
  withheld,
} from "#shared/cases/view.ts";
import { inSituation, type PublishedItem } from "#shared/catalogue/public.ts";
import type { DeliveriesPublic } from "#shared/deliveries/public.ts";
import {
  type DocumentsPublic,
  officialDocumentsOf,
  officialDocumentVersions,
} from "#shared/documents/public.ts";
import type { Accesses } from "#shared/kernel/accesses/access.ts";
import { encodeCursor } from "#shared/kernel/aws/cursor.ts";
import { deadlineAfter } from "#shared/kernel/calendar/working-days.ts";
import type { Field } from "#shared/kernel/forms/answered-fields.ts";
import { normalAnswers } from "#shared/kernel/forms/form-formats.ts";
import { withoutIdentity } from "#shared/kernel/forms/personal-fields.ts";
import { situationAnswersSchema } from "#shared/kernel/forms/situation-answers.ts";
import { type RawRequest, type Route, route } from "#shared/kernel/http/api.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { errorIf } from "#shared/kernel/http/field-error.ts";
import type { Locale } from "#shared/kernel/http/locale.ts";
import { type FieldError, localize, uniqueByPath } from "#shared/kernel/http/problem.ts";
import { withoutInvalid } from "#shared/kernel/http/read-request.ts";
import { getRoute, listRoute, readVisible } from "#shared/kernel/http/record-routes.ts";
import { fieldErrorsOf } from "#shared/kernel/http/validation.ts";
import type { MachineKeys } from "#shared/kernel/machine-keys/machine-keys.ts";
import { filteredPage } from "#shared/kernel/records/kept-page.ts";
import type { HistoryEntry } from "#shared/kernel/records/record-store.ts";
import { type RatingsPublic, ratingForStaff } from "#shared/ratings/public.ts";
import type { RepresentationsPublic, Standing } from "#shared/representations/public.ts";
import { checkApplicant, checkAssistance, requireIdentity } from "./applicant.ts";
import { type ApplicantChangeDeps, applicantChanges } from "./applicant-changes.ts";
import { checkSituation } from "./check-situation.ts";
import { checkSubmission } from "./check-submission.ts";
import { checkTogether } from "./check-together.ts";
import { findEarlier, submitCase } from "./submit-case.ts";
import { identifyApplicant } from "./whose.ts";

export type SubmissionDeps = ApplicantChangeDeps & {
  documents: Pick<DocumentsPublic, "numbersOf">;
  keys: MachineKeys;
  deliveries: DeliveriesPublic;
  ratings: RatingsPublic;
  representations: RepresentationsPublic;
  standing: Standing;
  accesses: Pick<Accesses, "isOpen">;
};

type Shown = "all" | "withoutIdentity" | "nothing";

/** `form` is asked for only where answers are masked by it. */
async function applied(
  application: Application | undefined,
  head: CaseHead,
  steps: readonly HistoryEntry[],
  shown: Shown,
  form: () => Promise<Field | undefined>,
) {
  if (!application) return personalDataDeleted;
  const view = applicationView(application, head, steps);
  if (shown === "all") return view;
  if (shown === "nothing") return withheld(view);
  const known = await form();
  // A form that is not known masks nothing, so that nothing is shown.
  return { ...view, answers: known ? withoutIdentity(known, view.answers) : {} };
}

function warningsOf(printed: Printed, locale: Locale) {
  const warnings = printWarnings(printed);
  return warnings.length > 0 ? { warnings: localize(locale, warnings) } : {};
}

export function caseSubmissionApi(deps: SubmissionDeps): Route[] {
  const { store } = deps;
  const { standing } = deps;
  const resource = caseResource(deps);
  const whose = identifyApplicant(deps);

  /** Nobody of the office sees it: it shows that whoever brings it has it from those who applied. */
  const codeFor = async (head: CaseHead, { role }: Caller) => {
    if (role !== "citizen" || !awaitsCollection(head)) return undefined;
    const [secret] = await deps.keys.secretsOf("cases:collection");
    if (!secret) throw new Error("there is no key for collection codes");
    return collectionCode(secret, head.caseNumber, deps.now());
  };

  /** As the case stood when it was opened, however often and late it is asked. */
  const creationResponse = async (
    { caseNumber, submittedAt, item }: CaseHead,
    { parties }: api.SubmissionBody,
  ) => {
    const waits = parties?.some(({ present }) => !present) ?? false;
    const published = waits ? await deps.items.version(item.code, item.version) : undefined;
    const limit = published?.item.parties?.confirmWithin ?? noticeLimit;
    return {
      caseNumber,
      state: waits ? ("awaitingParties" as const) : ("submitted" as const),
      version: 1,
      dueAt: deadlineAfter(await deps.calendar(), submittedAt, limit).dueAt,
    };
  };

  /** The item as it is for whoever answered so. */
  const publishedFor = async (body: {
    itemCode?: unknown;
    situation?: unknown;
  }): Promise<(PublishedItem & { whole: PublishedItem["item"] }) | undefined> => {
    const { itemCode } = body;
    const published = typeof itemCode === "string" ? await deps.items.current(itemCode) : undefined;
    const answers = situationAnswersSchema.safeParse(body.situation).data;
    return published && { ...published, whole: published.item, item: inSituation(published.item, answers) };
  };

  const submissionErrors = async (request: RawRequest): Promise<FieldError[]> => {
    const { caller } = request;
    const body = (request.body ?? {}) as Record<string, unknown>;
    const { itemCode } = body;
    requireIdentity(caller);
    const errors = [...checkAssistance(caller, body), ...checkApplicant(caller, body.applicant)];
    const published = await publishedFor(body);
    if (!published)
      return [
        ...errors,
        ...errorIf(typeof itemCode === "string", ["itemCode"], "unknown", caseProblems.itemNotFound().text),
      ];
    const { applicant, applicantId, errors: wrong } = await whose(caller, body, published.item);
    errors.push(
      ...wrong,
      ...checkSituation(published.whole, situationAnswersSchema.safeParse(body.situation).data),
      ...checkTogether(body, { caller, item: published.item, applicant, now: deps.now() }),
      ...(await checkSubmission(body, {
        item: published.item,
        ownerIds: [caller.id, applicantId],
        applicantNames: () => deps.index.namesUnder(applicantId, applicant),
        now: deps.now(),
        calendar: await deps.calendar(),
        documents: deps.documents,
        licences: deps.licences,
        commitments: deps.commitments,
      })),
    );
    return errors.length > 0 && (await isRepeat(request, published)) ? [] : errors;
  };

  const requestOf = async (caller: Caller, body: api.SubmissionBody, { item }: PublishedItem) => {
    const { applicant, errors: _told, ...rest } = await whose(caller, body, item);
    const answers = normalAnswers(item.form, body.answers);
    return applicant && { body: { ...body, answers }, ...rest, applicant, actor: actorOf(caller) };
  };

  /** What was right when it was first sent is not wrong because the item or its officialDocuments' state has changed since. */
  const isRepeat = async ({ body: raw, headers, caller }: RawRequest, published: PublishedItem) => {
    const body = api.submissionSchema.safeParse(raw).data;
    const idempotencyKey = headers["idempotency-key"];
    if (!body || !idempotencyKey) return false;
    const request = await requestOf(caller, body, published);
    if (!request) return false;
    return (
      (await findEarlier(deps, { ...request, idempotencyKey, published, traceparent: "" })) !== undefined
    );
  };

  const shownTo = async (head: CaseHead, actor: Actor): Promise<Shown> => {
    // Whoever sees nobody's name on official documents sees none in the answers.
    if (groundOf(head, actor, "officialDocuments") === "none") return "withoutIdentity";
    const isWork = groundOf(head, actor, "content") === "work";
    return isWork || (await deps.accesses.isOpen(head.caseNumber, actor.id, deps.now())) ? "all" : "nothing";
  };
  const formOf = async ({ item }: CaseHead): Promise<Field | undefined> =>
    (await deps.items.version(item.code, item.version))?.item.form as Field | undefined;

  return [
    route(
      api.submitCase,
      submissionErrors,
    )(async ({ body, headers, caller, traceparent, locale }) => {
      const published = await publishedFor(body);
      if (!published) throw caseProblems.itemNotFound();
      requireIdentity(caller, published.item.identityLevel);
      const request = await requestOf(caller, body, published);
      if (!request) throw new Error("an application was checked without its applicant");
      const head = await submitCase(deps, {
        ...request,
        idempotencyKey: headers["idempotency-key"],
        published,
        traceparent,
      });
      return {
        status: 201,
        body: {
          ...(await creationResponse(head, body)),
          ...warningsOf({ ...request.body, applicant: request.applicant }, locale),
        },
        headers: { location: `/v1/cases/${head.caseNumber}` },
      };
    }),

    route(api.checkApplication)(async ({ body, caller, locale }) => {
      const parsed = api.submissionSchema.safeParse(body, { reportInput: true });
      const wrong = parsed.error ? fieldErrorsOf("body", parsed.error) : [];
      const sound = withoutInvalid(body, wrong) as Record<string, unknown>;
      const published = await publishedFor(sound);
      requireIdentity(caller, published?.item.identityLevel);
      const errors = [...wrong, ...(await submissionErrors({ body: sound, headers: {}, caller }))];
      // A citizen's own name is their identity's; whom they act for is known when it is submitted.
      const own = caller.role === "citizen" && {
        [sound.onBehalfOf ? "agent" : "applicant"]: caller.identity,
      };
      return {
        status: 200,
        body: {
          errors: localize(locale, uniqueByPath(errors)),
          ...warningsOf({ ...(sound as Printed), ...own }, locale),
        },
      };
    }),

    listRoute(
      api.listMyCases,
      async ({ query: { onBehalfOf, ...query }, caller }) => {
        const { names, covers, scoped } = await standing.listed(caller, onBehalfOf);
        if (!scoped) return casesOfNames(store, names, query);
        return filteredPage(
          (page) => casesFiledBy(store, caller.id, names, page),
          ({ item }) => covers(item.code),
          query,
        );
      },
      async (head, caller) => viewWithProgress(deps, head, await actorIn(head, caller, standing)),
    ),

    getRoute(api.getCase, resource, async (head, { caller }) => {
      const actor = await actorIn(head, caller, standing);
      const [seen, shown, application, deliveries, rating, steps, numbers, questioned] = await Promise.all([
        viewWithProgress(deps, head, actor),
        shownTo(head, actor),
        store.readApplication(head.caseNumber, head.formRevision),
        deps.deliveries.deliveriesOf(head.caseNumber),
        deps.ratings.ratingsOf(factsOf(head)),
        store.history(head.caseNumber, officialDocumentVersions(head.version)),
        deps.documents.numbersOf(head.caseNumber),
        questionedParts(store, head),
      ]);
      return {
        ...seen,
        ...(await applied(application, head, steps.items, shown, () => formOf(head))),
        collection: await codeFor(head, caller),
        ...(questioned.length > 0 && { partRemedies: questioned }),
        deliveries,
        rating: caller.role === "citizen" ? rating : rating.map(ratingForStaff),
        officialDocuments:
          groundOf(head, actor, "officialDocuments") === "none"
            ? []
            : officialDocumentsOf(
                { caseNumber: head.caseNumber, itemCode: head.item.code },
                steps.items,
                numbers,
                caller,
              ),
      };
    }),

    route(api.getHistory)(async ({ path, query, caller }) => {
      const { caseNumber } = await readVisible(resource, path.caseNumber, caller);
      const { items, next } = await store.history(caseNumber, query);
      return {
        status: 200,
        body: { items: items.map(caseHistoryViewOf), nextCursor: encodeCursor(next) },
        opened: { of: caseNumber },
      };
    }),

    ...caseActionRoutes(deps, api.applicantContracts, applicantChanges(deps)),
  ];
}
