import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context, SQSRecord } from "aws-lambda";
import { shippedCatalogue } from "#data/index.ts";
import type { CaseEvent } from "#events/case.ts";
import { decide, type NewCase } from "#shared/cases/decide.ts";
import type { CommandAction } from "#shared/cases/lifecycle-table.ts";
import type { CaseHead } from "#shared/cases/record.ts";
import { caseRecord } from "#shared/cases/record.ts";
import { calendar } from "#shared/kernel/calendar/calendar.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import type { Role } from "#shared/kernel/http/contract.ts";
import { licenceTypeNamed } from "#shared/licences/licence-types.ts";
import { licenceNumberOf } from "#shared/licences/numbering.ts";
import { type Licence, licence } from "#shared/licences/record.ts";
import { sm2Signer } from "#shared/licences/signing.ts";
import { sureSignIn } from "#test/support/call-route.ts";
import { memoryAccesses } from "#test/support/memory-accesses.ts";
import { memoryLicenceUses } from "#test/support/memory-licence-uses.ts";
import { memoryRecordStore } from "#test/support/memory-record-store.ts";
import { testMarks } from "#test/support/page-marks.ts";
import { standingBy, testKeys } from "#test/support/standing.ts";
import { clerk, form, openSample, person, reviewer, traceparent } from "#test/unit/cases/samples.ts";
import {
  type IssuingDeps,
  licenceIssuing,
} from "../../../functions/licences/licence-issuing/licence-issuing.ts";
import { type LicencesDeps, licencesApi } from "../../../functions/licences/licences/licences.ts";

export const record = {} as SQSRecord;
export type LicenceStore = LicencesDeps["store"];
export const memoryLicences = (): LicenceStore => memoryRecordStore(licence);
export const signer = sm2Signer(async () => ["the current secret"]);

export const item = (() => {
  const found = shippedCatalogue().find(({ name }) => name.zh === "食品经营许可（新办）");
  if (!found) throw new Error("the flagship item is gone");
  return found;
})();

/** What the bus carries of a case's last step. */
export const bodyOf = (head: CaseHead): string => {
  const event = caseRecord.eventOf(head) as CaseEvent;
  return JSON.stringify({ "detail-type": event.type, source: event.source, detail: event });
};

/** A case that was approved at an instant; the same key gives the same case. */
export function approved(key: string, at: string, more: Partial<NewCase> = {}): CaseHead {
  const opened = openSample({ key, ...more }, at);
  const steps: [CommandAction, typeof clerk][] = opened.item.instant
    ? [["decideOnTheSpot", clerk]]
    : [
        ["passPreReview", clerk],
        ["accept", clerk],
        ["approve", reviewer],
      ];
  return steps.reduce((head, [action, actor]) => {
    const decision = decide(head, { action, actor, traceparent }, at, calendar);
    if ("refused" in decision) throw new Error(`${action}: ${decision.refused}`);
    return decision.record;
  }, opened);
}

/** The function that issues, for these cases. */
export const issuing = (store: LicenceStore, heads: CaseHead[], more: Partial<IssuingDeps> = {}) =>
  licenceIssuing({
    store,
    signer,
    keys: testKeys,
    cases: {
      async recordOf(number) {
        const head = heads.find(({ caseNumber }) => caseNumber === number);
        return head && { head, form, person: person.person };
      },
    },
    items: { version: async (_code, version) => ({ item, version }) },
    ...more,
  });

/** The id of the licence that the approval of a case issues, of the flagship's type unless another is given. */
export function idOf(
  { caseNumber }: CaseHead,
  typeName = item.result.licenceType ?? "",
  attempt = 0,
): string {
  const type = licenceTypeNamed(typeName);
  if (!type) throw new Error(`there is no licence ${typeName}`);
  return licenceNumberOf(type, { caseNumber, answers: form.answers }, attempt).licenceId;
}

export async function issued(store: LicenceStore, head: CaseHead): Promise<Licence> {
  await issuing(store, [head])(bodyOf(head), record);
  const found = await store.read(idOf(head));
  if (!found) throw new Error("nothing was issued");
  return found;
}

/** As the office left it. */
export const inState = (before: Licence, state: Licence["state"]): Licence =>
  licence.next(
    before,
    { state },
    {
      event: "stateChanged",
      at: before.issuedAt,
      actor: { role: "reviewer", id: office.sub },
      trace: traceparent,
      words: "依法处理",
    },
  );

export type Someone = { sub: string; role: Role; department?: string };
export const holder: Someone = { sub: "li-min", role: "citizen" };
export const office: Someone = { sub: "wang-lei", role: "reviewer", department: "1001" };

type Call = {
  path?: Record<string, string>;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: unknown;
};

/** Calls the function as API Gateway does. */
export function caller(store: LicenceStore, now: string, more: Partial<LicencesDeps> = {}) {
  const deps = {
    store,
    uses: memoryLicenceUses(),
    signer,
    standing: standingBy(),
    pagesUrl: "https://pages.example.org",
  };
  const handler = httpApi(licencesApi({ ...deps, now: () => now, ...more }), {
    accesses: memoryAccesses(),
    marks: testMarks,
  });
  return async (routeKey: string, who: Someone | undefined, { path, query, headers, body }: Call = {}) => {
    const event = {
      routeKey,
      pathParameters: path,
      queryStringParameters: query,
      headers: { "content-type": "application/json", "accept-language": "en", ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
      isBase64Encoded: false,
      requestContext: {
        http: { sourceIp: "192.0.2.1" },
        ...(who && { authorizer: { jwt: { claims: sureSignIn(who), scopes: [] } } }),
      },
    } as unknown as APIGatewayProxyEventV2WithJWTAuthorizer;
    const result = await handler(event, { awsRequestId: "request-1" } as Context);
    const text = result.body ?? "null";
    return {
      status: result.statusCode ?? 0,
      headers: result.headers ?? {},
      text,
      body: JSON.parse(text) as Record<string, unknown>,
    };
  };
}
