import { eventBridgeBus } from "#shared/kernel/messaging/event-bus.ts";
import { type Followers, isWanted } from "#shared/kernel/messaging/wanted.ts";
import { readVariables } from "#shared/kernel/needs.ts";
import { eventRelay } from "./event-relay.ts";
import { dynamodbHistory } from "./history.ts";
import { outboxOf } from "./outboxes.ts";

const env = readVariables(["CONTEXT", "OWN_TABLE", "BUS_NAME", "WANTED"]);
const wanted = JSON.parse(env.WANTED) as Followers;

export const handler = eventRelay({
  outbox: await outboxOf(env.CONTEXT),
  history: dynamodbHistory(env.OWN_TABLE),
  bus: eventBridgeBus(env.BUS_NAME),
  isWanted: (event) => isWanted(wanted, event),
});
