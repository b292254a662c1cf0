import * as z from "zod";
import { lines } from "#shared/kernel/text.ts";
import { accessPolicy } from "./policy.ts";

const [first = "", ...others] = accessPolicy.reasons.map(({ code }) => code);

const leastLetters = 4;

/** In words: so many letters, and not one of them again and again. */
function saysSomething(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  return letters.length >= leastLetters && new Set(letters).size > 1;
}

/** Why somebody looks: the kind of reason, and what it is in this matter. The person whose data it is reads both. */
export const accessReason = {
  reasonCode: z.enum([first, ...others]),
  reason: lines(2, 1000).refine(
    saysSomething,
    `请写明具体理由，至少 ${leastLetters} 个字，不要只重复一个字。|Please say what for, in at least ${leastLetters} letters, not one of them repeated.`,
  ),
};
