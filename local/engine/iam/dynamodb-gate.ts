import { connect, createServer, type Socket } from "node:net";
import type { Listening } from "../server.ts";
import { callerIn } from "./caller.ts";
import type { Gate } from "./gate.ts";
import type { Request } from "./policy.ts";
import { dynamodbRequests, type Place } from "./requests.ts";

const endOfHead = Buffer.from("\r\n\r\n");
const headerIn = (head: string, name: string): string | undefined =>
  new RegExp(`^${name}:\\s*(.*?)\\s*$`, "im").exec(head)?.[1];

function answer(status: string, type: string, message: string): string {
  const body = JSON.stringify({ __type: `com.amazon.coral.service#${type}`, Message: message });
  return `HTTP/1.1 ${status}\r\ncontent-type: application/x-amz-json-1.0\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/**
 * Stands between functions and the DynamoDB engine. Every write and read of the platform passes here, on the cores that
 * the functions run on: so it reads the requests alone, and hands bytes on as they came.
 */
export async function dynamodbGate(
  target: string,
  gate: Gate,
  place: Place,
  throttled: (requests: readonly Request[]) => string | undefined = () => undefined,
): Promise<Listening> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();

  const refusal = (head: string, body: Buffer): string | undefined => {
    const caller = callerIn(headerIn(head, "authorization"));
    if (!gate.isFunction(caller))
      return answer(
        "400 Bad Request",
        "UnrecognizedClientException",
        "The security token included in the request is invalid.",
      );
    try {
      const requests = dynamodbRequests(
        place,
        headerIn(head, "x-amz-target") ?? "",
        JSON.parse(body.toString() || "{}"),
      );
      const refused = gate.refusalOf(caller, requests);
      if (refused) return answer("400 Bad Request", "AccessDeniedException", refused);
      const late = throttled(requests);
      return late && answer("400 Bad Request", "ThrottlingException", late);
    } catch (error) {
      return answer("400 Bad Request", "ValidationException", String(error));
    }
  };

  const serve = (client: Socket): void => {
    const engine = connect(Number(port || 80), hostname);
    for (const socket of [client, engine]) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => {
        open.delete(socket);
        client.destroy();
        engine.destroy();
      });
    }
    engine.pipe(client);
    let waiting: Buffer = Buffer.alloc(0);
    client.on("data", (chunk: Buffer) => {
      waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
      for (;;) {
        const end = waiting.indexOf(endOfHead);
        if (end === -1) return;
        const head = waiting.toString("latin1", 0, end);
        const length = headerIn(head, "content-length");
        if (length === undefined)
          return void client.end(
            answer("411 Length Required", "SerializationException", "A length is needed."),
          );
        const total = end + endOfHead.length + Number(length);
        if (waiting.length < total) return;
        const refused = refusal(head, waiting.subarray(end + endOfHead.length, total));
        if (refused) client.write(refused);
        else engine.write(waiting.subarray(0, total));
        waiting = waiting.subarray(total);
      }
    });
  };

  const server = createServer(serve);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const bound = (server.address() as { port: number }).port;
  return {
    url: `http://127.0.0.1:${bound}`,
    port: bound,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
