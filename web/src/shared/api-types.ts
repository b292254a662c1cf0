import type * as z from "zod";
import type { CaseState } from "#events/case.ts";
import type { CaseHistoryEntry, caseSchema, caseSummarySchema } from "#shared/cases/case-views.ts";
import type { getInvitation, invitationSchema } from "#shared/cases/invitation-api.ts";
import type { revealPerson } from "#shared/cases/person-api.ts";
import type { Material, ServiceItem } from "#shared/catalogue/item.ts";
import type { ItemSummary } from "#shared/catalogue/item-summary.ts";
import type { DeliveryView } from "#shared/deliveries/views.ts";
import type { OfficialDocumentView } from "#shared/documents/views.ts";
import type { Text } from "#shared/kernel/http/locale.ts";
import type { listLicences } from "#shared/licences/api.ts";
import type { RatingView } from "#shared/ratings/views.ts";

export type {
  CaseHistoryEntry,
  CaseState,
  DeliveryView,
  ItemSummary,
  Material,
  OfficialDocumentView,
  RatingView,
  Text,
};
export type Item = ServiceItem & { version: number };
export type Page<Entry> = { items: Entry[]; nextCursor: string | null };
export type Items = Page<ItemSummary> & { total: number };
export type Theme = { id: string; name: Text };
export type Department = { code: string; name: Text };

/** A case as lists show it. */
export type CaseSummary = z.output<typeof caseSummarySchema>;
export type Progress = NonNullable<CaseSummary["progress"]>;

export type CaseAction = CaseSummary["allowedActions"][number];

/** One case, whole. */
export type Case = z.output<typeof caseSchema>;
/** Who applied, unmasked. */
export type Revealed = z.output<(typeof revealPerson)["answers"][200]["schema"]>;
/** How a material was provided: a file, a licence, a promise to provide it, or the applicant's word. */
export type CaseMaterial = Case["materials"][number];

export type Invitation = z.output<typeof invitationSchema>;
export type InvitationWhole = z.output<(typeof getInvitation)["answers"][200]["schema"]>;

export type Licence = z.output<(typeof listLicences)["answers"][200]["schema"]>["items"][number];
