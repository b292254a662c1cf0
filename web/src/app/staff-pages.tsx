import { action, caseNumber, type Page, page, shortId } from "./page.ts";
import { PageRoutes } from "./page-routes.tsx";

const rating = "(?<ratingId>[0-9A-Z]{25}-[a-z]+-[a-zA-Z]+)";

/** Every page of staff: their list comes when somebody goes there, since citizens have no use for it. */
const pages: Page[] = [
  page("/staff", "office", ["staff", "case", "kit"], () => import("../staff/worklist.tsx")),
  page(
    `/staff/cases/${caseNumber}`,
    "staff",
    ["staff", "case", "form", "files", "rate", "apply", "kit", "office", "examination"],
    () => import("../staff/case-page.tsx"),
  ),
  page(
    `/staff/cases/${caseNumber}/${action}`,
    "clerk",
    ["case", "apply", "draft", "form", "files"],
    () => import("../citizen/cases/applicant-changes.tsx"),
  ),
  page(
    "/staff/window",
    "clerk",
    ["window", "case", "form", "home", "kit"],
    () => import("../staff/window.tsx"),
  ),
  page(
    "/staff/accesses",
    "auditor",
    ["staff", "access", "kit", "form"],
    () => import("../staff/accesses.tsx"),
  ),
  page("/staff/searches", "watch", ["staff", "kit", "form"], () => import("../staff/searches.tsx")),
  page("/staff/numbers", "supervisor", ["staff", "kit", "form"], () => import("../staff/numbers.tsx")),
  page(
    "/staff/inspections",
    "staff",
    ["examination", "kit"],
    () => import("../staff/examinations/inspections-page.tsx"),
  ),
  page(
    `/staff/inspections/${shortId("inspectionId")}`,
    "staff",
    ["examination", "kit", "form", "files"],
    () => import("../staff/examinations/inspection-page.tsx"),
  ),
  page(
    "/staff/hearings",
    "staff",
    ["examination", "kit"],
    () => import("../staff/examinations/hearings-page.tsx"),
  ),
  page(
    `/staff/hearings/${shortId("hearingId")}`,
    "staff",
    ["examination", "kit", "form", "files"],
    () => import("../staff/examinations/hearing-page.tsx"),
  ),
  page(
    "/staff/interested-parties",
    "staff",
    ["examination", "kit"],
    () => import("../staff/examinations/parties-page.tsx"),
  ),
  page(
    `/staff/interested-parties/${shortId("partyId")}`,
    "staff",
    ["examination", "kit", "form"],
    () => import("../staff/examinations/party-page.tsx"),
  ),
  page("/staff/devices", "desk", ["staff", "kit", "form"], () => import("../staff/devices.tsx")),
  page("/staff/rectifications", "staff", ["office", "kit"], () => import("../staff/orders/orders-page.tsx")),
  page(
    `/staff/rectifications/${shortId("rectificationId")}`,
    "staff",
    ["office", "kit", "form"],
    () => import("../staff/orders/order-page.tsx"),
  ),
  page(
    "/staff/consultations",
    "staff",
    ["consultation", "kit", "form"],
    () => import("../staff/consultations/consultations-page.tsx"),
  ),
  page(
    `/staff/consultations/${shortId("consultationId")}`,
    "staff",
    ["consultation", "kit", "form"],
    () => import("../staff/consultations/consultation-page.tsx"),
  ),
  page(
    "/staff/faqs",
    "staff",
    ["consultation", "kit", "form"],
    () => import("../staff/consultations/faqs-page.tsx"),
  ),
  page(
    `/staff/faqs/${shortId("faqId")}`,
    "staff",
    ["consultation", "kit", "form"],
    () => import("../staff/consultations/faq-page.tsx"),
  ),
  page(
    "/staff/policies",
    "staff",
    ["policy", "kit", "form"],
    () => import("../staff/policies/policies-page.tsx"),
  ),
  page(
    "/staff/policies/new",
    "staff",
    ["policy", "kit", "form"],
    () => import("../staff/policies/new-policy-page.tsx"),
  ),
  page(
    `/staff/policies/${shortId("policyId")}`,
    "staff",
    ["policy", "kit", "form"],
    () => import("../staff/policies/policy-page.tsx"),
  ),
  page("/staff/payments", "staff", ["office", "kit"], () => import("../staff/payments/payments-page.tsx")),
  page(
    "/staff/payments/(?<paymentId>[0-9a-f]{16})",
    "staff",
    ["office", "kit", "form"],
    () => import("../staff/payments/payment-page.tsx"),
  ),
  page(
    "/staff/payments/differences",
    "staff",
    ["office", "kit"],
    () => import("../staff/payments/differences-page.tsx"),
  ),
  page(
    "/staff/payments/differences/(?<differenceId>[0-9a-f]{16})",
    "staff",
    ["office", "kit", "form"],
    () => import("../staff/payments/difference-page.tsx"),
  ),
  page(
    "/staff/reviews/ratings",
    "supervisor",
    ["office", "kit"],
    () => import("../staff/reviews/ratings-page.tsx"),
  ),
  page(
    `/staff/reviews/ratings/${rating}`,
    "supervisor",
    ["office", "kit", "form"],
    () => import("../staff/reviews/rating-page.tsx"),
  ),
  page(
    "/staff/reviews/held-back",
    "supervisor",
    ["office", "kit"],
    () => import("../staff/reviews/held-back-page.tsx"),
  ),
  page(
    "/staff/reviews/comments",
    "supervisor",
    ["office", "kit"],
    () => import("../staff/reviews/comments-page.tsx"),
  ),
  page(
    `/staff/reviews/comments/${rating}`,
    "staff",
    ["office", "kit", "form"],
    () => import("../staff/reviews/comment-page.tsx"),
  ),
  page(
    "/staff/reviews/calls",
    "supervisor",
    ["office", "kit", "form"],
    () => import("../staff/reviews/draws-page.tsx"),
  ),
  page(
    "/staff/reviews/calls/(?<drawId>[0-9a-f]{16})",
    "supervisor",
    ["office", "kit"],
    () => import("../staff/reviews/draw-page.tsx"),
  ),
  page(
    "/staff/reviews/calls/of/(?<callId>[0-9a-f]{16}-[0-9A-Z]{25})",
    "supervisor",
    ["office", "kit", "form", "rate"],
    () => import("../staff/reviews/call-page.tsx"),
  ),
  page(
    "/staff/representations",
    "clerk",
    ["representation", "kit"],
    () => import("../staff/representations/guardianships-page.tsx"),
  ),
  page(
    `/staff/representations/${shortId("representationId")}`,
    "staff",
    ["representation", "kit", "form"],
    () => import("../staff/representations/guardianship-page.tsx"),
  ),
  page(
    "/staff/archives",
    "staff",
    ["office", "kit", "case"],
    () => import("../staff/archives/archives-page.tsx"),
  ),
  page(
    `/staff/archives/${caseNumber}`,
    "staff",
    ["office", "kit", "form", "case"],
    () => import("../staff/archives/archive-page.tsx"),
  ),
  page(
    "/staff/commitments",
    "staff",
    ["office", "kit"],
    () => import("../staff/commitments/commitments-page.tsx"),
  ),
  page(
    `/staff/commitments/${caseNumber}`,
    "staff",
    ["office", "kit", "form"],
    () => import("../staff/commitments/commitment-page.tsx"),
  ),
  page("/staff/services", "staff", ["office", "kit"], () => import("../staff/services/services-page.tsx")),
  page(
    "/staff/services/(?<serviceId>[0-9a-f]{32}-[0-9]{17}-[0-9a-f]{16})",
    "staff",
    ["office", "kit", "form"],
    () => import("../staff/services/service-page.tsx"),
  ),
  page("/staff/licences", "staff", ["office", "form"], () => import("../staff/licences-page.tsx")),
  page(
    "/staff/licences/(?<licenceId>[^/]+)",
    "staff",
    ["office", "kit", "form"],
    () => import("../staff/licence-page.tsx"),
  ),
  page("/staff/people", "office", ["office", "kit", "form"], () => import("../staff/people/people-page.tsx")),
  page(
    "/staff/people/(?<account>[^/]+)",
    "office",
    ["office", "kit", "form"],
    () => import("../staff/people/person-page.tsx"),
  ),
  page("/staff/words", "admin", ["words", "kit", "form"], () => import("../staff/words/words-page.tsx")),
  page("/staff/catalogue", "admin", ["office", "form"], () => import("../staff/catalogue-page.tsx")),
];

export default function StaffPages() {
  return <PageRoutes pages={pages} />;
}
