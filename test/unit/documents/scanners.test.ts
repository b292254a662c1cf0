import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { logger } from "#shared/kernel/logging/logger.ts";
import { clamavScanner } from "../../../functions/documents/documents/scanners.ts";

const eicar = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR";
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

/** Speaks the part of clamd's protocol that a scan needs: lengths and chunks until a length of nothing. */
function speak(socket: Socket): void {
  let received = Buffer.alloc(0);
  socket.on("error", () => {});
  socket.on("data", (data) => {
    received = Buffer.concat([received, Buffer.from(data)]);
    if (/^z?PING/.test(received.toString("latin1"))) return void socket.end("PONG\n");
    if (/^z?VERSION/.test(received.toString("latin1"))) return void socket.end("ClamAV 1.4\n");
    if (received.length < 14 || !received.subarray(-4).equals(Buffer.alloc(4))) return;
    const found = received.toString("latin1").includes(eicar);
    socket.end(found ? "stream: Eicar-Test-Signature FOUND\0" : "stream: OK\0");
  });
}

async function daemon(answer: (socket: Socket) => void): Promise<number> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(() => server.close());
  return (server.address() as AddressInfo).port;
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
