import { randomUUID } from "node:crypto";
import { postEvents } from "#local/carrier/tongban.ts";
import { machineKey } from "#local/machine-key.ts";
import { act, submissionOf, submit, uploadMaterials } from "#local/play/straight-way.ts";
import { localTables } from "#local/seed.ts";
import { dynamodbCalendarStore } from "#shared/kernel/calendar/calendar-store.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { policy } from "#shared/notices/rules.ts";
import { circuit, circuitId } from "#shared/notices/sending/circuit.ts";
import { cost, withSpent } from "#shared/notices/sending/cost.ts";
import type { Stage } from "./stage.ts";

export type Drill = {
  /** Alarms of this kind, by their names without the stack's. */
  kind: RegExp;
  /** The one of them that it causes, by its stack and name. */
  alarm: RegExp;
  /** What happens, as somebody who watches reads it. */
  what: string;
  /** What has to be so before: some alarms ring until something has run once. */
  before?: (stage: Stage) => Promise<void>;
  cause: (stage: Stage) => Promise<void>;
  clear: (stage: Stage) => Promise<void>;
};

const caseFollow = /Cases-CaseFollow$/;
const followQueue = /-FollowEventsQueue/;
const followDeadLetters = /Cases-FollowEventsDeadLetters/;
const nonsense = JSON.stringify({ not: "an event" });
const day = 24 * 60;

/** Longer than the five minutes that most alarms look back. */
const outOfSight = async (stage: Stage): Promise<void> => stage.later(6);

async function submitted(stage: Stage) {
  const citizen = await stage.as("li-min");
  return submit(citizen, submissionOf(await uploadMaterials(citizen, Math.floor(Math.random() * 1e6))));
}

const forgotten = (days: number): Drill => ({
  kind: new RegExp(`ForgottenFor${days}Days$`),
  alarm: new RegExp(`^Cases\\.FollowEventsDeadLettersForgottenFor${days}Days`),
  what: `a dead letter that nobody looks at for ${days} days`,
  async cause(stage) {
    await stage.send(stage.queue(followDeadLetters), nonsense);
    stage.later(days * day + 1);
  },
  clear: (stage) => stage.empty(stage.queue(followDeadLetters)),
});

