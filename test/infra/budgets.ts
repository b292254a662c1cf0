import type { Bundle } from "#infra/bundle.ts";

/**
 * People wait for what answers the API; nobody waits for the rest. What a function loads late, such as the clients of Secrets
 * Manager and SQS, is counted too: what a start loads is less.
 */
const usual = { api: 499_000, other: 519_000 };

/** What may be larger, and why. */
const exceptions: Record<string, number> = {
  // It checks forms, materials, situations, parties and licences of every item, carries the licences' signatures, and knows which characters
  // the fonts of official documents have.
  "case-submission": 620_000,
  // Every action on a case, with its forms and materials, what stands sealed of them, and which characters the fonts have.
  "case-review": 526_000,
  // Asks notices, consultations and policies what they keep of a person.
  "personal-data": 509_000,
  // Signs downloads of packages, which it never reads.
  archives: 612_000,
  // Asks every context, packs and reads ZIPs, and carries S3's client and the licences' signatures.
  "archive-packing": 762_000,
  // Draws PDFs, pdfkit and fontkit, signs what it draws, and carries the licences' signatures with what they corrected.
  "official-documents": 1_188_000,
  // Asks every context, S3's client and the bus's with it, whether what follows from its events is there.
  "owed-results": 727_000,
  // Signs uploads, and so carries S3's client; reads archives' directories; records and counts who downloads.
  documents: 678_000,
  // Speaks with every kind of provider: nodemailer and web-push, which are loaded when a message needs them.
  "notice-sender": 848_000,
  // Keeps editions of the search index, and so carries S3's client; knows the traditional characters and how all are read.
  search: 636_000,
};

/**
 * Bytes, minified, all files together. A new library that does not fit is worth a second thought: cold starts pay
 * for it.
 */
export const budgetOf = (name: string, answersTheApi: boolean): number =>
  exceptions[name] ?? (answersTheApi ? usual.api : usual.other);

const packageOf = (input: string): string =>
  /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(input)?.[1] ?? "our own";

/** The packages that take most, for whoever has to save bytes. */
export function largest({ metafile }: Bundle): string {
  const sizes = new Map<string, number>();
  for (const { inputs } of Object.values(metafile.outputs))
    for (const [input, { bytesInOutput }] of Object.entries(inputs))
      sizes.set(packageOf(input), (sizes.get(packageOf(input)) ?? 0) + bytesInOutput);
  return [...sizes]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 8)
    .map(([name, bytes]) => `${name} ${bytes}`)
    .join(", ");
}
