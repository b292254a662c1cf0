import { archivesOwed } from "#shared/archives/public.ts";
import type { CaseReader } from "#shared/cases/case-store.ts";
import { applicationGoes } from "#shared/cases/dynamodb-application-goes.ts";
import { examinedOwed, followedOwed, jointMattersOwed } from "#shared/cases/owed.ts";
import { casesPublic } from "#shared/cases/public.ts";
import type { needs } from "#shared/cases/wiring.ts";
import { catalogueItems } from "#shared/catalogue/public.ts";
import { commitmentsOwed } from "#shared/commitments/public.ts";
import { deliveriesOwed } from "#shared/deliveries/public.ts";
import { officialDocumentsOwed } from "#shared/documents/public.ts";
import { examinationsOwed } from "#shared/examinations/public.ts";
import { secretTexts } from "#shared/kernel/aws/secret.ts";
import { systemMoment } from "#shared/kernel/calendar/calendar-source.ts";
import type { OwedChecks } from "#shared/kernel/messaging/owed.ts";
import { personKeys } from "#shared/kernel/people/person-keys.ts";
import { licencesOwed } from "#shared/licences/public.ts";
import { noticesOwed } from "#shared/notices/public.ts";
import { paymentsOwed } from "#shared/payments/public.ts";
import { policiesOwed } from "#shared/policies/public.ts";
import { ratingsOwed, ratingsPublic } from "#shared/ratings/public.ts";
import { rectificationsOwed } from "#shared/rectifications/public.ts";

export type Env = Record<Exclude<keyof typeof needs.owedResults, "BUS_NAME">, string>;

/** By the functions that follow events; each says itself what it makes of them. */
export function owedChecks(env: Env, store: CaseReader) {
  const cases = casesPublic(store);
  const items = catalogueItems(env.CATALOGUE_TABLE);
  const moment = systemMoment(env.CALENDAR_TABLE);
  return {
    "archive-packing": archivesOwed(env.ARCHIVES_TABLE),
    "case-examinations": examinedOwed({ store, ...moment }),
    "case-follow": followedOwed({ store, ...moment, goesAtTerm: applicationGoes(env.CASES_TABLE) }),
    "commitment-follow": commitmentsOwed(env.COMMITMENTS_TABLE, { cases, items }),
    "courier-handover": deliveriesOwed(env.DELIVERIES_TABLE, cases),
    "examination-follow": examinationsOwed(env.EXAMINATIONS_TABLE, moment),
    "joint-matters": jointMattersOwed({ store, items }),
    "licence-issuing": licencesOwed(env.LICENCES_TABLE, {
      cases,
      items,
      keys: personKeys(secretTexts(env.PERSON_INDEX_SECRET)),
    }),
    "notice-follow": noticesOwed(env.NOTICES_TABLE, cases),
    "official-documents": officialDocumentsOwed(env.DOCUMENTS_BUCKET),
    "payment-handover": paymentsOwed(env.PAYMENTS_TABLE, { ...moment, cases, items }),
    "policy-matching": policiesOwed(env.POLICIES_TABLE),
    "rating-intake": ratingsOwed(env.RATINGS_TABLE),
    "rectification-follow": rectificationsOwed(env.RECTIFICATIONS_TABLE, ratingsPublic(env.RATINGS_TABLE)),
  } satisfies OwedChecks;
}
