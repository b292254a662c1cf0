import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";

/** What every scanner takes for a virus, and which is none; without its end, so that this file is not taken for one. */
export const eicar = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR";

/** Speaks the part of clamd's protocol that a scan needs: lengths and chunks until a length of nothing. */
export function speak(socket: Socket): void {
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

/** A clamd on a port of this machine. */
export async function startClamd(
  answer: (socket: Socket) => void = speak,
): Promise<{ port: number; close(): void }> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { port: (server.address() as AddressInfo).port, close: () => void server.close() };
}
