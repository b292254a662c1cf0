import type { RatingTurn } from "#events/rating.ts";
import { machineKey } from "#local/machine-key.ts";
import { fetchFrom } from "#local/play/fetch-from.ts";
import { localTables } from "#local/seed.ts";
import { recount } from "#scripts/ratings/recount.ts";
import { caseRecord } from "#shared/cases/record.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { mod3736CheckCharacter } from "#shared/kernel/identifiers/mod-37-36.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { type RatingLink, sealLink } from "#shared/ratings/links/links.ts";
import { rating } from "#shared/ratings/record.ts";
import type { CaseStage } from "#shared/ratings/stages/stages.ts";
import type { TestApp } from "./app.ts";

export const itemCode = "11411602MB9100104L4000101001001";

export const numberOf = (serial: number, department = "1001"): string => {
  const body = `411602${department}20260302${String(serial).padStart(6, "0")}`;
  return body + mod3736CheckCharacter(body);
};

export const ratingStoreOf = (app: TestApp) =>
  dynamodbRecordStore(rating, app.outputs.RatingsTableName ?? "", localTables(app));

/** As if a whole case had been played: thousands of them would take an hour. Nobody follows what it tells. */
export async function invite(
  app: TestApp,
  caseNumber: string,
  stages: readonly CaseStage[],
  applicantId: string,
): Promise<void> {
  const at = systemClock();
  const limit = "20w";
  const isOver = stages.includes("completion");
  const record = caseRecord.first(
    {
      caseNumber,
      state: isOver ? "completed" : "accepted",
      item: { code: itemCode, version: 1, legal: limit, promised: limit },
      calendar: "test",
      department: caseNumber.slice(6, 10),
      applicantId,
      channel: "online",
      handIn: "online",
      receive: "window",
      formRevision: 1,
      submittedAt: at,
      clock: { receivedAt: at, stoppedAt: at },
      ...(stages.includes("acceptance") && { acceptedAt: at }),
      ...(isOver && { endedAt: at }),
    },
    {
      event: isOver ? "collected" : "assigned",
      at,
      trace: `00-${"a".repeat(32)}-${"b".repeat(16)}-01`,
      actor: { role: "clerk", id: "clerk-1001" },
    },
  );
  const store = dynamodbRecordStore(caseRecord, app.outputs.CasesTableName ?? "", localTables(app));
  if (!(await store.write(record))) throw new Error(`case ${caseNumber} is there already`);
}

/** Every figure of the app's, counted anew. */
export const recountOf = (app: TestApp) =>
  recount(
    { ratings: app.outputs.RatingsTableName ?? "", cases: app.outputs.CasesTableName ?? "" },
    localTables(app),
  );

/** What the desk would have printed. */
export async function linkFor(
  app: TestApp,
  link: Pick<RatingLink, "caseNumber" | "stage"> & Partial<RatingLink>,
): Promise<string> {
  const whole: RatingLink = {
    turn: "first" as RatingTurn,
    channel: "qr",
    expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    issuerId: "clerk-1001",
    issuerTerminal: "elsewhere",
    ...link,
  };
  return sealLink(whole, await machineKey(app, "rating:links"));
}

/** A POST from another address of this machine. */
export const postFrom = async (localAddress: string, url: string, content: unknown): Promise<number> => {
  const body = JSON.stringify(content);
  const headers = { "content-type": "application/json" };
  const answer = await fetchFrom(localAddress)(url, { method: "POST", headers, redirect: "manual", body });
  return answer.status;
};
