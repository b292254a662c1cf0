import type * as z from "zod";
import { itemCodeFault } from "#shared/kernel/identifiers/item-codes.ts";
import { residentIdFault } from "#shared/kernel/identifiers/resident-id.ts";
import { usccFault } from "#shared/kernel/identifiers/uscc.ts";
import { detailTagEdition, tagFault } from "#shared/ratings/levels.ts";
import { standingOf } from "#shared/ratings/rating.ts";
import { type NationalFault, type NationalFaultCode, type NationalField, nationalFields } from "./faults.ts";
import {
  type NationalRating,
  type NationalSources,
  nationalDraftOf,
  nationalRatingSchema,
} from "./national-rating.ts";

const issueCode = ({ code, input, ...issue }: z.core.$ZodIssue): NationalFaultCode => {
  if (input === undefined || (code === "too_small" && "minimum" in issue && issue.minimum === 1))
    return "missing";
  return code === "too_big" ? "tooLong" : "wrongFormat";
};

/** What the schema has against a draft: lengths, codes, what is missing. */
const schemaFaults = (draft: object): NationalFault[] =>
  (nationalRatingSchema.safeParse(draft, { reportInput: true }).error?.issues ?? []).map((issue) => ({
    field: issue.path[0] as NationalField,
    code: issueCode(issue),
  }));

/** Whether what is told of it fits together. */
function* contradictions(sources: NationalSources, now: string): Generator<NationalFault> {
  const { rating: record, of, item, first } = sources;
  const { invitation, rating, turn } = record;
  const { deptCode, taskCode, proManager } = nationalDraftOf(sources);
  const fault = (field: NationalField, code: NationalFaultCode): NationalFault => ({ field, code });

  if (!of) yield fault("projectNo", "noCase");
  if (deptCode && usccFault(deptCode)) yield fault("deptCode", "wrongNumber");
  if (itemCodeFault(invitation.itemCode)) yield fault("taskCode", "wrongNumber");
  else if (deptCode && !taskCode?.startsWith(deptCode)) yield fault("taskCode", "otherDepartment");
  if (of && !item) yield fault("taskCode", "notPublished");
  if (of?.head.acceptedAt && !proManager) yield fault("proManager", "missing");
  if (of && !rating.anonymous) yield* identityFaults(of.person.applicant);
  for (const code of rating.details) {
    const wrong = tagFault(code, rating.level);
    if (wrong) yield fault("evalDetail", wrong === "unknownTag" ? "wrongFormat" : "otherLevel");
  }
  if (rating.details.length > 0 && rating.tagEdition !== detailTagEdition)
    yield fault("evalDetail", "oldEdition");
  if (rating.ratedAt > now) yield fault("assessTime", "inFuture");
  if (rating.ratedAt < invitation.since) yield fault("assessTime", "beforeStage");
  if (of?.head.acceptedAt && of.head.acceptedAt > rating.ratedAt)
    yield fault("acceptDate", "beforeAcceptance");
  if (turn === "followUp" && (!first || first.heldBack)) yield fault("assessNumber", "firstNotPassed");
  if (standingOf(record) === "quarantined") yield fault("effectivEvalua", "underReview");
}

type Applicant = NonNullable<NationalSources["of"]>["person"]["applicant"];

function* identityFaults({ name, idType, idNumber }: Applicant): Generator<NationalFault> {
  const isWrong =
    (idType === "residentId" && residentIdFault(idNumber) !== undefined) ||
    (idType === "uscc" && usccFault(idNumber) !== undefined);
  if (isWrong) yield { field: "certKey", code: "wrongNumber" };
  if (/测试|^test/i.test(name)) yield { field: "userName", code: "testData" };
}

/**
 * Whether a rating may be passed on (上报校验): as the national platform takes it, or everything that is wrong, in the
 * order of its fields.
 */
export function passGate(
  sources: NationalSources,
  now: string,
): { record: NationalRating } | { faults: NationalFault[] } {
  const draft = nationalDraftOf(sources);
  // Without its case most of it is missing, which says nothing more.
  const found = [...(sources.of ? schemaFaults(draft) : []), ...contradictions(sources, now)];
  const byName = new Map(found.map((fault) => [`${fault.field} ${fault.code}`, fault]));
  const faults = [...byName.values()].sort(
    (a, b) => nationalFields.indexOf(a.field) - nationalFields.indexOf(b.field),
  );
  return faults.length > 0 ? { faults } : { record: nationalRatingSchema.parse(draft) };
}
