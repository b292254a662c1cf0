import { describe, expect, test } from "vitest";
import { whileJustChanged } from "../../../web/src/shared/just-changed.ts";

const refusal = (code: string, retryAfter?: number) => Object.assign(new Error(code), { code, retryAfter });

async function asked(...answers: (Error | string)[]) {
  const waited: number[] = [];
  let times = 0;
  const answer = whileJustChanged(
    async () => {
      const next = answers[times++];
      if (next instanceof Error) throw next;
      return next;
    },
    async (seconds) => void waited.push(seconds),
  );
  const told = await answer.catch(({ code }) => `refused: ${code}`);
  return { told, times, waited };
}

describe("what was asked a moment after a record changed", () => {
  test("is asked again after the time that the API tells", async () => {
    expect(await asked(refusal("justChanged", 2), "done")).toEqual({ told: "done", times: 2, waited: [2] });
    const twice = await asked(refusal("justChanged"), refusal("justChanged", 3), "done");
    expect(twice).toEqual({ told: "done", times: 3, waited: [1, 3] });
  });

  test("is given up after two repeats", async () => {
    const always = Array.from({ length: 9 }, () => refusal("justChanged", 2));
    expect(await asked(...always)).toEqual({ told: "refused: justChanged", times: 3, waited: [2, 2] });
  });

  test.each(["actionNotAllowed", "guardFailed", "tooManyRequests"])(
    "is not repeated after %s",
    async (code) => {
      expect(await asked(refusal(code, 2), "done")).toEqual({
        told: `refused: ${code}`,
        times: 1,
        waited: [],
      });
    },
  );
});
