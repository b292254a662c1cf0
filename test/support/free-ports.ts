import { once } from "node:events";
import { createServer } from "node:net";

/** The API's and those that `npm start` counts from it: the sign-in server's, the carriers', the pages' and others. */
const together = [0, 1, 2, 3, 4, 5];

/**
 * Ports in a row that nobody uses, the first of them. Below those that the system gives out by itself, so that no other
 * test is given one between our look and our start.
 */
export async function freePorts(): Promise<number> {
  for (let port = 20_000 + Math.floor(Math.random() * 10_000); ; port += together.length) {
    const servers = together.map((after) => createServer().listen(port + after, "127.0.0.1"));
    const free = await Promise.all(
      servers.map((server) =>
        once(server, "listening").then(
          () => true,
          () => false,
        ),
      ),
    );
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    if (free.every(Boolean)) return port;
  }
}
