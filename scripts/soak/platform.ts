import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
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
/** What the platform's process is asked to do. */
export type Asked =
  | { drained: boolean }
  | { travel: number }
  | { fire: string }
  | { listen: { queues: string; tables: string } };

type Started = z.infer<typeof startedSchema>;
export type Role = keyof Started["tokens"];

/** The platform, which may be killed at any moment and comes back on the same data and port. */
export class Platform {
  kills = 0;
  #child: ChildProcess | undefined;
  #started: Started | undefined;
  readonly #assemblyDir: string;
  readonly #dataDir: string;
  readonly #moved: Record<string, string>;
  #travelledMs = 0;
  #heard = { queues: ".", tables: "." };

  constructor(assemblyDir: string, dataDir: string, moved: Record<string, string>) {
    this.#assemblyDir = assemblyDir;
    this.#dataDir = dataDir;
    this.#moved = moved;
  }

  /** The time that its functions live in, in ms since 1970. */
  now = (): number => Date.now() + this.#travelledMs;

  get started(): Started {
    if (!this.#started) throw new Error("the platform was never up");
    return this.#started;
  }

  token = (role: Role, number: number): string => this.started.tokens[role][number % people] ?? "";

  async start(): Promise<void> {
    const port = this.#started ? new URL(this.#started.apiUrl).port : "0";
    const args = [
      this.#assemblyDir,
      this.#dataDir,
      port,
      JSON.stringify(this.#moved),
      String(people),
      String(this.#travelledMs),
      JSON.stringify(this.#heard),
    ];
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
    // Its ports are the same, and for a moment somebody's connection may have one of them.
    for (let left = 20; ; left -= 1)
      try {
        return await this.start();
      } catch (error) {
        if (left === 0) throw error;
        await wait(1000);
      }
  }

  /** Resolves when nothing is on its way in it. */
  drained = async (): Promise<void> => void (await this.#ask({ drained: true }));

  /** The same but for what queues keep back until later: how many messages they do. */
  settled = async (): Promise<number> => Number(await this.#ask({ drained: false }));

  /** Only these queues are worked off and these tables' changes heard of; the others' are let go by. */
  async listen(queues: string, tables: string): Promise<void> {
    this.#heard = { queues, tables };
    await this.#ask({ listen: this.#heard });
  }

  async travel(ms: number): Promise<void> {
    this.#travelledMs += ms;
    await this.#ask({ travel: ms });
  }

  fire = async (schedule: string): Promise<void> => void (await this.#ask({ fire: schedule }));

  async #ask(asked: Asked): Promise<unknown> {
    const child = this.#child as ChildProcess;
    child.send(asked);
    const [answer] = (await once(child, "message")) as [{ answer?: unknown; failed?: string }];
    if (answer.failed) throw new Error(answer.failed);
    return answer.answer;
  }
}
