/** Values of metrics by their ids; undefined where a metric has no data. */
export type Known = Readonly<Record<string, number | undefined>>;
type Value = number | undefined;
type Node = (known: Known) => Value;

const tokens = /\s*(>=|<=|==|!=|[-+*/(),<>]|\d+(?:\.\d+)?|[A-Za-z_]\w*)/gy;

const operators: Record<string, (a: number, b: number) => number> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  ">": (a, b) => Number(a > b),
  "<": (a, b) => Number(a < b),
  ">=": (a, b) => Number(a >= b),
  "<=": (a, b) => Number(a <= b),
  "==": (a, b) => Number(a === b),
  "!=": (a, b) => Number(a !== b),
};
/** By how strongly they bind, the weakest first. */
const levels = [
  [">", "<", ">=", "<=", "==", "!="],
  ["+", "-"],
  ["*", "/"],
];

const functions: Record<string, (...given: Node[]) => Node> = {
  FILL: (metric, filling) => (known) => metric?.(known) ?? filling?.(known),
  IF: (condition, then, otherwise) => (known) => (condition?.(known) ? then?.(known) : otherwise?.(known)),
};

/** CloudWatch's metric math, as far as the templates use it. @throws Error for anything else */
export function expression(text: string): Node {
  const words: string[] = [];
  tokens.lastIndex = 0;
  for (let end = 0; text.slice(end).trim() !== ""; end = tokens.lastIndex) {
    const [, word] = tokens.exec(text) ?? [];
    if (word === undefined) throw new Error(`Metric math that the local engine cannot read: ${text}`);
    words.push(word);
  }
  const expect = (word: string): void => {
    if (words.shift() !== word) throw new Error(`Metric math without ${word}: ${text}`);
  };
  const level = (depth: number): Node => {
    const known = levels[depth];
    if (!known) return single();
    let left = level(depth + 1);
    while (known.includes(words[0] ?? "")) {
      const [operator, first] = [operators[words.shift() ?? ""], left];
      const second = level(depth + 1);
      left = (values) => {
        const [a, b] = [first(values), second(values)];
        return a === undefined || b === undefined ? undefined : operator?.(a, b);
      };
    }
    return left;
  };
  const single = (): Node => {
    const word = words.shift() ?? "";
    if (word === "(") {
      const inner = level(0);
      expect(")");
      return inner;
    }
    if (/^\d/.test(word)) return () => Number(word);
    if (words[0] !== "(") return (known) => known[word];
    const make = functions[word];
    if (!make) throw new Error(`The local engine knows no ${word} of metric math: ${text}`);
    expect("(");
    const given = [level(0)];
    while (words.at(0) === ",") {
      words.shift();
      given.push(level(0));
    }
    expect(")");
    return make(...given);
  };
  const whole = level(0);
  if (words.length > 0) throw new Error(`Metric math with more than one expression: ${text}`);
  return whole;
}
