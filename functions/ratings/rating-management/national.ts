import type { Accesses } from "#shared/kernel/accesses/access.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { requireSignature } from "#shared/kernel/machine-keys/require-signature.ts";
import type { RatingDeps } from "#shared/ratings/dynamodb-ratings.ts";
import { nationalPageSize, takeNationalRatings } from "#shared/ratings/national/national-api.ts";
import { nationalEdition } from "#shared/ratings/national/national-rating.ts";
import { type NationalDeps, nationalRating } from "#shared/ratings/national/sources.ts";
import type { RatingRecord } from "#shared/ratings/record.ts";

export type TakenDeps = NationalDeps &
  Pick<RatingDeps, "store" | "keys"> & { accesses: Pick<Accesses, "record"> };

const logs = defineLogs("ratingManagement", {
  taken: { level: "info", text: "a day's ratings were taken for the national platform" },
});

/** As those whose names and numbers are given read it in who looked at their data; once an hour for each rating. */
const recordTaking = ({ accesses, now }: TakenDeps, { caseNumber, ratingId }: RatingRecord): Promise<void> =>
  accesses.record(caseNumber, {
    at: now(),
    by: { role: "higherPlatform", id: "rating:national" },
    what: "rating",
    record: ratingId,
    reasonCode: "reported",
  });

/** 评价上报: each rating is checked when it is taken, so nothing goes out as it stood before it was put right. */
export const nationalRoute = (deps: TakenDeps): Route =>
  route(takeNationalRatings)(async ({ body: { department, day, after = "" }, ...request }) => {
    await requireSignature(deps.keys, request, "rating:national", deps.now());
    const given = await deps.store.between("byDay", department, day, day);
    const ids = given
      .map(({ ratingId }) => ratingId)
      .filter((id) => id > after)
      .sort();
    const page = ids.slice(0, nationalPageSize);
    const checked = await Promise.all(
      (await deps.store.readMany(page)).map(async (rating) => {
        const passed = await nationalRating(deps, rating);
        if ("record" in passed && passed.record.userName) await recordTaking(deps, rating);
        return { ratingId: rating.ratingId, ...passed };
      }),
    );
    const records = checked.flatMap((each) => ("record" in each ? [each.record] : []));
    const heldBack = checked.flatMap((each) =>
      "faults" in each ? [{ ratingId: each.ratingId, faults: each.faults }] : [],
    );
    log(logs.taken, { department, day, records: records.length, heldBack: heldBack.length });
    const next = ids.length > page.length ? (page.at(-1) ?? null) : null;
    return { status: 200, body: { edition: nationalEdition, records, heldBack, next } };
  });
