import { maxDocumentBytes, tooLargeFile } from "#shared/documents/accepted.ts";
import { isAccepted, kindOf, type OtherKind, refusals, sniffedBytes } from "#shared/documents/file-kind.ts";
import { nameFor } from "#shared/documents/file-name.ts";
import { withoutMetadata } from "./jpeg-notes.ts";
import type { Doubt } from "./legibility.ts";
import { redrawImage } from "./redraw.ts";
import { FileRefused } from "./refused.ts";

/** What browsers can open, each as far as it can, and draw as JPEG. */
const convertible: OtherKind[] = ["webp", "heic", "avif", "bmp"];

async function photograph(file: File): Promise<BlobPart[]> {
  const drawn = await redrawImage(file);
  if (drawn?.isSmaller && drawn.picture.size < file.size) return [drawn.picture];
  return withoutMetadata(new Uint8Array(await file.arrayBuffer()));
}

/** For those browsers that cannot open HEIC themselves: half a megabyte, fetched for such a file alone. */
async function redrawnHeic(file: File) {
  const { openHeic } = await import("./open-heic.ts");
  const picture = await openHeic(file);
  return picture && redrawImage(picture);
}

async function converted(file: File, kind: OtherKind): Promise<BlobPart[]> {
  const own = convertible.includes(kind) ? await redrawImage(file) : undefined;
  const drawn = own ?? (kind === "heic" ? await redrawnHeic(file) : undefined);
  if (!drawn) throw new FileRefused(refusals[kind]);
  return [drawn.picture];
}

/** What is doubtful about a photograph as it will be sent; undefined too for what is none, or cannot be looked into here. */
export async function doubtAboutUpload(file: File): Promise<Doubt | undefined> {
  if (file.type !== "image/jpeg") return undefined;
  try {
    const { doubtAbout } = await import("./doubt-about.ts");
    return await doubtAbout(file);
  } catch {
    return undefined;
  }
}

/**
 * As what it really is, whatever its name says; photographs smaller, and without the place where they were taken.
 * @throws FileRefused what is not taken, before anything is sent
 */
export async function prepareUpload(file: File): Promise<File> {
  const kind = kindOf(new Uint8Array(await file.slice(0, sniffedBytes).arrayBuffer()));
  const type = isAccepted(kind) ? kind : "image/jpeg";
  const parts = !isAccepted(kind)
    ? await converted(file, kind)
    : type === "image/jpeg"
      ? await photograph(file)
      : [file];
  const made = new File(parts, nameFor(file.name, type), { type });
  if (made.size > maxDocumentBytes) throw new FileRefused(tooLargeFile);
  return made;
}
