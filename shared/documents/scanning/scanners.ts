import { Readable } from "node:stream";
import { documentProblems } from "#shared/documents/problems.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";

/** `unscanned`: nobody is configured to look. `pending`: the answer is not there yet; ask again. */
export type ScanResult = "clean" | "infected" | "pending" | "unscanned";

/** A gate that files pass before they may be attached. */
export type Scanner = {
  scan(documentId: string, bytes: Uint8Array): Promise<ScanResult>;
};

export const noScanner: Scanner = { scan: async () => "unscanned" };

const logs = defineLogs("clamav", {
  unreachable: { level: "error", text: "clamd does not answer" },
});

/** Leaves the function time to fetch the file and to say that the scanner is down. */
const patience = 6_000;

/** The package never settles when a daemon takes a file and then says nothing. */
async function within<Value>(ms: number, work: Promise<Value>): Promise<Value> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  return Promise.race([work, promise]).finally(() => clearTimeout(timer));
}

/** ClamAV's daemon over TCP. One that does not answer never makes a file clean: the sender tries again later. */
export function clamavScanner(host: string, port: number, patienceMs = patience): Scanner {
  const connect = async () => {
    const { default: ClamScan } = await import("clamscan");
    return new ClamScan().init({
      removeInfected: false,
      // Without a test of its own: a scan that fails says the same.
      clamdscan: { host, port, socket: false, timeout: patienceMs, localFallback: false, bypassTest: true },
      preference: "clamdscan",
    });
  };
  let daemon: ReturnType<typeof connect> | undefined;
  const scan = async (bytes: Uint8Array) => {
    daemon ??= connect();
    return (await daemon).scanStream(Readable.from([Buffer.from(bytes)]));
  };
  return {
    async scan(_documentId, bytes) {
      try {
        const { isInfected } = await within(patienceMs, scan(bytes));
        if (typeof isInfected !== "boolean") throw new Error("clamd gave no verdict");
        return isInfected ? "infected" : "clean";
      } catch (error) {
        daemon = undefined;
        log(logs.unreachable, { cause: error instanceof Error ? error.message : "unknown" });
        throw documentProblems.scannerDown({ headers: { "retry-after": "30" } });
      }
    },
  };
}
