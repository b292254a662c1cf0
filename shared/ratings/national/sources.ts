import type { CasesPublic } from "#shared/cases/public.ts";
import type { CatalogueItems } from "#shared/catalogue/public.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import type { CommentStore } from "#shared/ratings/comments/comments.ts";
import { ratingIdText } from "#shared/ratings/rating.ts";
import type { RatingRecord, RatingStore } from "#shared/ratings/record.ts";
import type { StaffPublic } from "#shared/staff/public.ts";
import type { NationalFault } from "./faults.ts";
import { passGate } from "./gate.ts";
import { managerOf, type NationalRating, type NationalSources } from "./national-rating.ts";

export type NationalDeps = {
  store: Pick<RatingStore, "read">;
  comments: Pick<CommentStore, "read">;
  cases: Pick<CasesPublic, "recordOf">;
  items: Pick<CatalogueItems, "version">;
  staff: Pick<StaffPublic, "nameOf">;
  now: Clock;
};

/** What a rating's national record tells of, as it stands now. */
async function sourcesOf(deps: NationalDeps, rating: RatingRecord): Promise<NationalSources> {
  const { caseNumber, stage, turn } = rating;
  const of = await deps.cases.recordOf(caseNumber);
  const manager = managerOf({ rating, of });
  const [item, managerName, comment, first] = await Promise.all([
    of && deps.items.version(of.head.item.code, of.head.item.version),
    manager === undefined ? undefined : deps.staff.nameOf(manager),
    rating.rating.comment ? deps.comments.read(rating.ratingId) : undefined,
    turn === "followUp" ? deps.store.read(ratingIdText({ caseNumber, stage, turn: "first" })) : undefined,
  ]);
  return { rating, of, item: item?.item, managerName, comment, first };
}

type Passed = { record: NationalRating } | { faults: NationalFault[] };

/** The rating as it may be passed on, or everything that is wrong. */
export const nationalRating = async (deps: NationalDeps, rating: RatingRecord): Promise<Passed> =>
  passGate(await sourcesOf(deps, rating), deps.now());

/** Nothing for what passes. */
export const faultsIn = (passed: Passed): NationalFault[] => ("faults" in passed ? passed.faults : []);
