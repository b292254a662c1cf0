import type { Context } from "aws-lambda";
import departments from "#district/departments.json" with { type: "json" };
import { dynamodbCases } from "#shared/cases/dynamodb-case-store.ts";
import { needs } from "#shared/cases/wiring.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { sweepDeadlines } from "./case-deadlines.ts";

const env = readNeeds(needs.deadlines);
const deps = dynamodbCases(env);
/** Enough to finish what is being worked on. */
const reserveMs = 20_000;

export const handler = (_event: unknown, context: Context) =>
  sweepDeadlines(
    deps,
    departments.map(({ code }) => code),
    () => context.getRemainingTimeInMillis() > reserveMs,
  );
