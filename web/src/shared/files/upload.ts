import { ApiProblem, call, isTransient } from "../api.ts";
import type { Doubt } from "./legibility.ts";
import { FileRefused } from "./refused.ts";

/** A file that the platform has and took: it may be attached to an application. */
export type Upload = {
  documentId: string;
  fileName: string;
  size: number;
  /** Of a photograph, until somebody says that it may be used all the same. */
  doubt?: Doubt;
};

export type UploadState =
  | { stage: "reading" | "checking" | "waiting" }
  /** Share of the bytes that are there, 0 to 1. */
  | { stage: "sending"; share: number };

type Link = { method: string; url: string; headers: Record<string, string> };
type Announced = {
  documentId: string;
  /** None for a file that was taken before, by a call whose answer was lost. */
  upload?: Link;
};
type Options = {
  /** The application that it is for: its documents belong together. */
  draft?: string | undefined;
  onState: (state: UploadState) => void;
  signal: AbortSignal;
};

const patienceMs = [1_000, 3_000, 8_000, 15_000, 30_000];

const sha256Of = async (file: Blob): Promise<string> => {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};

/** `fetch` tells no progress of what it sends. @throws TypeError when the connection is lost on the way */
const send = (upload: Link, file: Blob, { onState, signal }: Options): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(upload.method, upload.url);
    for (const [name, value] of Object.entries(upload.headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded }) =>
      onState({ stage: "sending", share: file.size === 0 ? 1 : Math.min(1, loaded / file.size) });
    request.onload = () =>
      // 412: it is there already, and the answer to an earlier try was lost.
      request.status < 300 || request.status === 412
        ? resolve()
        : reject(new TypeError(`the store answered ${request.status}`));
    request.onerror = () => reject(new TypeError("the connection was lost"));
    request.onabort = () => reject(signal.reason);
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const done = (): void => {
      clearTimeout(timer);
      window.removeEventListener("online", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    // Sooner, when the connection is back.
    window.addEventListener("online", done);
    signal.addEventListener("abort", () => reject(signal.reason));
  });

async function once(file: File, sha256: string, key: string, options: Options): Promise<Upload> {
  const announced = await call<Announced>("POST", "/v1/documents", {
    body: {
      fileName: file.name,
      contentType: file.type,
      size: file.size,
      sha256,
      draft: options.draft,
    },
    headers: { "idempotency-key": key },
  });
  const { documentId, upload } = announced;
  const taken = { documentId, fileName: file.name, size: file.size };
  if (!upload) return taken;
  options.onState({ stage: "sending", share: 0 });
  await send(upload, file, options);
  options.onState({ stage: "checking" });
  await call("POST", `/v1/documents/${documentId}/confirm`);
  return taken;
}

async function withDoubt(sent: Promise<Upload>, looking: Promise<Doubt | undefined>): Promise<Upload> {
  const upload = await sent;
  const doubt = await looking;
  return doubt ? { ...upload, doubt } : upload;
}

const scannerIsBusy = (error: unknown): boolean =>
  error instanceof ApiProblem && error.code === "scanPending";

/** Whether the same file may be taken later: a refused one never is. */
export const mayRetryUpload = (error: unknown): boolean =>
  !(error instanceof FileRefused) && (isTransient(error) || scannerIsBusy(error));

/**
 * Announces, sends and confirms a file as what it really is, with its digest made here. A lost connection is waited for; the same
 * document is sent again then.
 * @throws ApiProblem or FileRefused why the file is not taken; TypeError when there was no connection for too long
 */
export async function uploadFile(chosen: File, options: Options): Promise<Upload> {
  options.onState({ stage: "reading" });
  const { doubtAboutUpload, prepareUpload } = await import("./prepare.ts");
  const file = await prepareUpload(chosen);
  // Beside the sending: nothing waits for it, and nothing is refused for it.
  const looking = doubtAboutUpload(file);
  const sha256 = await sha256Of(file);
  const key = crypto.randomUUID();
  for (const wait of patienceMs) {
    try {
      return await withDoubt(once(file, sha256, key, options), looking);
    } catch (error) {
      if (options.signal.aborted || !mayRetryUpload(error)) throw error;
      options.onState({ stage: scannerIsBusy(error) ? "checking" : "waiting" });
      await pause(wait, options.signal);
    }
  }
  return withDoubt(once(file, sha256, key, options), looking);
}
