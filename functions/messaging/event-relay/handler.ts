import { nonEmpty, readEnv } from "#shared/kernel/aws/env.ts";
import { eventBridgeBus } from "#shared/kernel/messaging/event-bus.ts";
import { isWanted, type Wanted } from "#shared/kernel/messaging/wanted.ts";
import { eventRelay } from "./event-relay.ts";
import { dynamodbHistory } from "./history.ts";
import { outboxOf } from "./outboxes.ts";

const env = readEnv({ CONTEXT: nonEmpty, OWN_TABLE: nonEmpty, BUS_NAME: nonEmpty, WANTED: nonEmpty });
const wanted = JSON.parse(env.WANTED) as Wanted;

export const handler = eventRelay({
  outbox: await outboxOf(env.CONTEXT),
  history: dynamodbHistory(env.OWN_TABLE),
  bus: eventBridgeBus(env.BUS_NAME),
  isWanted: (event) => isWanted(wanted, event),
});
