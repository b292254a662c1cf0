import type { CaseRecord } from "#shared/cases/public.ts";
import type { PublishedItem } from "#shared/catalogue/public.ts";
import type { NationalDeps } from "#shared/ratings/national/sources.ts";

/** An applicant whose number passes its check. */
export const rater = {
  name: "李敏",
  idType: "residentId",
  idNumber: "11010519491231002X",
  phone: "13800000000",
} as const;

/** A case, its item and its staff, so that a rating of it may be passed on to the national platform. */
export const nationalSources = (
  change: { acceptedAt?: string; applicant?: Partial<CaseRecord["person"]["applicant"]> } = {},
): Pick<NationalDeps, "items" | "staff"> & { cases: Pick<NationalDeps["cases"], "recordOf"> } => ({
  cases: {
    recordOf: async () =>
      ({
        head: {
          item: { code: "item", version: 1, promised: "5w" },
          handler: "clerk-1",
          ...(change.acceptedAt && { acceptedAt: change.acceptedAt }),
        },
        person: { applicant: { ...rater, ...change.applicant } },
      }) as unknown as CaseRecord,
  },
  items: {
    version: async () =>
      ({
        item: { name: { zh: "食品经营许可", en: "Food licence" }, themes: ["civil-affairs"] },
      }) as PublishedItem,
  },
  staff: { nameOf: async () => "陈芳" },
});
