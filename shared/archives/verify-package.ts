import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import type yauzl from "yauzl";
import { verifyChain } from "#shared/kernel/records/verify-chain.ts";
import { historyPath, type Manifest, manifestPath, manifestSchema, packedHistorySchema } from "./manifest.ts";

export const packageFindings = [
  "notAPackage",
  "manifestMissing",
  "manifestWrong",
  "partMissing",
  "partChanged",
  "partUnknown",
  "partTwice",
  "historyWrong",
  "chainBroken",
] as const;
export type PackageFinding = { finding: (typeof packageFindings)[number]; part?: string };

export type VerifiedPackage = { findings: PackageFinding[]; parts: number; manifest?: Manifest };

/** Of the parts that are read whole. */
const maxText = 16 * 1024 * 1024;
const texts: readonly string[] = [manifestPath, historyPath];

type Found = { path: string; size: number; sha256: string };

const parsed = (text: string | undefined): unknown => {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
};

async function readPart(stream: Readable, keep: boolean): Promise<Omit<Found, "path"> & { text?: string }> {
  const hash = createHash("sha256");
  const kept: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    hash.update(chunk);
    if (keep && size <= maxText) kept.push(chunk);
  }
  return {
    size,
    sha256: hash.digest("hex"),
    ...(keep && size <= maxText && { text: Buffer.concat(kept).toString("utf8") }),
  };
}

function compared(found: readonly Found[], manifest: Manifest): PackageFinding[] {
  const listed = new Map(manifest.parts.map((part) => [part.path, part]));
  const there = new Map<string, Found>();
  const findings: PackageFinding[] = [];
  for (const part of found) {
    if (there.has(part.path)) findings.push({ finding: "partTwice", part: part.path });
    there.set(part.path, part);
    const said = listed.get(part.path);
    if (part.path !== manifestPath && !said) findings.push({ finding: "partUnknown", part: part.path });
    else if (said && (said.sha256 !== part.sha256 || said.size !== part.size))
      findings.push({ finding: "partChanged", part: part.path });
  }
  for (const path of listed.keys())
    if (!there.has(path)) findings.push({ finding: "partMissing", part: path });
  return findings;
}

function historyFindings(text: string | undefined, { caseNumber, chain }: Manifest): PackageFinding[] {
  const history = packedHistorySchema.safeParse(parsed(text));
  if (!history.success || history.data.caseNumber !== caseNumber)
    return [{ finding: "historyWrong", part: historyPath }];
  const { entries } = history.data;
  const isWhole = entries.length === chain.version && verifyChain(entries, chain.hash).ok;
  return isWhole ? [] : [{ finding: "chainBroken", part: historyPath }];
}

/**
 * Whether a package is whole: each part as its manifest says and none beside them, and a history whose hash chain ends
 * where the manifest says. Reads one part after the other.
 */
export async function verifyZip(zip: yauzl.ZipFile): Promise<VerifiedPackage> {
  const found: Found[] = [];
  const kept = new Map<string, string>();
  try {
    for await (const entry of zip.eachEntry()) {
      const path = entry.fileName;
      const { text, ...part } = await readPart(await zip.openReadStreamPromise(entry), texts.includes(path));
      found.push({ path, ...part });
      if (text !== undefined) kept.set(path, text);
    }
  } catch {
    // What yauzl says of parts that do not fit their directory. Whether it could be read at all, the reader knows.
    return { findings: [{ finding: "notAPackage" }], parts: found.length };
  }
  const text = kept.get(manifestPath);
  if (text === undefined) return { findings: [{ finding: "manifestMissing" }], parts: found.length };
  const manifest = manifestSchema.safeParse(parsed(text));
  if (!manifest.success) return { findings: [{ finding: "manifestWrong" }], parts: found.length };
  const findings = [
    ...compared(found, manifest.data),
    ...historyFindings(kept.get(historyPath), manifest.data),
  ];
  return { findings, parts: found.length, manifest: manifest.data };
}

/** It is no ZIP at all, or not the one that was stored. */
export const notAPackage: VerifiedPackage = { findings: [{ finding: "notAPackage" }], parts: 0 };

/** How yauzl opens it: one part after the other. */
export const zipOptions = { lazyEntries: true } as const;
