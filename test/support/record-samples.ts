import { archives } from "./record-samples/archives.ts";
import { cases } from "./record-samples/cases.ts";
import { items } from "./record-samples/catalogue.ts";
import { commitments } from "./record-samples/commitments.ts";
import { consultations, deflections, faqs, saids } from "./record-samples/consultation.ts";
import { legs } from "./record-samples/deliveries.ts";
import { documents, drafts } from "./record-samples/documents.ts";
import { hearings, inspections, interestedParties } from "./record-samples/examinations.ts";
import { licences } from "./record-samples/licences.ts";
import {
  addresses,
  circuits,
  codeCaps,
  costs,
  notices,
  preferences,
  services,
} from "./record-samples/notices.ts";
import { differences, payments } from "./record-samples/payments.ts";
import {
  holdings,
  policies,
  policyEditions,
  policyMatches,
  policyPasses,
  subscribers,
} from "./record-samples/policies.ts";
import { calls, comments, devices, draws, ratings, shiftLogs } from "./record-samples/ratings.ts";
import { orders } from "./record-samples/rectifications.ts";
import { representations } from "./record-samples/representations.ts";
import type { RecordSamples } from "./record-samples/samples.ts";
import { everydayWords, newMissCounts, searchMisses } from "./record-samples/search.ts";
import { staff } from "./record-samples/staff.ts";
import { suggestions } from "./record-samples/suggestions.ts";

export type { RecordSamples };

/** A context's records need a line here: the suite refuses those that have none. */
export const recordSamples: RecordSamples[] = [
  archives,
  cases,
  commitments,
  deflections,
  faqs,
  consultations,
  saids,
  documents,
  drafts,
  hearings,
  inspections,
  interestedParties,
  items,
  everydayWords,
  searchMisses,
  newMissCounts,
  licences,
  orders,
  representations,
  notices,
  services,
  preferences,
  addresses,
  circuits,
  costs,
  codeCaps,
  payments,
  differences,
  policies,
  policyEditions,
  policyPasses,
  subscribers,
  holdings,
  policyMatches,
  suggestions,
  legs,
  ratings,
  comments,
  draws,
  calls,
  devices,
  shiftLogs,
  staff,
] as unknown as RecordSamples[];
