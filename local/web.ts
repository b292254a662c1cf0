import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { request } from "node:http";
import { extname, join, normalize } from "node:path";
import { type Listening, listen } from "./engine/server.ts";

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** Scripts, styles and calls of our own origin only. */
const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** The pages as they were built, and the API behind the same origin. */
export const startWeb = ({
  port,
  dist,
  apiUrl,
}: {
  port: number;
  dist: string;
  apiUrl: string;
}): Promise<Listening> =>
  listen((incoming, answer) => {
    const path = new URL(incoming.url ?? "/", "http://web").pathname;
    if (path.startsWith("/v1/")) forward(incoming, answer, apiUrl);
    else void page(path, dist, answer);
  }, port);

function forward(incoming: IncomingMessage, answer: ServerResponse, apiUrl: string): void {
  const { host: _host, ...headers } = incoming.headers;
  const call = request(`${apiUrl}${incoming.url}`, { method: incoming.method, headers }, (reply) => {
    answer.writeHead(reply.statusCode ?? 502, reply.headers);
    reply.pipe(answer);
  });
  call.on("error", () => {
    if (!answer.headersSent) answer.writeHead(502);
    answer.end();
  });
  incoming.pipe(call);
}

async function page(path: string, dist: string, answer: ServerResponse): Promise<void> {
  const file = join(dist, normalize(path));
  const asset = extname(path) ? await readFile(file).catch(() => undefined) : undefined;
  // Places inside the app are the app's to know; a missing asset is missing.
  if (extname(path) && !asset) {
    answer.writeHead(404).end();
    return;
  }
  const body = asset ?? (await readFile(join(dist, "index.html")));
  answer.writeHead(200, {
    "content-type": types[asset ? extname(path) : ".html"] ?? "application/octet-stream",
    "content-security-policy": contentSecurityPolicy,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control":
      asset && path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
  });
  answer.end(body);
}
