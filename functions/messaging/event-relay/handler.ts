import * as z from "zod";
import { nonEmpty, readEnv } from "#shared/kernel/aws/env.ts";
import { eventBridgeBus } from "#shared/kernel/messaging/event-bus.ts";
import { eventRelay } from "./event-relay.ts";
import { dynamodbHistory } from "./history.ts";
import { outboxes } from "./outboxes.ts";

const env = readEnv({
  CONTEXT: z.enum(Object.keys(outboxes) as [keyof typeof outboxes]),
  OWN_TABLE: nonEmpty,
  BUS_NAME: nonEmpty,
});

export const handler = eventRelay({
  outbox: outboxes[env.CONTEXT],
  history: dynamodbHistory(env.OWN_TABLE),
  bus: eventBridgeBus(env.BUS_NAME),
});
