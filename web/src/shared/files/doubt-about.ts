import { type Doubt, doubtIn, greyOf } from "./legibility.ts";

/**
 * Pixels of the longest side that is looked at: half of what is sent (redraw.ts), so that a character of an A4 page is still
 * some pixels high and blur shows, and a phone needs a moment only.
 */
const lookedAtSide = 1_000;
/** Of a picture as it will be sent; undefined also where this browser cannot look into it. */
export async function doubtAbout(picture: Blob): Promise<Doubt | undefined> {
  const bitmap = await createImageBitmap(picture);
  const scale = Math.min(1, lookedAtSide / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) return undefined;
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
  return doubtIn(greyOf(data, width, height));
}
