import { archiveSteps } from "#shared/archives/public.ts";
import type { EventsAbout } from "#shared/cases/owed-results.ts";
import { commitmentSteps, commitmentsChangedOn } from "#shared/commitments/public.ts";
import { legEvents } from "#shared/deliveries/public.ts";
import { examinationSteps } from "#shared/examinations/public.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { licenceSteps, licencesChangedOn } from "#shared/licences/public.ts";
import { paymentSteps } from "#shared/payments/public.ts";
import { ratingSteps } from "#shared/ratings/public.ts";
import { orderSteps } from "#shared/rectifications/public.ts";
import type { Env } from "./checks.ts";

/** What other records tell of a case: only of those is asked that such a case can have. */
export function eventsAbout(env: Env): EventsAbout {
  const legs = legEvents(env.DELIVERIES_TABLE);
  const payments = paymentSteps(env.PAYMENTS_TABLE, systemClock);
  const ratings = ratingSteps(env.RATINGS_TABLE);
  const orders = orderSteps(env.RECTIFICATIONS_TABLE);
  const archive = archiveSteps(env.ARCHIVES_TABLE);
  const examinations = examinationSteps(env.EXAMINATIONS_TABLE);
  const commitments = commitmentSteps(env.COMMITMENTS_TABLE);
  const licences = licenceSteps(env.LICENCES_TABLE);

  const rated = async (caseNumber: string) => {
    const { records, events } = await ratings(caseNumber);
    const stages = [...new Set(records.map(({ stage }) => stage))];
    return [...events, ...(stages.length > 0 ? await orders(caseNumber, stages) : [])];
  };
  return async (head) => {
    const { caseNumber, applicantId, handIn, receive, item, acceptedAt, endedAt, committed, decision } = head;
    const found = await Promise.all([
      handIn === "courier" || receive === "courier" ? legs(caseNumber) : [],
      item.fee ? payments(caseNumber) : [],
      (acceptedAt ?? endedAt) ? rated(caseNumber) : [],
      acceptedAt ? examinations(caseNumber) : [],
      committed ? commitments(caseNumber) : [],
      decision ? licences(caseNumber, applicantId) : [],
      endedAt ? archive(caseNumber) : [],
    ]);
    return found.flat();
  };
}

/** Cases that may have ended long ago, about which something was done on that day. */
export function touchedOn(env: Env): (day: string) => Promise<string[]> {
  const asked = [commitmentsChangedOn(env.COMMITMENTS_TABLE), licencesChangedOn(env.LICENCES_TABLE)];
  return async (day) => (await Promise.all(asked.map((cases) => cases(day)))).flat();
}
