import i18next from "i18next";
import { settings } from "../app/settings.ts";
import { sessions } from "../sign-in/session.ts";
import { dataOf } from "./answer.ts";
import { whileJustChanged } from "./just-changed.ts";

/** One wrong thing in what was sent; `path` is a pointer such as `body/answers/shopName`. */
export type FieldError = { path: string; code: string; message: string };

/** A refusal of the API (RFC 9457), in the page's language. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: FieldError[];
  /** The version that the record has now, where that is why. */
  readonly currentVersion: number | undefined;
  /** Seconds after which it may be tried again. */
  readonly retryAfter: number | undefined;
  constructor(
    status: number,
    body: { detail?: string; code?: string; errors?: FieldError[]; currentVersion?: number },
    retryAfter?: number,
  ) {
    super(body.detail ?? "");
    this.name = "ApiProblem";
    this.status = status;
    this.code = body.code ?? "";
    this.errors = body.errors ?? [];
    this.currentVersion = body.currentVersion;
    this.retryAfter = retryAfter;
  }
}

type Options = { body?: unknown; headers?: Record<string, string> };

type Method = "GET" | "POST" | "PUT" | "DELETE";

/** @throws ApiProblem what the API refused; TypeError when it was not reached */
export const call = <Body>(method: Method, path: string, options: Options = {}): Promise<Body> =>
  method === "GET" || options.headers?.["idempotency-key"]
    ? whileJustChanged(() => callOnce<Body>(method, path, options))
    : callOnce(method, path, options);

async function callOnce<Body>(method: Method, path: string, { body, headers = {} }: Options): Promise<Body> {
  const { apiUrl } = await settings();
  const token = sessions.current()?.token;
  const response = await fetch(`${apiUrl}${path}`, {
    method,
    headers: {
      "accept-language": i18next.language,
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const content = await dataOf(response);
  if (response.ok) return content as Body;
  // The token is no longer taken: whatever the page was doing goes on after signing in again.
  if (response.status === 401 && token) sessions.end();
  const retryAfter = Number(response.headers.get("retry-after")) || undefined;
  throw new ApiProblem(response.status, (content ?? {}) as object, retryAfter);
}

export const read = <Body>(path: string): Promise<Body> => call<Body>("GET", path);

/** Whether the same call may succeed later: nobody was reached, or the server was busy or broken. */
export const isTransient = (error: unknown): boolean =>
  !(error instanceof ApiProblem) || error.status >= 500 || error.status === 429;
