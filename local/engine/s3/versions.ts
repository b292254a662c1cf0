import { createHash, randomUUID } from "node:crypto";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Tags } from "./lifecycle.ts";

/** A version that is not the current one, or a marker that says that there is none. */
export type Version = {
  key: string;
  versionId: string;
  /** When it was written. */
  at: string;
  /** From when on it was not the last one; left out for a marker that is. */
  since?: string;
  marker: boolean;
  size: number;
  etag: string;
  tags: Tags;
};

export const newVersionId = (): string => randomUUID().replaceAll("-", "");

/** What S3 keeps of a versioned bucket beside what is current: a folder for each key, two files for each version. */
export class Versions {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  #folder(key: string): string {
    return join(this.#directory, createHash("sha256").update(key).digest("hex"));
  }

  /** Copies the bytes: whoever is killed before the next version is written has lost nothing. */
  keep(version: Version, file?: string): void {
    const folder = this.#folder(version.key);
    mkdirSync(folder, { recursive: true });
    if (file) copyFileSync(file, join(folder, `${version.versionId}.bytes`));
    writeFileSync(join(folder, `${version.versionId}.json`), JSON.stringify(version));
  }

  /** The newest first. */
  of(key: string): Version[] {
    return this.#in(this.#folder(key));
  }

  all(): Version[] {
    return namesIn(this.#directory).flatMap((name) => this.#in(join(this.#directory, name)));
  }

  #in(folder: string): Version[] {
    const files = namesIn(folder).filter((name) => name.endsWith(".json"));
    const found = files.map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Version);
    return found.sort((one, other) => order(other).localeCompare(order(one)));
  }

  bytes({ key, versionId }: Version): Buffer {
    return readFileSync(join(this.#folder(key), `${versionId}.bytes`));
  }

  remove({ key, versionId }: Version): void {
    for (const kind of ["bytes", "json"])
      rmSync(join(this.#folder(key), `${versionId}.${kind}`), { force: true });
  }
}

/** The one that is last stands after all others. */
const order = ({ at, since }: Version): string => `${since ?? "9"} ${at}`;

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
