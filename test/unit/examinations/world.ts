import type { SQSRecord } from "aws-lambda";
import type { TongbanEvent } from "#events/define-event.ts";
import { madeUpIdNumber } from "#local/made-up-identity.ts";
import type { ExaminedCase } from "#shared/examinations/examined-case.ts";
import { hearing } from "#shared/examinations/hearings/record.ts";
import { inspection } from "#shared/examinations/inspections/record.ts";
import { interestedParty } from "#shared/examinations/parties/record.ts";
import { calendar } from "#shared/kernel/calendar/calendar.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { type Claims, callRoute, type RouteCall } from "#test/support/call-route.ts";
import { memoryAccesses } from "#test/support/memory-accesses.ts";
import { memoryPartyStore } from "#test/support/memory-party-store.ts";
import { memoryRecordStore } from "#test/support/memory-record-store.ts";
import { caseNumberNo, itemCode } from "#test/unit/ratings/samples.ts";
import { sweepExaminations } from "../../../functions/examinations/examination-deadlines/examination-deadlines.ts";
import { examinationFollow } from "../../../functions/examinations/examination-follow/examination-follow.ts";
import { examinations } from "../../../functions/examinations/examinations/examinations.ts";

export const caseNumber = caseNumberNo(1);
const verified = (seed: string) => ({
  identityLevel: "realName",
  id_type: "residentId",
  id_number: madeUpIdNumber(seed),
});
export const citizen = { sub: "citizen-1", role: "citizen", name: "李敏", ...verified("citizen-1") };
export const neighbour = { sub: "citizen-2", role: "citizen", name: "王芳", ...verified("citizen-2") };
export const clerk = { sub: "clerk-1", role: "clerk", department: "1001" };
export const reviewer = { sub: "reviewer-1", role: "reviewer", department: "1001" };
export const colleague = { sub: "reviewer-2", role: "reviewer", department: "1001" };
export const stranger = { sub: "reviewer-9", role: "reviewer", department: "1002" };
/** Whom the case is shown to as well: somebody who acts for the applicant. */
export const agent = { sub: "agent-1", role: "citizen" };
export const supervisor = { sub: "supervisor-1", role: "supervisor" };

type Body = Record<string, unknown> & { version: number };
const ids = { inspections: "inspectionId", hearings: "hearingId", "interested-parties": "partyId" } as const;
export type Plural = keyof typeof ids;

/** The context on memory stores: one accepted case, whose facts a test may change. */
export function examinationWorld(opening: string) {
  const stores = {
    inspections: memoryRecordStore(inspection),
    hearings: memoryRecordStore(hearing),
    parties: memoryPartyStore(),
  };
  const definitions = { inspections: inspection, hearings: hearing, parties: interestedParty };
  const moment = { now: opening };
  const of: ExaminedCase = {
    caseNumber,
    department: "1001",
    itemCode,
    applicantId: citizen.sub,
    handlers: [reviewer.sub],
    lastSteppedBy: [],
    version: 3,
    isExamined: true,
    needs: [],
  };
  const accesses = memoryAccesses();
  const deps = {
    ...stores,
    isOneself: async () => false,
    accesses,
    cases: {
      examinedOf: async (number: string) => (number === caseNumber ? of : undefined),
      mayReadCase: async (
        number: string,
        { role, id, department }: { role: string; id: string; department?: string | undefined },
      ) =>
        number === caseNumber &&
        (role === "citizen" ? [of.applicantId, agent.sub].includes(id) : department === of.department),
    },
    calendar: async () => calendar,
    now: () => moment.now,
  };
  const handler = httpApi(examinations(deps), { accesses, now: deps.now });
  const follow = examinationFollow(deps);
  let serial = 0;
  const call = (who: Claims, route: string, more?: RouteCall) => callRoute(handler, who, route, more);
  return {
    ...stores,
    of,
    moment,
    call,
    at(instant: string) {
      moment.now = instant;
    },
    begin(who: Claims, plural: Plural, body: object) {
      serial += 1;
      const headers = { "idempotency-key": `begin-${serial}-begin` };
      return call(who, `POST /v1/${plural}`, { headers, body: { caseNumber, ...body } });
    },
    look: (who: Claims, plural: Plural, id: unknown) =>
      call(who, `GET /v1/${plural}/{${ids[plural]}}`, { path: { [ids[plural]]: String(id) } }),
    async act(who: Claims, plural: Plural, id: unknown, action: string, body: object = {}) {
      const store = { ...stores, "interested-parties": stores.parties }[plural];
      const version = (await store.read(String(id)))?.version;
      return call(who, `POST /v1/${plural}/{${ids[plural]}}/actions/${action}`, {
        path: { [ids[plural]]: String(id) },
        body,
        headers: { "if-match": `"${version}"` },
      });
    },
    /** The event of a record as it stands, as the relay would publish it. */
    async eventOf(name: keyof typeof definitions, id: unknown): Promise<TongbanEvent> {
      const record = await stores[name].read(String(id));
      const event = record && definitions[name].eventOf(record as never);
      if (!event) throw new Error("there is no event");
      return event;
    },
    deliver: (event: TongbanEvent) =>
      follow(JSON.stringify({ "detail-type": event.type, detail: event }), {} as SQSRecord),
    sweep: () => sweepExaminations(deps),
  };
}
export type World = ReturnType<typeof examinationWorld>;
export const idOf = ({ body }: { body: Record<string, unknown> }): string =>
  String((body as Body).inspectionId ?? (body as Body).hearingId ?? (body as Body).partyId);
