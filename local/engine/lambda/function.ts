import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { Logger } from "../log.ts";

/** What a function threw, as Lambda returns it to the caller. */
export class FunctionError extends Error {
  readonly errorType: string;
  constructor(errorType: string, message: string, trace: string[] = []) {
    super(message);
    this.name = "FunctionError";
    this.errorType = errorType;
    if (trace.length > 0) this.stack = trace.join("\n");
  }
}

/** As Lambda refuses an invocation for which no concurrency is left. */
export class ThrottledError extends Error {
  override readonly name = "TooManyRequestsException";
}

/** How far ahead of this machine functions believe to be. */
export type Clock = { aheadMs: number };

export type FunctionSpec = {
  name: string;
  arn: string;
  /** The asset's directory. */
  codeDir: string;
  /** `file.export`, as in the template. */
  handler: string;
  environment: Record<string, string>;
  timeoutMs: number;
  concurrency: number;
  /** Every n-th invocation finds no environment that is warm. */
  coldEvery?: number | undefined;
};

type Answer = {
  id: string;
  cpuMs: number;
  result?: unknown;
  error?: { errorType: string; errorMessage: string; trace: string[] };
};

const workerFile = fileURLToPath(new URL("./worker.ts", import.meta.url));

/** One function: up to `concurrency` execution environments, started when needed and kept warm. */
export class LocalFunction {
  readonly spec: FunctionSpec;
  running = 0;
  started = 0;
  readonly done = { invocations: 0, cpuMs: 0 };
  /** Refuses all, as a function does whose reserved concurrency is 0. */
  isStopped = false;
  readonly #log: Logger;
  readonly #clock: Clock;
  readonly #idle: Worker[] = [];
  readonly #all = new Set<Worker>();
  readonly #waiting: (() => void)[] = [];

  constructor(spec: FunctionSpec, log: Logger, clock: Clock = { aheadMs: 0 }) {
    this.spec = spec;
    this.#log = log;
    this.#clock = clock;
  }

  /**
   * @throws FunctionError when the function throws, exits or runs out of time
   * @throws ThrottledError when it is stopped
   */
  async invoke(event: unknown): Promise<unknown> {
    if (this.isStopped) throw new ThrottledError("Rate Exceeded.");
    while (this.running >= this.spec.concurrency)
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.running += 1;
    this.started += 1;
    try {
      return await this.#run(this.#warm() ?? this.#start(), event);
    } finally {
      this.running -= 1;
      this.#waiting.shift()?.();
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#all].map((worker) => worker.terminate()));
  }

  #warm(): Worker | undefined {
    const { coldEvery } = this.spec;
    const idle = this.#idle.pop();
    if (!idle || !coldEvery || this.started % coldEvery !== 0) return idle;
    void idle.terminate();
    return undefined;
  }

  #start(): Worker {
    const [module = "", exportName = ""] = this.spec.handler.split(/\.(?=[^.]*$)/);
    const worker = new Worker(workerFile, {
      env: this.spec.environment,
      workerData: { file: join(this.spec.codeDir, `${module}.mjs`), exportName },
      stdout: true,
      stderr: true,
      // The command line's flags are the engine's, not the function's.
      execArgv: [],
      // Dozens of these run at once, and what V8 would set aside for each one's new objects is a good part of all memory.
      resourceLimits: { maxYoungGenerationSizeMb: 32 },
    });
    const pass = (level: "info" | "error") => (chunk: Buffer) => {
      for (const line of chunk.toString().split("\n")) if (line.trim()) this.#log[level](line);
    };
    worker.stdout.on("data", pass("info"));
    worker.stderr.on("data", pass("error"));
    worker.once("exit", () => this.#all.delete(worker));
    this.#all.add(worker);
    return worker;
  }

  #run(worker: Worker, event: unknown): Promise<unknown> {
    const id = randomUUID();
    const { name, arn, timeoutMs } = this.spec;
    return new Promise((resolve, reject) => {
      const settle = (finish: () => void, keep: boolean) => {
        clearTimeout(timer);
        worker.removeAllListeners("message");
        worker.removeAllListeners("error");
        worker.off("exit", onExit);
        if (keep) this.#idle.push(worker);
        else void worker.terminate();
        finish();
      };
      const onExit = (code: number) =>
        settle(
          () => reject(new FunctionError("Runtime.ExitError", `${name} exited with status ${code}`)),
          false,
        );
      const timer = setTimeout(() => {
        const seconds = (timeoutMs / 1000).toFixed(2);
        settle(
          () => reject(new FunctionError("Sandbox.Timedout", `Task timed out after ${seconds} seconds`)),
          false,
        );
      }, timeoutMs);
      worker.on("message", (answer: Answer) => {
        if (answer.id !== id) return;
        const { error, cpuMs } = answer;
        this.done.invocations += 1;
        this.done.cpuMs += cpuMs;
        settle(
          () =>
            error
              ? reject(new FunctionError(error.errorType, error.errorMessage, error.trace))
              : resolve(answer.result),
          true,
        );
      });
      worker.on("error", (error) =>
        settle(() => reject(new FunctionError("Runtime.UnhandledException", error.message)), false),
      );
      worker.once("exit", onExit);
      worker.postMessage({
        id,
        event,
        functionName: name,
        functionArn: arn,
        deadline: Date.now() + timeoutMs,
        aheadMs: this.#clock.aheadMs,
      });
    });
  }
}
