import type * as z from "zod";
import type { CaseState } from "#events/case.ts";
import type { caseView } from "#shared/cases/api.ts";
import type { CaseClock, Notice } from "#shared/cases/case.ts";
import type { HistoryEntry } from "#shared/cases/history.ts";
import type { suspensionKinds } from "#shared/cases/suspension-kinds.ts";
import type { ItemSummary, Material, ServiceItem } from "#shared/catalogue/item.ts";
import type { DeliveryView } from "#shared/delivery/public.ts";
import type { PaperView } from "#shared/documents/papers.ts";
import type { Text } from "#shared/kernel/http/locale.ts";
import type { listLicences } from "#shared/licences/api.ts";
import type { RatingView } from "#shared/ratings/public.ts";

export type { CaseState, DeliveryView, HistoryEntry, ItemSummary, Material, PaperView, RatingView, Text };
export type Item = ServiceItem & { version: number };
export type Page<Entry> = { items: Entry[]; nextCursor: string | null };
export type Items = Page<ItemSummary> & { total: number };
export type Theme = { id: string; name: Text };
export type Department = { code: string; name: Text };

type View = z.output<typeof caseView>;
export type Progress = NonNullable<View["progress"]>;

/** A case as lists show it. */
export type CaseSummary = Omit<
  View,
  "clock" | "materials" | "answers" | "notice" | "papers" | "applicant" | "deliveries" | "rating"
> & {
  clock: CaseClock;
  decision?: "approved" | "rejected";
  assistance?: "helped" | "byProxy";
  suspension?: { kind: (typeof suspensionKinds)[number]; until: string };
  deferredUntil?: string;
  opinions?: { department: string; askedAt: string; given?: true }[];
  deliveryStalled?: true;
  parts?: { code: string; result?: string }[];
  parent?: string;
};

/** How a material was brought: a file, a licence, a promise to bring it, or the applicant's word. */
export type CaseMaterial = {
  materialId: string;
  trust: "A" | "B" | "C" | "D";
  documentId?: string;
  licenceId?: string;
  commitment?: true;
  until?: string;
};

/** One case, whole. */
export type Case = CaseSummary & {
  materials: CaseMaterial[];
  answers: Record<string, unknown>;
  notice?: Notice & { reason?: string };
  papers: PaperView[];
  applicant?: { name: string; idNumber: string; phone: string };
  deliveries: DeliveryView[];
  rating: RatingView[];
};

export type Licence = z.output<(typeof listLicences)["answers"][200]["schema"]>["items"][number];
