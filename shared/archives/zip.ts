import type { Readable } from "node:stream";
import { Readable as ReadableStream } from "node:stream";
import yazl from "yazl";

/** One file of a package. Read when its turn comes, and let go before the next: never two at once. */
export type Part = { path: string; read(): Promise<Buffer> };

/** What a ZIP can say at the least, in local time: the same bytes in every time zone. */
const epoch = new Date(1980, 0, 1);
const options = { mtime: epoch, mode: 0o100644, compress: false, forceDosTimestamp: true } as const;

/** A ZIP of these parts, in their order: the same bytes for the same parts, whenever and wherever it is made. */
export function zipOf(parts: readonly Part[]): Readable {
  const zip = new yazl.ZipFile();
  const output = zip.outputStream as Readable;
  zip.on("error", (error: Error) => output.destroy(error));
  for (const { path, read } of parts)
    zip.addReadStreamLazy(path, options, (give) => {
      read().then(
        (bytes) => give(null, ReadableStream.from(bytes.byteLength > 0 ? [bytes] : [])),
        (error) => give(error, ReadableStream.from([])),
      );
    });
  zip.end();
  return output;
}
