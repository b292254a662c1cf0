import type { Fetch } from "./fetch-from.ts";
import type { MadeFile } from "./files.ts";

/** An answer that was not the one hoped for, whole. */
export class UnexpectedAnswer extends Error {
  readonly status: number;
  readonly body: unknown;
  constructor(call: string, status: number, body: unknown) {
    super(`${call} answered ${status}: ${JSON.stringify(body)}`);
    this.name = "UnexpectedAnswer";
    this.status = status;
    this.body = body;
  }
}

export type Answer = { status: number; headers: Headers; body: Record<string, unknown> };
type CallOptions = { body?: unknown; headers?: Record<string, string> };

/** One person at the API. */
export type Person = {
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** The same, but anything over 299 is thrown. */
  ask(method: string, path: string, options?: CallOptions): Promise<Answer>;
};

/** How often and after how long somebody asks again, where what changed a moment ago is still being written. */
const again = { times: 40, pauseMs: 250 };

/** What goes as it is; anything else goes as JSON. */
const isRaw = (body: unknown): body is string | Uint8Array<ArrayBuffer> =>
  typeof body === "string" || body instanceof Uint8Array;

export function person(apiUrl: string, token?: string, send: Fetch = fetch): Person {
  const once: Person["call"] = async (method, path, { body, headers = {} } = {}) => {
    const answer = await send(`${apiUrl}${path}`, {
      method,
      redirect: "manual",
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: isRaw(body) ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get("content-type")?.includes("json");
    return {
      status: answer.status,
      headers: answer.headers,
      body: isJson && text ? (JSON.parse(text) as Record<string, unknown>) : { text },
    };
  };
  const call: Person["call"] = async (...asked) => {
    let answer = await once(...asked);
    for (let time = 0; answer.body.code === "justChanged" && time < again.times; time += 1) {
      await new Promise((resolve) => setTimeout(resolve, again.pauseMs));
      answer = await once(...asked);
    }
    return answer;
  };
  return {
    call,
    async ask(method, path, options) {
      const answer = await call(method, path, options);
      if (answer.status > 299) throw new UnexpectedAnswer(`${method} ${path}`, answer.status, answer.body);
      return answer;
    },
  };
}

/** Announces, uploads and confirms a file as a browser does, for a draft where one is named. Answers the document's id. */
export async function handIn(who: Person, file: MadeFile, draft?: string): Promise<string> {
  const { fileName, contentType, sha256, bytes } = file;
  const announced = await who.ask("POST", "/v1/documents", {
    body: { fileName, contentType, sha256, size: bytes.length, draft },
  });
  const { documentId, upload } = announced.body as {
    documentId: string;
    upload: { method: string; url: string; headers: Record<string, string> };
  };
  const stored = await fetch(upload.url, {
    method: upload.method,
    headers: upload.headers,
    body: new Uint8Array(bytes),
  });
  if (!stored.ok) throw new UnexpectedAnswer("upload", stored.status, await stored.text());
  await who.ask("POST", `/v1/documents/${documentId}/confirm`);
  return documentId;
}
