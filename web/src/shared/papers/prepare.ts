import {
  headLength,
  isAccepted,
  kindOf,
  maxDocumentBytes,
  refusals,
  tooLargeFile,
} from "#shared/documents/file-kind.ts";
import { nameFor } from "#shared/documents/file-name.ts";
import { FileRefused } from "./refused.ts";

/** As what it really is, whatever its name says. @throws FileRefused what is not taken, before anything is sent */
export async function prepared(file: File): Promise<File> {
  const kind = kindOf(new Uint8Array(await file.slice(0, headLength).arrayBuffer()));
  if (!isAccepted(kind)) throw new FileRefused(refusals[kind]);
  if (file.size > maxDocumentBytes) throw new FileRefused(tooLargeFile);
  return new File([file], nameFor(file.name, kind), { type: kind });
}
