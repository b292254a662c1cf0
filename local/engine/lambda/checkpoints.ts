import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";

/** How far each stream was handled. On disk before the next batch, so a SIGKILL repeats work and loses none. */
export class Checkpoints {
  readonly #file: string;
  readonly #positions: Record<string, string>;

  constructor(file: string) {
    this.#file = file;
    this.#positions = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  }

  get(stream: string): string | undefined {
    return this.#positions[stream];
  }

  set(stream: string, sequenceNumber: string): void {
    this.#positions[stream] = sequenceNumber;
    // Written beside and renamed: a kill in the middle leaves the old file whole.
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.#positions));
    renameSync(`${this.#file}.new`, this.#file);
  }
}
