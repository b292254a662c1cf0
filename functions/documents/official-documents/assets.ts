import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { brotliDecompress } from "node:zlib";
import { create, type Font } from "fontkit";
import type { Assets } from "./render.ts";

export const openFont = (file: Buffer): Font => create(file) as Font;

const unpacked = promisify(brotliDecompress);

/** What documents are drawn with, from the files that the function carries beside its code: see assets.json. */
export function bundledAssets(folder: URL): (department: string) => Promise<Assets> {
  let font: Promise<Font> | undefined;
  let rare: Promise<Font> | undefined;
  const seal = (department: string): Promise<Uint8Array | undefined> =>
    readFile(new URL(`seals/${department}.png`, folder)).catch((error: NodeJS.ErrnoException) => {
      // Most departments stamp by hand.
      if (error.code === "ENOENT") return undefined;
      throw error;
    });
  return async (department) => {
    font ??= readFile(new URL("text.ttf", folder)).then(openFont);
    return {
      font: await font,
      rareFont: () => (rare ??= readFile(new URL("rare.ttf.br", folder)).then(unpacked).then(openFont)),
      seal: await seal(department),
    };
  };
}
