import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context } from "aws-lambda";
import type { PersonSearchStore } from "#shared/cases/dynamodb-person-search.ts";
import { personIndex } from "#shared/cases/person-index.ts";
import type { CaseHead } from "#shared/cases/record.ts";
import { consultationsPublic } from "#shared/consultation/public.ts";
import { consultation, said } from "#shared/consultation/record.ts";
import type { Accesses } from "#shared/kernel/accesses/access.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { noticesPublic } from "#shared/notices/public.ts";
import { address, preference } from "#shared/notices/record.ts";
import { policiesPublic } from "#shared/policies/public.ts";
import { policy, policyMatch, subscriber } from "#shared/policies/record.ts";
import { sureSignIn } from "#test/support/call-route.ts";
import { memoryAccesses } from "#test/support/memory-accesses.ts";
import { memoryCaseStore } from "#test/support/memory-case-store.ts";
import { memoryRecordStore } from "#test/support/memory-record-store.ts";
import { testMarks } from "#test/support/page-marks.ts";
import { standingBy } from "#test/support/standing.ts";
import { personalDataApi } from "../../../functions/cases/personal-data/personal-data.ts";
import { form, openSample, person } from "../cases/samples.ts";

export const now = "2026-11-23T02:00:00.000Z";
/** Everything by which the sample's applicant could be recognised. */
export const personal = Object.values(person.person.applicant).filter((value) => value !== "residentId");

export type Someone = { sub: string; role: string; department?: string };
export const citizen: Someone = { sub: "li-min", role: "citizen" };
export const clerk: Someone = { sub: "chen-fang", role: "clerk", department: "1001" };
export const reviewer: Someone = { sub: "wang-lei", role: "reviewer", department: "1001" };
export const elsewhere: Someone = { sub: "zhao-na", role: "reviewer", department: "1017" };
export const supervisor: Someone = { sub: "liu-yang", role: "supervisor" };

type Call = { caseNumber?: string; query?: Record<string, string>; body?: unknown };

/** Cases in memory, and who looked at them; `fails` is what the access log cannot do. */
export function open(more: { fails?: "log" | "logSearch"; secrets?: string[] } = {}) {
  const store = memoryCaseStore();
  const index = personIndex(async () => more.secrets ?? ["secret"]);
  const found = new Map<string, string[]>();
  const kept = memoryAccesses();
  const { looks, searched: searches } = kept;
  /** What was done, in its order. */
  const done: string[] = [];
  const takes = async (name: "log" | "logSearch") => {
    // A turn of the event loop, so that an answer that does not wait comes first.
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (more.fails === name) throw new Error("the table does not answer");
    done.push(name);
  };
  const search: PersonSearchStore = {
    find: async (_kind, keys, limit) => keys.flatMap((key) => found.get(key) ?? []).slice(0, limit),
  };
  const accesses: Accesses = {
    ...kept,
    async record(subject, look) {
      await takes("log");
      await kept.record(subject, look);
    },
    async recordSearch(asked) {
      await takes("logSearch");
      await kept.recordSearch(asked);
    },
  };
  const handler = httpApi(
    personalDataApi({
      ...{ store, search, accesses, index, standing: standingBy(), now: () => now },
      notices: noticesPublic({
        inbox: { list: async () => ({ items: [], next: undefined }) },
        addresses: memoryRecordStore(address),
        preferences: memoryRecordStore(preference),
      }),
      consultations: consultationsPublic({
        store: memoryRecordStore(consultation),
        said: memoryRecordStore(said),
      }),
      policies: policiesPublic({
        policies: memoryRecordStore(policy),
        matches: memoryRecordStore(policyMatch),
        subscribers: memoryRecordStore(subscriber),
      }),
    }),
    { perMinute: 10_000, accesses, now: () => now, marks: testMarks },
  );

  return {
    store,
    looks,
    searches,
    done,
    /** A case that can be found by its applicant's numbers. */
    async keep(head: CaseHead = openSample()): Promise<CaseHead> {
      await store.write(head, { form, person });
      for (const key of Object.values(await index.keysOf(person.person)))
        found.set(key, [...(found.get(key) ?? []), head.caseNumber]);
      return head;
    },
    async call(routeKey: string, who: Someone | undefined, { caseNumber, query, body }: Call = {}) {
      const event = {
        routeKey,
        pathParameters: caseNumber === undefined ? undefined : { caseNumber },
        queryStringParameters: query,
        headers: { "content-type": "application/json", "accept-language": "en" },
        body: body === undefined ? undefined : JSON.stringify(body),
        isBase64Encoded: false,
        requestContext: {
          http: { sourceIp: "192.0.2.1" },
          ...(who && { authorizer: { jwt: { claims: sureSignIn(who), scopes: [] } } }),
        },
      } as unknown as APIGatewayProxyEventV2WithJWTAuthorizer;
      const result = await handler(event, { awsRequestId: "request-1" } as Context);
      done.push("answered");
      const text = result.body ?? "null";
      return {
        status: result.statusCode ?? 0,
        headers: result.headers ?? {},
        text,
        body: JSON.parse(text) as Record<string, unknown>,
      };
    },
  };
}
