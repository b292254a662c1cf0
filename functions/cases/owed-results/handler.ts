import type { Context } from "aws-lambda";
import departments from "#district/departments.json" with { type: "json" };
import { dynamodbCaseReader } from "#shared/cases/dynamodb-case-reader.ts";
import { needs } from "#shared/cases/wiring.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { environmentCipher } from "#shared/kernel/crypto/environment-cipher.ts";
import { eventBridgeBus } from "#shared/kernel/messaging/event-bus.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { owedChecks } from "./checks.ts";
import { eventsAbout, touchedOn } from "./events-about.ts";
import { findOwedResults } from "./owed-results.ts";

const env = readNeeds(needs.owedResults);
const store = dynamodbCaseReader(env.CASES_TABLE, undefined, environmentCipher);
const deps = {
  store,
  checks: owedChecks(env, store),
  eventsAbout: eventsAbout(env),
  touchedOn: touchedOn(env),
  bus: eventBridgeBus(env.BUS_NAME),
  now: systemClock,
};
/** Enough to finish what is being looked at. */
const reserveMs = 20_000;

export const handler = (_event: unknown, context: Context) =>
  findOwedResults(
    deps,
    departments.map(({ code }) => code),
    () => context.getRemainingTimeInMillis() > reserveMs,
  );
