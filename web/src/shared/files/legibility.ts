/** What is doubtful about a photograph: nothing is refused for it. */
export type Doubt = "blurred" | "dark";

/** A picture in grey, 0 (black) to 255, row by row. */
export type Grey = { pixels: Uint8ClampedArray; width: number; height: number };

/** What is smaller is no photograph of a page: a signature, a stamp, an icon. */
const leastSide = 400;
/** Squares of so many pixels are judged each by itself: a page may be blank but for three lines. */
const tile = 40;
/** So many of them, the sharpest, stand for what is written. */
const sharpestShare = 0.1;
/**
 * Variance of the Laplacian in these tiles. Black strokes of two pixels give thousands and pencil some hundreds; blurred by two
 * pixels, when characters of an A4 page run together, less than 100.
 */
export const leastSharpness = 120;
/** Mean luminance: a page in daylight has 120 to 220, one that can hardly be read in a dark room less than 50. */
export const leastLuminance = 50;

/** ITU-R BT.601, as for JPEG. */
export function greyOf(rgba: Uint8ClampedArray, width: number, height: number): Grey {
  const pixels = new Uint8ClampedArray(width * height);
  for (let at = 0; at < pixels.length; at += 1)
    pixels[at] =
      0.299 * (rgba[4 * at] ?? 0) + 0.587 * (rgba[4 * at + 1] ?? 0) + 0.114 * (rgba[4 * at + 2] ?? 0);
  return { pixels, width, height };
}

export const meanLuminance = ({ pixels }: Grey): number =>
  pixels.reduce((sum, one) => sum + one, 0) / Math.max(1, pixels.length);

/** The variance of the Laplacian within one tile: how much its brightness turns from pixel to pixel. */
function tileSharpness({ pixels, width, height }: Grey, left: number, top: number): number {
  let [sum, squares, count] = [0, 0, 0];
  for (let y = Math.max(1, top); y < Math.min(height - 1, top + tile); y += 1)
    for (let x = Math.max(1, left); x < Math.min(width - 1, left + tile); x += 1) {
      const at = y * width + x;
      const around =
        (pixels[at - 1] ?? 0) + (pixels[at + 1] ?? 0) + (pixels[at - width] ?? 0) + (pixels[at + width] ?? 0);
      const turn = around - 4 * (pixels[at] ?? 0);
      sum += turn;
      squares += turn * turn;
      count += 1;
    }
  return count === 0 ? 0 : squares / count - (sum / count) ** 2;
}

/** Of the sharpest tiles, in the middle of them: one hard edge of a table makes no page sharp. */
export function sharpness(grey: Grey): number {
  const tiles: number[] = [];
  for (let top = 0; top < grey.height; top += tile)
    for (let left = 0; left < grey.width; left += tile) tiles.push(tileSharpness(grey, left, top));
  tiles.sort((a, b) => b - a);
  return tiles[Math.floor((tiles.length * sharpestShare) / 2)] ?? 0;
}

/** Dark first: what is dark is blurred as well, and light mends both. */
export function doubtIn(grey: Grey): Doubt | undefined {
  if (Math.max(grey.width, grey.height) < leastSide) return undefined;
  if (meanLuminance(grey) < leastLuminance) return "dark";
  return sharpness(grey) < leastSharpness ? "blurred" : undefined;
}
