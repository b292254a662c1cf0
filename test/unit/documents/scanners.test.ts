import type { Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { clamavScanner } from "#shared/documents/scanning/scanners.ts";
import { logger } from "#shared/kernel/logging/logger.ts";
import { eicar, speak, startClamd } from "#test/support/clamd.ts";

/** What the package and the logger write would only be in the way. */
beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  vi.spyOn(logger, "error").mockImplementation(() => {});
});
const closers: (() => void)[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  for (const close of closers.splice(0)) close();
});

async function daemon(answer: (socket: Socket) => void): Promise<number> {
  const { port, close } = await startClamd(answer);
  closers.push(close);
  return port;
}

describe("ClamAV", () => {
  test("tells clean from infected", async () => {
    const scanner = clamavScanner("127.0.0.1", await daemon(speak));
    expect(await scanner.scan("one", Buffer.from("a letter"))).toBe("clean");
    expect(await scanner.scan("two", Buffer.from(`xx ${eicar}`))).toBe("infected");
    expect(await scanner.scan("three", Buffer.from("another letter"))).toBe("clean");
  });

  test("that hangs up or is not there never makes a file clean", async () => {
    const rude = clamavScanner("127.0.0.1", await daemon((socket) => socket.destroy()));
    await expect(rude.scan("one", Buffer.from("x"))).rejects.toMatchObject({
      code: "scannerDown",
      status: 503,
    });
    const port = await daemon(speak);
    for (const close of closers.splice(0)) close();
    const absent = clamavScanner("127.0.0.1", port);
    await expect(absent.scan("one", Buffer.from("x"))).rejects.toMatchObject({ code: "scannerDown" });
  });
});

describe("ClamAV that gives no verdict", () => {
  const down = { code: "scannerDown", status: 503, headers: { "retry-after": "30" } };
  const large = Buffer.alloc(3_000_000, "a");

  test("as it hangs is given up", async () => {
    const sockets: Socket[] = [];
    const port = await daemon((socket) => {
      socket.on("error", () => {}).resume();
      sockets.push(socket);
    });
    closers.push(() => {
      for (const socket of sockets) socket.destroy();
    });
    const begun = performance.now();
    await expect(clamavScanner("127.0.0.1", port, 300).scan("one", large)).rejects.toMatchObject(down);
    expect(performance.now() - begun).toBeLessThan(3000);
    expect(sockets).toHaveLength(1);
  });

  test.each([
    ["a limit on its size", "INSTREAM size limit exceeded. ERROR\0"],
    ["a time limit", "COMMAND READ TIMED OUT\0"],
    ["something that it never says", "stream: perhaps\0"],
    ["nothing", ""],
  ])("but %s is down, and the next scan begins anew", async (_name, reply) => {
    let isMended = false;
    const port = await daemon((socket) => {
      if (isMended) speak(socket);
      // It answers before it has everything, and hangs up.
      else socket.on("error", () => {}).once("data", () => socket.end(reply));
    });
    const scanner = clamavScanner("127.0.0.1", port, 2000);
    await expect(scanner.scan("one", large)).rejects.toMatchObject(down);
    isMended = true;
    expect(await scanner.scan("one", Buffer.from("a letter"))).toBe("clean");
  });
});
