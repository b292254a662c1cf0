import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import * as z from "zod";
import { people } from "./settings.ts";

const startedSchema = z.object({
  apiUrl: z.string(),
  region: z.string(),
  endpoints: z.record(z.string(), z.string()),
  outputs: z.record(z.string(), z.string()),
  queues: z.record(z.string(), z.string()),
  tokens: z.object({
    citizen: z.array(z.string()),
    clerk: z.array(z.string()),
    reviewer: z.array(z.string()),
  }),
});
type Started = z.infer<typeof startedSchema>;
export type Role = keyof Started["tokens"];

/** The platform, which may be killed at any moment and comes back on the same data and port. */
export class Platform {
  kills = 0;
  #child: ChildProcess | undefined;
  #started: Started | undefined;
  readonly #assemblyDir: string;
  readonly #dataDir: string;
  readonly #carriersUrl: string;

  constructor(assemblyDir: string, dataDir: string, carriersUrl: string) {
    this.#assemblyDir = assemblyDir;
    this.#dataDir = dataDir;
    this.#carriersUrl = carriersUrl;
  }

  get started(): Started {
    if (!this.#started) throw new Error("the platform was never up");
    return this.#started;
  }

  token = (role: Role, number: number): string => this.started.tokens[role][number % people] ?? "";

  async start(): Promise<void> {
    const port = this.#started ? new URL(this.#started.apiUrl).port : "0";
    const args = [this.#assemblyDir, this.#dataDir, port, this.#carriersUrl, String(people)];
    const child = fork("scripts/soak/engine.ts", args, { stdio: ["ignore", "pipe", "inherit", "ipc"] });
    this.#child = child;
    if (!child.stdout) throw new Error("the platform has no output");
    for await (const line of createInterface(child.stdout)) {
      if (!line.startsWith("{")) continue;
      this.#started = startedSchema.parse(JSON.parse(line));
      return;
    }
    throw new Error("the platform ended before it was up");
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  }

  async killAndStart(): Promise<void> {
    this.kills += 1;
    await this.kill();
    await this.start();
  }

  /** Resolves when nothing is on its way in it. */
  async drained(): Promise<void> {
    this.#child?.send("drained");
    const [answer] = await once(this.#child as ChildProcess, "message");
    if (answer !== "drained") throw new Error(String(answer));
  }
}
