import { eventBridgeBus } from "#shared/kernel/messaging/event-bus.ts";
import { type Followers, isWanted } from "#shared/kernel/messaging/wanted.ts";
import { readVariables } from "#shared/kernel/needs.ts";
import { eventRelay } from "./event-relay.ts";
import { dynamodbForget } from "./forget.ts";
import { dynamodbHistory } from "./history.ts";
import { carriesTermOf, goingFieldsOf, outboxOfRecords, recordsOf } from "./outboxes.ts";

const env = readVariables(["CONTEXT", "OWN_TABLE", "BUS_NAME", "WANTED"]);
const wanted = JSON.parse(env.WANTED) as Followers;

const records = await recordsOf(env.CONTEXT);

export const handler = eventRelay({
  outbox: outboxOfRecords(records),
  history: dynamodbHistory(env.OWN_TABLE),
  bus: eventBridgeBus(env.BUS_NAME),
  terms: {
    carriesTerm: carriesTermOf(records),
    forget: dynamodbForget(env.OWN_TABLE, goingFieldsOf(records)),
  },
  isWanted: (event) => isWanted(wanted, event),
});
