import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import middy from "@middy/core";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { Accesses } from "#shared/kernel/accesses/access.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { defineLogs, inTrace, log, logger } from "#shared/kernel/logging/logger.ts";
import { isKnown, problemOf, toResult } from "./answer.ts";
import { routeKey } from "./contract.ts";
import { directoryOf } from "./dynamodb-directory.ts";
import { cameFrom } from "./front-door.ts";
import { limitsCalls } from "./limited.ts";
import { localeOf } from "./locale.ts";
import { recordsOpening } from "./opened.ts";
import { type PageMarks, pageMarksOf, withMark } from "./page-marks.ts";
import { httpProblems, problemBody } from "./problem.ts";
import { rateLimit } from "./rate-limit.ts";
import { requestOf } from "./read-request.ts";
import type { ApiEvent, Route } from "./route.ts";
import { childTrace } from "./trace.ts";
import { refusesWhoLeft, type StaffDirectory } from "./who-left.ts";

/** What contexts make their routes with. */
export { type ApiAnswer, type ApiRequest, type RawRequest, type Route, route } from "./route.ts";

const logs = defineLogs("http", {
  refused: {
    level: "info",
    text: "a call was refused; who made it stands in the security log, by the call's id",
  },
  throughFrontDoor: {
    level: "info",
    text: "a call came through the front door; from where stands in the firewall's log, by the door's id",
  },
});

/** What somebody who tries doors gets. */
const isRefusal = (status: number): boolean => [401, 403, 404, 429].includes(status);

/**
 * A Lambda handler for HTTP API routes: input checked against the contract, every failure answered as
 * problem+json in the caller's language.
 */
export function httpApi(
  routes: Route[],
  options: {
    perMinute?: number;
    accesses?: Pick<Accesses, "record"> & Partial<Pick<Accesses, "count">>;
    directory?: StaffDirectory;
    now?: Clock;
    frontDoorKey?: string;
    marks?: PageMarks;
  } = {},
) {
  const contracts = routes.map(({ contract }) => contract);
  const recordOpening = recordsOpening(contracts, options.accesses, options.now);
  const limitCall = limitsCalls(contracts, options.accesses, options.now);
  const admit = refusesWhoLeft(options.directory ?? directoryOf(), options.now);
  const marks = options.marks ?? pageMarksOf();
  const byKey = new Map(routes.map((route) => [routeKey(route.contract), route]));
  const limit = rateLimit(options.perMinute ?? Number(process.env.RATE_LIMIT_PER_MINUTE ?? 600));

  const answerTo = async (event: ApiEvent, requestId: string, traceparent: string) => {
    const locale = localeOf(event.headers["accept-language"]);
    const { address, door } = cameFrom(event, options.frontDoorKey);
    // The security log holds the edge's address: this line leads from a call to whose it was.
    if (door) log(logs.throughFrontDoor, { call: event.requestContext.requestId, door });
    try {
      const found = byKey.get(event.routeKey);
      if (!found) throw httpProblems.notFound();
      const claims = event.requestContext.authorizer?.jwt?.claims;
      limit(String(claims?.sub ?? address));
      const request = await requestOf(found, event, { traceparent, address, admit, marks });
      await limitCall(found.contract, request.caller);
      const answer = await withMark(
        await found.handle(request),
        found.contract,
        event,
        request.caller,
        marks,
      );
      await recordOpening(found.contract, request.caller, answer.opened);
      if (isKnown(answer, found.contract, event.headers["if-none-match"]))
        return toResult({ status: 304, headers: answer.headers }, locale);
      return toResult(answer, locale, found.contract.answers[answer.status]?.content);
    } catch (error) {
      const problem = problemOf(error, requestId);
      const { status, code } = problem;
      if (isRefusal(status))
        log(logs.refused, { problem: code, status, call: event.requestContext.requestId });
      return toResult(
        { status: problem.status, body: problemBody(problem, locale), headers: problem.headers },
        locale,
        "application/problem+json; charset=utf-8",
      );
    }
  };

  return middy<ApiEvent, APIGatewayProxyStructuredResultV2>()
    .use(injectLambdaContext(logger, { clearState: true }))
    .handler((event, { awsRequestId }) => {
      const traceparent = childTrace(event.headers.traceparent);
      return inTrace(traceparent, () => answerTo(event, awsRequestId, traceparent));
    });
}
