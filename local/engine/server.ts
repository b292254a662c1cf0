import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export type Listening = { url: string; port: number; close(): Promise<void> };

export class PortInUseError extends Error {
  readonly port: number;
  constructor(port: number) {
    super(`Port ${port} of 127.0.0.1 is already in use by another program.`);
    this.name = "PortInUseError";
    this.port = port;
  }
}

/** Listens on loopback only: nothing here authenticates as AWS does. */
export function listen(listener: RequestListener, port = 0): Promise<Listening> {
  const server = createServer(listener);
  // AWS's clients and browsers keep connections open; 5 s (the default) makes them race with our close.
  server.keepAliveTimeout = 65_000;
  // As API Gateway: whoever has not sent all in half a minute is not waited for.
  server.requestTimeout = 30_000;
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(error.code === "EADDRINUSE" ? new PortInUseError(port) : error),
    );
    server.listen(port, "127.0.0.1", () => {
      const bound = (server.address() as AddressInfo).port;
      resolve({ url: `http://127.0.0.1:${bound}`, port: bound, close: () => closeServer(server) });
    });
  });
}

export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

export class BodyTooLargeError extends Error {}

export async function readBody(request: IncomingMessage, limit = Number.POSITIVE_INFINITY): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new BodyTooLargeError();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
