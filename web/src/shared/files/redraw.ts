/** Pixels: an A4 page can be read, and a phone's photograph has a tenth of its bytes. */
const longestSide = 2_000;
const quality = 0.85;

type Redrawn = { picture: Blob; isSmaller: boolean };

/**
 * A picture as JPEG, the right way up, at most 2,000 pixels long and without anything that the camera noted;
 * undefined where this browser cannot open it.
 */
export async function redrawImage(picture: Blob | ImageData): Promise<Redrawn | undefined> {
  const bitmap = await createImageBitmap(picture, { imageOrientation: "from-image" }).catch(() => undefined);
  if (!bitmap) return undefined;
  const scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d");
  if (!context) return undefined;
  // JPEG knows no transparency: paper is white.
  context.fillStyle = "white";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const redrawn = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
  return redrawn ? { picture: redrawn, isSmaller: scale < 1 } : undefined;
}
