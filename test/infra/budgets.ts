import type { Bundle } from "#infra/bundle.ts";

/** Minified, all files together. A new library that does not fit is worth a second thought: cold starts pay for it. */
export const budgets: Record<string, number> = {
  catalogue: 520_000,
  "case-submission": 530_000,
  "case-review": 520_000,
  "courier-callback": 520_000,
  "rating-callback": 520_000,
  "rating-desk": 520_000,
  rectifications: 520_000,
  "rectification-follow": 570_000,
  "rectification-deadlines": 570_000,
  "event-relay": 570_000,
  "case-follow": 570_000,
  "courier-handover": 570_000,
  "delivery-tracking": 570_000,
  "rating-intake": 570_000,
  "case-deadlines": 570_000,
  "delivery-watch": 570_000,
  "joint-matters": 570_000,
  licences: 520_000,
  "personal-data": 520_000,
  "licence-issuing": 570_000,
  // Draws PDFs: pdfkit and fontkit. Nobody waits for it.
  "official-papers": 1_700_000,
  // Signs uploads, and so carries S3's client.
  documents: 660_000,
};

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
