import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { extname, join, normalize } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import {
  cacheControl,
  contentSecurityPolicy,
  contentTypeOf,
  type PageSettings,
  permissionsPolicy,
} from "#infra/page-policy.ts";
import { type Listening, listen } from "./engine/server.ts";

const pack = promisify(gzip);

/** Where environment `local` has the pages. */
export const pagesInTemplate = "http://127.0.0.1:8790";

type App = { apiUrl: string; issuer: string; endpoints: { s3: string } };
type Web = {
  port: number;
  /** The pages as they were built. */
  dist: string;
  /** Asked with each page: the pages are there before the app is. */
  app: () => App | undefined;
};

/** The pages as CloudFront serves them: same policy, same fallback, the API on an origin of its own. */
export const startWeb = ({ port, dist, app }: Web): Promise<Listening> =>
  listen((incoming, answer) => {
    const path = normalize(new URL(incoming.url ?? "/", "http://web").pathname).replace(/^\/+/, "");
    const running = app();
    if (running) void serve(path, dist, running, answer);
    else answer.writeHead(503, { "retry-after": "2" }).end();
  }, port);

async function serve(path: string, dist: string, app: App, answer: ServerResponse) {
  const { apiUrl, issuer, endpoints } = app;
  const headers = {
    "content-security-policy": contentSecurityPolicy({
      api: apiUrl,
      issuer: [issuer],
      documents: endpoints.s3,
    }),
    "permissions-policy": permissionsPolicy,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": cacheControl(path),
  };
  if (path === "config.json") {
    const idleMinutes = { staff: 30, citizen: 60 };
    const settings: PageSettings = { apiUrl, issuer, clientId: "tongban-web", idleMinutes };
    answer.writeHead(200, { ...headers, "content-type": "application/json" }).end(JSON.stringify(settings));
    return;
  }
  const asset = extname(path) ? await readFile(join(dist, path)).catch(() => undefined) : undefined;
  // Places inside the app are the app's to know.
  const body = asset ?? (await readFile(join(dist, "index.html")));
  const type = contentTypeOf(asset ? path : "index.html");
  // Packed, as CloudFront does it for browsers.
  answer
    .writeHead(200, { ...headers, "content-type": type, "content-encoding": "gzip" })
    .end(await pack(body));
}
