// Checks a package of the archive without anything but the file: npm run archive -- verify FILE
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { parseArgs } from "node:util";
import { verifyPackageFile } from "./archive/verify-file.ts";
import { run } from "./terminal.ts";

const usage = `Usage:
  npm run archive -- verify FILE [--sha256 DIGEST]
Reads a package (归档信息包) and says whether it is whole: each part as the manifest lists it, none beside them, and a
history whose hash chain ends where the manifest says. With --sha256, the digest that the archive's record has, also
whether it is the very file that was archived: who changes parts and manifest alike is found by that alone.
Ends with 1 when anything was found.`;

async function digestOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { sha256: { type: "string" } },
    allowPositionals: true,
  });
  const [command, file, ...more] = positionals;
  if (command !== "verify" || !file || more.length > 0) {
    console.error(usage);
    return 2;
  }
  const digest = await digestOf(file);
  const { findings, parts, manifest } = await verifyPackageFile(file);
  const lines = findings.map(({ finding, part }) => (part ? `${finding}: ${part}` : finding));
  if (values.sha256 && values.sha256.toLowerCase() !== digest)
    lines.push(`notTheArchivedFile: its SHA-256 is ${digest}`);
  for (const line of lines) console.log(line);
  console.log(
    `${manifest?.caseNumber ?? "no case"}: ${parts} parts, ${lines.length} findings, sha256 ${digest}`,
  );
  return lines.length > 0 ? 1 : 0;
}

await run(main);
