/** Makes data/fonts/coverage.json: which characters the fonts of official documents have. `node scripts/font-coverage.ts` after a font changed. */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { brotliDecompressSync } from "node:zlib";
import assets from "#functions/documents/official-documents/assets.json" with { type: "json" };
import { openFont } from "#functions/documents/official-documents/assets.ts";
import { packed } from "#shared/kernel/printed-characters.ts";

const common = readFileSync(createRequire(import.meta.url).resolve(assets["assets/text.ttf"]));
const rare = brotliDecompressSync(readFileSync(assets["assets/rare.ttf.br"]));
const characters = [common, rare].flatMap((file) => openFont(file).characterSet);
const rising = [...new Set(characters)].sort((a, b) => a - b);
writeFileSync("data/fonts/coverage.json", `${JSON.stringify({ characters: packed(rising) }, null, 2)}\n`);
process.stdout.write(`${rising.length} characters\n`);
