import { DatabaseSync } from "node:sqlite";

/** How far streams reach, without asking the engine over HTTP many times a second. */
export type StreamHeads = {
  /** Whether the table's stream may hold records after this position; none is the beginning. */
  reachesBeyond(tableName: string, position: string | undefined): boolean;
  /** Resolves when something may have been written since the caller last looked. */
  written(): Promise<void>;
  /** Resolves what waits, once and for all. */
  close(): void;
};

/** So often it is looked whether anything was written. */
const lookEveryMs = 10;
const retryMs = 120;

/** Of streams in a SQLite file that another process writes. */
export function streamHeads(file: string): StreamHeads {
  const database = new DatabaseSync(file, { timeout: 5000 });
  const version = database.prepare("PRAGMA data_version");
  const head = database.prepare(
    "SELECT MAX(CAST(sequence_number AS INTEGER)) AS head FROM _stream_records WHERE table_name = ?",
  );
  let seen = version.get()?.data_version;
  let waiting: (() => void)[] = [];
  const wake = (): void => {
    const woken = waiting;
    waiting = [];
    for (const resolve of woken) resolve();
  };
  const timer = setInterval(() => {
    const now = version.get()?.data_version;
    if (now === seen) return;
    seen = now;
    wake();
  }, lookEveryMs);
  let open = true;
  return {
    reachesBeyond: (tableName, position) => Number(head.get(tableName)?.head ?? 0) > Number(position ?? 0),
    written: () => (open ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve()),
    close() {
      if (!open) return;
      open = false;
      clearInterval(timer);
      wake();
      database.close();
    },
  };
}

/** Of an engine whose data nobody sees: each look is a question to it. */
export const unseenHeads = (): StreamHeads => ({
  reachesBeyond: () => true,
  written: () => new Promise((resolve) => setTimeout(resolve, retryMs)),
  close: () => {},
});
