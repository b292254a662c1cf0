import { Readable } from "node:stream";
import { documentProblems } from "#shared/documents/problems.ts";
import type { Scanner } from "#shared/documents/scanner.ts";
import { defineLogs, log } from "#shared/logging/logger.ts";

const logs = defineLogs("clamav", {
  unreachable: { level: "error", text: "clamd does not answer" },
});

const timeoutMs = 6_000;

/** ClamAV's daemon over TCP. One that does not answer never makes a file clean: the sender tries again later. */
export function clamavScanner(host: string, port: number): Scanner {
  const connect = async () => {
    const { default: ClamScan } = await import("clamscan");
    return new ClamScan().init({
      removeInfected: false,
      clamdscan: { host, port, socket: false, timeout: timeoutMs, localFallback: false },
      preference: "clamdscan",
    });
  };
  let daemon: ReturnType<typeof connect> | undefined;
  return {
    async scan(_documentId, bytes) {
      try {
        daemon ??= connect();
        const { isInfected } = await (await daemon).scanStream(Readable.from([Buffer.from(bytes)]));
        if (isInfected === null || isInfected === undefined) throw new Error("clamd gave no verdict");
        return isInfected ? "infected" : "clean";
      } catch (error) {
        daemon = undefined;
        log(logs.unreachable, { cause: error instanceof Error ? error.message : "unknown" });
        throw documentProblems.scannerDown({ headers: { "retry-after": "30" } });
      }
    },
  };
}
