import { isDict, isRef, type PdfValue, valuesOf } from "./pdf-syntax.ts";

/** Of one tree. A thesis has 500 pages. */
const mostLeaves = 10_000;
const deepest = 64;

/**
 * Whether a tree of pages (or of form fields) is larger than a file of this kind needs: few nodes that stand under
 * each other many times over make millions of pages, and ones that stand under themselves never end.
 */
export function hasAbsurdTree(definitions: Map<number, PdfValue[]>): boolean {
  const resolved = (value: PdfValue): PdfValue[] =>
    isRef(value) ? (definitions.get(value.ref) ?? []) : [value];
  const kidsOf = (node: PdfValue): PdfValue[] =>
    isDict(node)
      ? valuesOf(node, "Kids")
          .flatMap(resolved)
          .flatMap((kids) => (Array.isArray(kids) ? kids : []))
      : [];
  const counted = new Map<number, number>();

  const leavesBelow = (kids: PdfValue[], depth: number): number => {
    let leaves = 0;
    for (const kid of kids) {
      leaves += isRef(kid) ? leavesOf(kid.ref, depth) : 1;
      if (leaves > mostLeaves) return Number.POSITIVE_INFINITY;
    }
    return leaves;
  };
  const leavesOf = (number: number, depth: number): number => {
    const known = counted.get(number);
    if (known !== undefined) return known;
    if (depth > deepest) return Number.POSITIVE_INFINITY;
    // What is met again while it is being counted stands under itself.
    counted.set(number, Number.POSITIVE_INFINITY);
    const nodes = definitions.get(number) ?? [];
    const leaves = Math.max(1, ...nodes.map((node) => leavesBelow(kidsOf(node), depth + 1)));
    counted.set(number, leaves);
    return leaves;
  };

  const isAbsurdCount = (value: PdfValue): boolean =>
    isDict(value) &&
    valuesOf(value, "Kids").length > 0 &&
    valuesOf(value, "Count").some((count) => typeof count === "number" && count > mostLeaves);

  for (const [number, nodes] of definitions)
    if (nodes.some(isAbsurdCount) || leavesOf(number, 0) > mostLeaves) return true;
  return false;
}
