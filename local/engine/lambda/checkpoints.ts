import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";

/** So long may a position be known to this process alone. */
export const writeEveryMs = 200;

/**
 * How far each stream was handled. Written a moment later and never ahead of the work: a SIGKILL repeats what the
 * last moment did, as a stream may at any time, and loses none of it.
 */
export class Checkpoints {
  readonly #file: string;
  readonly #positions: Record<string, string>;
  #timer: NodeJS.Timeout | undefined;

  constructor(file: string) {
    this.#file = file;
    this.#positions = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  }

  get(stream: string): string | undefined {
    return this.#positions[stream];
  }

  set(stream: string, sequenceNumber: string): void {
    this.#positions[stream] = sequenceNumber;
    this.#timer ??= setTimeout(() => this.#write(), writeEveryMs);
  }

  close(): void {
    if (this.#timer) this.#write();
  }

  #write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    // Written beside and renamed: a kill in the middle leaves the old file whole.
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.#positions));
    renameSync(`${this.#file}.new`, this.#file);
  }
}
