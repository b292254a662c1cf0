import { type ChildProcessByStdio, spawn } from "node:child_process";
import { createServer } from "node:net";
import type { Readable, Writable } from "node:stream";

export type Watched = { child: ChildProcessByStdio<Writable, null, Readable>; close(): Promise<void> };

/**
 * Keeps a program no longer than us: the pipe on its standard input closes when this process ends, however it ends, and
 * the shell then ends the program. A detached group, so that Ctrl-C reaches us first.
 */
const watchdog = '"$@" & child=$!; cat >/dev/null; kill "$child" 2>/dev/null; wait "$child"';

/** Runs a program until it is closed, or until we are gone: on Windows, which has no such shell, until it is closed. */
export function watched(command: string, args: string[], cwd?: string): Watched {
  const [program, all] =
    process.platform === "win32" ? [command, args] : ["sh", ["-c", watchdog, "sh", command, ...args]];
  const child = spawn(program, all, {
    stdio: ["pipe", "ignore", "pipe"],
    detached: process.platform !== "win32",
    ...(cwd && { cwd }),
  });
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  return {
    child,
    async close() {
      if (process.platform === "win32") child.kill();
      else child.stdin.end();
      await ended;
    },
  };
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
