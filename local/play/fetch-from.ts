import { request } from "node:http";
import { readBody } from "#local/engine/server.ts";

export type Fetch = (
  url: string,
  options: {
    method: string;
    headers: Record<string, string>;
    redirect: "manual";
    body?: string | Uint8Array<ArrayBuffer>;
  },
) => Promise<Response>;

/** `fetch` as somebody at another address of this machine: Linux has all of 127.0.0.0/8. */
export const fetchFrom =
  (localAddress: string): Fetch =>
  (url, { method, headers, body }) =>
    new Promise((resolve, reject) => {
      const call = request(url, { method, localAddress, headers }, async (answer) => {
        const bytes = await readBody(answer);
        const pairs = Object.entries(answer.headersDistinct).flatMap(([name, values = []]) =>
          values.map((value): [string, string] => [name, value]),
        );
        const status = answer.statusCode ?? 502;
        resolve(new Response(bytes.length > 0 ? new Uint8Array(bytes) : null, { status, headers: pairs }));
      });
      call.on("error", reject);
      call.end(body);
    });
