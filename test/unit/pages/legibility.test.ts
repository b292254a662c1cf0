import { describe, expect, test } from "vitest";
import {
  doubtIn,
  type Grey,
  greyOf,
  leastLuminance,
  leastSharpness,
  meanLuminance,
  sharpness,
} from "../../../web/src/shared/files/legibility.ts";

const width = 400;
const height = 280;

type Paper = { paper: number; ink: number; written?: number };

/** A page with lines of strokes two pixels wide, as characters of an A4 page are at this size. */
function page({ paper, ink, written = 1 }: Paper): Grey {
  const pixels = new Uint8ClampedArray(width * height).fill(paper);
  let seed = 7;
  for (let y = 40; y < 40 + (height - 80) * written; y += 1)
    for (let x = 40; x < width - 40; x += 2) {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      const inLine = y % 24 < 12;
      if (inLine && seed % 5 < 2) pixels.fill(ink, y * width + x, y * width + x + 2);
    }
  return { pixels, width, height };
}

/** Each pixel the mean of those around it, so often: three times is nearly a Gaussian. */
function blurred({ pixels, ...size }: Grey, radius: number): Grey {
  let from = pixels;
  for (let pass = 0; pass < 3; pass += 1) {
    const to = new Uint8ClampedArray(from.length);
    for (let y = 0; y < size.height; y += 1)
      for (let x = 0; x < size.width; x += 1) {
        let [sum, count] = [0, 0];
        for (let dy = -radius; dy <= radius; dy += 1)
          for (let dx = -radius; dx <= radius; dx += 1) {
            const [atX, atY] = [x + dx, y + dy];
            if (atX < 0 || atY < 0 || atX >= size.width || atY >= size.height) continue;
            sum += from[atY * size.width + atX] ?? 0;
            count += 1;
          }
        to[y * size.width + x] = sum / count;
      }
    from = to;
  }
  return { pixels: from, ...size };
}

const dimmed = ({ pixels, ...size }: Grey, share: number): Grey => ({
  pixels: pixels.map((one) => one * share),
  ...size,
});
const daylight = page({ paper: 210, ink: 30 });

describe("a photograph of a page", () => {
  test.each<[string, Grey]>([
    ["in daylight", daylight],
    ["with three lines on it", page({ paper: 210, ink: 30, written: 0.13 })],
    ["written with a pencil", page({ paper: 200, ink: 130 })],
    ["in the evening", dimmed(daylight, 0.45)],
  ])("%s is taken as it is", (_what, grey) => {
    expect([doubtIn(grey), sharpness(grey) > leastSharpness]).toEqual([undefined, true]);
  });

  test("that is blurred by two pixels is told of, at any brightness", () => {
    for (const share of [1, 0.6]) expect(doubtIn(blurred(dimmed(daylight, share), 2))).toBe("blurred");
    expect(doubtIn(page({ paper: 210, ink: 210 }))).toBe("blurred");
  });

  test("that is dark is told of as dark, sharp or not", () => {
    const dark = dimmed(daylight, 0.2);
    expect(meanLuminance(dark)).toBeLessThan(leastLuminance);
    expect([doubtIn(dark), doubtIn(blurred(dark, 2))]).toEqual(["dark", "dark"]);
  });
});

test("what is too small to be a page is not judged", () => {
  expect(doubtIn({ pixels: new Uint8ClampedArray(9), width: 3, height: 3 })).toBeUndefined();
});

test("colours count as the eye sees them", () => {
  const rgba = Uint8ClampedArray.from([255, 255, 255, 255, 0, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255]);
  expect([...greyOf(rgba, 2, 2).pixels]).toEqual([255, 0, 150, 29]);
});