/** By the name that `npm run drill` takes. What signs comes before time moves, what moves it furthest last. */
export const drills = {
  "foreign-parcels": {
    kind: /SetAsideMany/,
    alarm: /SetAsideManytongbanpost/,
    what: "a carrier that tells of twenty parcels of somebody else's",
    async cause(stage) {
      const carrierId = "tongban-post";
      // They are looked for for six minutes; here as if these had passed.
      stage.faults.receivedTimes = 10;
      await postEvents({
        url: `${stage.app.apiUrl}/v1/couriers/${carrierId}/events`,
        carrierId,
        key: await machineKey(stage.app, `carrier:${carrierId}`),
        events: Array.from({ length: 20 }, (_, index) => ({
          eventId: randomUUID(),
          waybill: `XX${Date.now()}${index}`,
          orderId: `${"0".repeat(25)}-outbound-${index + 1}`,
          kind: "inTransit" as const,
          occurredAt: new Date().toISOString(),
        })),
      });
      await stage.app.drained();
      stage.faults.receivedTimes = undefined;
    },
    clear: async (stage) => stage.later(61),
  },
  "dead-letters": {
    kind: /NotEmpty$/,
    alarm: /^Cases\.FollowEventsDeadLettersNotEmpty/,
    what: "a message that nobody can handle",
    async cause(stage) {
      await stage.send(stage.queue(new RegExp(`Cases${followQueue.source}`)), nonsense);
      await stage.app.drained();
    },
    clear: (stage) => stage.empty(stage.queue(followDeadLetters)),
  },
  "function-errors": {
    kind: /(?<!CanaryWalk|Server)Errors$/,
    alarm: /^Cases\.CaseFollowErrors/,
    what: "a function that is called with what it cannot read",
    cause: (stage) =>
      stage.app.invoke(stage.function(caseFollow), {}).then(
        () => {
          throw new Error("it read it");
        },
        () => {},
      ),
    clear: outOfSight,
  },
  "function-throttles": {
    kind: /Throttles$/,
    alarm: /^Messaging\.Throttles/,
    what: "a function without concurrency",
    async cause(stage) {
      const name = stage.function(caseFollow);
      stage.app.stop(name, true);
      await stage.often(6, () => stage.app.invoke(name, {}));
      stage.app.stop(name, false);
    },
    clear: outOfSight,
  },
  "server-errors": {
    kind: /^ServerErrors/,
    alarm: /^Api\.ServerErrors/,
    what: "an API whose function has no concurrency",
    async cause(stage) {
      const [name, anybody] = [stage.function(/Catalogue-Catalogue$/), await stage.as()];
      stage.app.stop(name, true);
      await stage.often(6, () => anybody.call("GET", "/v1/items"));
      stage.app.stop(name, false);
    },
    clear: outOfSight,
  },
  canary: {
    kind: /^CanaryWalkErrors/,
    alarm: /^Api\.CanaryWalkErrors/,
    what: "guides that nobody can read",
    before: (stage) => stage.fire(/^CanarySchedule/),
    async cause(stage) {
      const name = stage.function(/Catalogue-Catalogue$/);
      stage.app.stop(name, true);
      await stage.fire(/^CanarySchedule/).catch(() => {});
      stage.app.stop(name, false);
    },
    async clear(stage) {
      stage.later(6);
      await stage.fire(/^CanarySchedule/);
    },
  },
  slow: {
    kind: /^Slow/,
    alarm: /^Api\.Slow/,
    what: "functions that take three seconds more, for a quarter of an hour",
    async cause(stage) {
      const anybody = await stage.as();
      stage.faults.slowByMs = 3100;
      for (const pause of [5, 5, 0]) {
        await stage.often(10, () => anybody.call("GET", "/v1/items?limit=1"));
        stage.later(pause);
      }
      stage.faults.slowByMs = 0;
    },
    clear: outOfSight,
  },
  "nearly-all-refused": {
    kind: /^NearlyAllRefused/,
    alarm: /^Api\.NearlyAllRefused/,
    what: "tokens that the API takes no more",
    before: async (stage) => stage.later(16),
    async cause(stage) {
      const anybody = await stage.as();
      await stage.often(60, () => anybody.call("GET", "/v1/cases"));
    },
    clear: async (stage) => stage.later(16),
  },
  "many-refusals": {
    kind: /^ManyRefusals/,
    alarm: /^Api\.ManyRefusals/,
    what: "somebody who tries doors",
    async cause(stage) {
      const anybody = await stage.as();
      await stage.often(300, () => anybody.call("GET", "/v1/cases"));
    },
    clear: outOfSight,
  },
  "table-throttled": {
    kind: /(Read|Write)Throttled$/,
    alarm: /^Records\.IndexReadThrottled/,
    what: "a table at its ceiling",
    async cause(stage) {
      const [table, citizen] = [stage.table(/-Cases/), await stage.as("li-min")];
      stage.app.throttle(table, "Read", true);
      await stage.often(10, () => citizen.call("GET", "/v1/cases"));
      stage.app.throttle(table, "Read", false);
    },
    clear: outOfSight,
  },
  "unusual-access": {
    kind: /UnusualAccess$/,
    alarm: /^Cases\.PersonalDataUnusualAccess/,
    what: "a clerk who searches for people again and again",
    async cause(stage) {
      const clerk = await stage.as("chen-fang");
      const body = { phone: "13800003210", reasonCode: "atWindow", reason: "演练：核对窗口来人身份" };
      for (let time = 0; time < 16; time += 1) await clerk.call("POST", "/v1/cases/search", { body });
    },
    clear: outOfSight,
  },
  "old-message": {
    kind: /Old$/,
    alarm: /^Cases\.FollowEventsOld/,
    what: "a queue whose function has no concurrency, for eleven minutes",
    async cause(stage) {
      stage.app.stop(stage.function(caseFollow), true);
      await stage.send(stage.queue(new RegExp(`Cases${followQueue.source}`)), nonsense);
      stage.later(11);
    },
    async clear(stage) {
      stage.app.stop(stage.function(caseFollow), false);
      await stage.app.drained();
      await stage.empty(stage.queue(followDeadLetters));
    },
  },
  "late-relay": {
    kind: /Late$/,
    alarm: /^Cases\.EventsLate/,
    what: "a relay without concurrency, for six minutes",
    async cause(stage) {
      const relay = stage.function(/Cases-EventRelayCases$/);
      stage.app.stop(relay, true);
      await submitted(stage);
      // A stream's records know their second alone.
      await new Promise((resolve) => setTimeout(resolve, 1100));
      stage.later(6);
      stage.app.stop(relay, false);
      await stage.app.drained();
    },
    clear: outOfSight,
  },
  "sweep-stopped": {
    kind: /Stopped$/,
    alarm: /^Cases\.CaseDeadlinesSweepStopped/,
    what: "a sweep that does not run for three of its turns",
    before: (stage) => stage.fire(/^CaseDeadlinesSweepSchedule/),
    cause: async (stage) => stage.later(3 * 60 + 1),
    clear: (stage) => stage.fire(/^CaseDeadlinesSweepSchedule/),
  },
  "owed-result-missing": {
    kind: /missingAlarm$/,
    alarm: /^Cases\.OwedResultsSweepmissingAlarm/,
    what: "a queue that somebody purged",
    async cause(stage) {
      const documents = stage.function(/Documents-OfficialDocuments$/);
      stage.app.stop(documents, true);
      const [clerk, reviewer] = [await stage.as("chen-fang"), await stage.as("wang-lei")];
      const passed = await act(clerk, await submitted(stage), "passPreReview");
      await act(reviewer, passed, "accept");
      await new Promise((resolve) => setTimeout(resolve, 2000));
      await stage.empty(stage.queue(/Documents-DocumentsEventsQueue/));
      stage.app.stop(documents, false);
      await stage.app.drained();
      stage.later(3 * 60);
      await stage.fire(/^OwedResultsSweepSchedule/);
      await stage.app.drained();
    },
    clear: async (stage) => stage.later(day + 1),
  },
  "messages-over-ceiling": {
    kind: /(near|over)CeilingAlarm$/,
    alarm: /^Notices\.NoticeDeadlinesSweepoverCeilingAlarm/,
    what: "a department that spent its month's money on messages",
    async cause(stage) {
      const at = new Date(stage.now()).toISOString();
      const spent = { department: "1001", centifen: policy.monthlyFen * 100, parts: 1 };
      await stage.put(cost, withSpent(undefined, [spent], at));
      await stage.fire(/^NoticeDeadlinesSweepSchedule/);
    },
    clear: async (stage) => stage.later(61),
  },
  "provider-down": {
    kind: /circuitOpenAlarm$/,
    alarm: /^Notices\.NoticeDeadlinesSweepcircuitOpenAlarm/,
    what: "a provider of messages that fails for an hour",
    async cause(stage) {
      const at = (minutes: number) => new Date(stage.now() - minutes * 60_000).toISOString();
      const losses = { "aliyun-sms": { points: 100, at: at(1), since: at(61) } };
      const step = { event: "lowered" as const, at: at(1), actor: { role: "system", id: "drill" } };
      await stage.put(
        circuit,
        circuit.first({ circuitId, losses }, { ...step, trace: childTrace(undefined) }),
      );
      await stage.fire(/^NoticeDeadlinesSweepSchedule/);
    },
    clear: async (stage) => stage.later(61),
  },
  "documents-not-served": {
    kind: /documentsLateAlarm$/,
    alarm: /^Notices\.NoticeDeadlinesSweepdocumentsLateAlarm/,
    what: "a document that nobody posts",
    async cause(stage) {
      const clerk = await stage.as("chen-fang");
      const passed = await act(clerk, await submitted(stage), "passPreReview");
      await act(clerk, passed, "requestSupplement", {
        materials: [{ materialId: "application", reason: "没有签字" }],
      });
      await stage.app.drained();
      stage.later(4 * day + 1);
      await stage.fire(/^NoticeDeadlinesSweepSchedule/);
    },
    clear: async (stage) => stage.later(61),
  },
  "forgotten-3-days": forgotten(3),
  "forgotten-10-days": forgotten(10),
  "calendar-ends": {
    kind: /calendarEndsAlarm$/,
    alarm: /^Cases\.CaseDeadlinesSweepcalendarEndsAlarm/,
    what: "a December without next year's calendar",
    async cause(stage) {
      const clerk = await stage.as("chen-fang");
      const { coveredTo } = (await clerk.ask("GET", "/v1/calendar")).body;
      stage.later((Date.parse(String(coveredTo)) - stage.now()) / 60_000 - 10 * day);
      await stage.fire(/^CaseDeadlinesSweepSchedule/);
    },
    async clear(stage) {
      const clerk = await stage.as("chen-fang");
      const { coveredTo } = (await clerk.ask("GET", "/v1/calendar")).body;
      const store = dynamodbCalendarStore(stage.app.outputs.CalendarTableName ?? "", localTables(stage.app));
      await store.put({
        year: Number(String(coveredTo).slice(0, 4)) + 1,
        source: "made up for a drill",
        holidays: [],
        workdays: [],
        version: 1,
        importedAt: new Date(stage.now()).toISOString(),
        importedBy: "drill",
      });
      stage.later(61);
      await stage.fire(/^CaseDeadlinesSweepSchedule/);
    },
  },
} satisfies Record<string, Drill>;
