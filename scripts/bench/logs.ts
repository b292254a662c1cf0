import type { Deployed } from "./deployed.ts";

const requestId = "8286a188-ba32-4475-8077-530cd35c09a9";
const tracing = {
  spanId: "54565fb41ac79632",
  type: "X-Amzn-Trace-Id",
  value: "Root=1-62e900b2-710d76f009d6e7785905449a;Parent=0efbd19962d95b05;Sampled=1",
};
const metrics = { durationMs: 120.45, billedDurationMs: 121, memorySizeMB: 512, maxMemoryUsedMB: 128 };
const time = "2026-11-26T10:00:00.000Z";

/** What Lambda itself logs of each invocation that goes well, in JSON; from WARN on nothing. Its docs, "system logs". */
const platformLines = [
  { time, type: "platform.start", record: { requestId, version: "$LATEST", tracing } },
  { time, type: "platform.report", record: { requestId, metrics, tracing, status: "success" } },
];

/** Values of a usual request, by the name of API Gateway's variable; what is not there is logged as `-`. */
const requestValues: Record<string, string> = {
  requestId: "JKJaXmPLvHcESHA=",
  requestTime: "26/Nov/2026:10:00:00 +0000",
  routeKey: "POST /v1/cases/{caseNumber}/actions/accept",
  status: "200",
  responseLength: "1024",
  responseLatency: "120",
  integrationLatency: "115",
};

/** In each line of a function's on Lambda, and in none here. */
const traceInLine = ',"xray_trace_id":"1-62e900b2-710d76f009d6e7785905449a"';

export type LogBytes = { functions: number; platform: number; access: number };

/** Bytes that CloudWatch takes in: functions' lines as counted, the platform's and the API's as they usually are. */
export function logBytesOf(
  logged: { lines: number; bytes: number },
  invocations: Readonly<Record<string, number>>,
  requests: number,
  { functions, accessLogFormat }: Pick<Deployed, "functions" | "accessLogFormat">,
): LogBytes {
  const ofInvocation = platformLines.reduce((sum, line) => sum + JSON.stringify(line).length, 0);
  const verbose = functions.filter(({ systemLogLevel }) => systemLogLevel !== "WARN");
  const access = accessLogFormat.replace(/\$context\.([\w.]+)/g, (_, name) => requestValues[name] ?? "-");
  return {
    functions: logged.bytes + logged.lines * traceInLine.length,
    platform: verbose.reduce((sum, { name }) => sum + (invocations[name] ?? 0) * ofInvocation, 0),
    access: requests * access.length,
  };
}
