import { request } from "node:http";
import { type Listening, listen, readBody } from "../server.ts";

/**
 * Stands before another engine than ours. Amazon's keeps what each access key wrote apart and takes no hyphen in a key;
 * functions have a key each, by their names. So here all of them are one caller: who may do what was asked before.
 */
export const oneCaller = (target: string): Promise<Listening> =>
  listen(async (incoming, response) => {
    const body = await readBody(incoming);
    const { host: _host, authorization = "", ...headers } = incoming.headers;
    const forward = request(
      target,
      {
        method: incoming.method,
        path: "/",
        headers: {
          ...headers,
          authorization: authorization.replace(/Credential=[^/]*\//, "Credential=tongban/"),
        },
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    forward.on("error", () => response.writeHead(502).end());
    forward.end(body);
  });
