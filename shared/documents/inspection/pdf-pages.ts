import { isDict, isRef, type PdfValue, valuesOf } from "./pdf-syntax.ts";

/** Of one tree. A thesis has 500 pages. */
const maxLeaves = 10_000;
const deepest = 64;
/** Many nodes may share one list of others. */
const maxVisits = 500_000;

/**
 * Whether a tree of pages (or of form fields) is larger than a file of this kind needs: few nodes that stand under
 * each other many times over make millions of pages, and ones that stand under themselves never end.
 */
export function hasOversizedPageTree(definitions: Map<number, PdfValue[]>): boolean {
  const resolved = (value: PdfValue): PdfValue[] =>
    isRef(value) ? (definitions.get(value.ref) ?? []) : [value];
  const counted = new Map<number, number>();
  let visits = 0;

  const leavesBelow = (node: PdfValue, depth: number): number => {
    if (!isDict(node)) return 0;
    let leaves = 0;
    for (const kids of valuesOf(node, "Kids").flatMap(resolved)) {
      for (const kid of Array.isArray(kids) ? kids : []) {
        visits += 1;
        leaves += isRef(kid) ? leavesOf(kid.ref, depth) : 1;
        if (leaves > maxLeaves || visits > maxVisits) return Number.POSITIVE_INFINITY;
      }
    }
    return leaves;
  };
  const leavesOf = (number: number, depth: number): number => {
    const known = counted.get(number);
    if (known !== undefined) return known;
    if (depth > deepest) return Number.POSITIVE_INFINITY;
    // What is met again while it is being counted stands under itself.
    counted.set(number, Number.POSITIVE_INFINITY);
    let leaves = 1;
    for (const node of definitions.get(number) ?? []) leaves = Math.max(leaves, leavesBelow(node, depth + 1));
    counted.set(number, leaves);
    return leaves;
  };

  const isAbsurdCount = (value: PdfValue): boolean =>
    isDict(value) &&
    valuesOf(value, "Kids").length > 0 &&
    valuesOf(value, "Count").some((count) => typeof count === "number" && count > maxLeaves);

  for (const [number, nodes] of definitions)
    if (nodes.some(isAbsurdCount) || leavesOf(number, 0) > maxLeaves) return true;
  return false;
}
