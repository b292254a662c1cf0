import { call } from "../api.ts";

type Link = { url: string; contentType: string; fileName: string };

/** A paper's bytes, by a link that works for five minutes. */
export const contentOf = (documentId: string, caseNumber?: string): Promise<File> =>
  contentIn(documentId, caseNumber ? `?case=${caseNumber}` : "");

/** The same of what is attached to a question to the office. */
export const attachedTo = (consultationId: string, documentId: string): Promise<File> =>
  contentIn(documentId, `?consultation=${consultationId}`);

async function contentIn(documentId: string, query: string): Promise<File> {
  const { url, contentType, fileName } = await call<Link>(
    "GET",
    `/v1/documents/${documentId}/content${query}`,
    {
      headers: { accept: "application/json" },
    },
  );
  const answer = await fetch(url);
  if (!answer.ok) throw new TypeError(`the store answered ${answer.status}`);
  return new File([await answer.arrayBuffer()], fileName, { type: contentType });
}

/** Hands a file over to the browser, which saves it. */
export function save(file: File): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
