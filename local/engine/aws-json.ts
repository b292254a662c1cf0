import type { RequestListener } from "node:http";
import { Agent, request } from "node:http";
import { callerIn } from "./iam/caller.ts";
import { readBody } from "./server.ts";

const agent = new Agent({ keepAlive: true });

export class AwsError extends Error {
  readonly status: number;
  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = code;
    this.status = status;
  }
}

/**
 * Calls an AWS JSON-protocol operation, e.g. `DynamoDB_20120810.ListTables`. The engine polls streams many times
 * a second on the same two cores as the functions: a bare request costs a fraction of an SDK client's.
 */
export function callAws<T>(endpoint: string, target: string, body: unknown): Promise<T> {
  const payload = Buffer.from(JSON.stringify(body));
  const headers = {
    "content-type": "application/x-amz-json-1.0",
    "content-length": payload.length,
    "x-amz-target": target,
    authorization:
      "AWS4-HMAC-SHA256 Credential=S3RVER/20200101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
    "x-amz-date": "20200101T000000Z",
  };
  return new Promise((resolve, reject) => {
    const call = request(endpoint, { method: "POST", agent, headers, timeout: 30_000 }, (response) => {
      readBody(response).then((data) => {
        const answer = data.length > 0 ? (JSON.parse(data.toString()) as Record<string, unknown>) : {};
        if (response.statusCode === 200) return resolve(answer as T);
        const code = String(answer.__type ?? "UnknownError").replace(/^.*#/, "");
        const message = answer.message ?? answer.Message ?? `${target} answered ${response.statusCode}`;
        reject(new AwsError(code, String(message), response.statusCode));
      }, reject);
    });
    call.on("timeout", () => call.destroy(new Error(`${target} at ${endpoint} did not answer in 30 s`)));
    call.on("error", reject);
    call.end(payload);
  });
}

export type Operation = (input: Record<string, unknown>) => unknown;
/** What AWS would say to refuse the call to this caller; undefined when it may. */
export type Refusal = (caller: string, target: string, input: Record<string, unknown>) => string | undefined;

/** Serves AWS JSON-protocol operations, keyed by their x-amz-target, e.g. `AWSEvents.PutEvents`. */
export function serveAws(operations: Record<string, Operation>, refusal: Refusal): RequestListener {
  return (incoming, response) => {
    const answer = (status: number, body: unknown) => {
      response.writeHead(status, { "content-type": "application/x-amz-json-1.1" });
      response.end(JSON.stringify(body));
    };
    const run = async () => {
      const target = String(incoming.headers["x-amz-target"] ?? "");
      const operation = operations[target];
      if (!operation) throw new AwsError("UnknownOperationException", `Not run on this machine: ${target}`);
      const input = JSON.parse((await readBody(incoming)).toString() || "{}");
      const refused = refusal(callerIn(incoming.headers.authorization), target, input);
      if (refused) throw new AwsError("AccessDeniedException", refused);
      answer(200, await operation(input));
    };
    run().catch((error: Error) => {
      const status = error instanceof AwsError ? error.status : 500;
      answer(status, {
        __type: status === 500 ? "InternalFailure" : error.name,
        message: error.message,
      });
    });
  };
}
