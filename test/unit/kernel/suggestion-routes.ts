import { beforeEach } from "vitest";
import { calendar } from "#shared/kernel/calendar/calendar.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { type Claims, callRoute, type RouteCall } from "#test/support/call-route.ts";
import { memoryRecordStore } from "#test/support/memory-record-store.ts";
import { testMarks } from "#test/support/page-marks.ts";
import { type Suggestion, suggestion } from "#test/toy/shared/suggestions/record.ts";
import { caseNumberNo } from "#test/unit/ratings/samples.ts";
import { suggestions } from "../../toy/functions/suggestions/suggestions/suggestions.ts";

export const caseNumber = caseNumberNo(1);
export const citizen = { sub: "citizen-1", role: "citizen", identityLevel: "realName" };
export const clerk = { sub: "clerk-1", role: "clerk", department: "1001", identityLevel: "realName" };
export const supervisor = { sub: "supervisor-1", role: "supervisor", identityLevel: "realName" };

/** The routes of suggestions over an empty store, anew before each test. */
export function suggestionRoutes() {
  let store: RecordStore<Suggestion, (typeof suggestion)["indexes"]>;
  let handler: ReturnType<typeof httpApi>;
  const open = (given: typeof store) => {
    store = given;
    handler = httpApi(
      suggestions({
        store,
        cases: {
          factsOf: async (number) =>
            (number === caseNumber ? { applicantId: "citizen-1", department: "1001" } : undefined) as never,
        },
        calendar: async () => calendar,
        now: () => "2026-03-02T02:00:00.000Z",
      }),
      { marks: testMarks },
    );
  };
  beforeEach(() => open(memoryRecordStore(suggestion)));

  const call = (
    who: Claims,
    routeKey: string,
    { id, ...more }: Omit<RouteCall, "path"> & { id?: string } = {},
  ) => callRoute(handler, who, routeKey, { ...more, ...(id && { path: { suggestionId: id } }) });

  const make = (key: string, text = "请放一把椅子", who: Claims = citizen) =>
    call(who, "POST /v1/suggestions", { body: { caseNumber, text }, headers: { "idempotency-key": key } });
  const take = (
    who: Claims,
    id: unknown,
    action: string,
    { version, key, words = "已放置" }: { version: number | string; key?: string; words?: string },
  ) =>
    call(who, `POST /v1/suggestions/{suggestionId}/actions/${action}`, {
      id: String(id),
      body: { words },
      headers: {
        "if-match": typeof version === "string" ? version : `"${version}"`,
        ...(key && { "idempotency-key": key }),
      },
    });

  return { open, call, make, take, store: () => store };
}
