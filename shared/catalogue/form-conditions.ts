type Answers = Readonly<Record<string, unknown>>;
type Test = {
  const?: unknown;
  enum?: readonly unknown[];
  contains?: { const?: unknown; enum?: readonly unknown[] };
};
type Branch = { required?: readonly string[]; properties?: Readonly<Record<string, unknown>> };
type Rule = {
  if?: { properties?: Readonly<Record<string, Test>>; required?: readonly string[] };
  then?: Branch;
  else?: Branch;
};
/** As much of a form (JSON Schema) as says which of its questions are asked. */
export type Questions = {
  properties?: Readonly<Record<string, unknown>> | undefined;
  required?: readonly string[] | undefined;
  allOf?: readonly unknown[] | undefined;
};
export type Question = { name: string; required: boolean };

const isOneOf = (value: unknown, { const: only, enum: options }: Omit<Test, "contains">): boolean =>
  options ? options.includes(value) : value === only;

const passes = (value: unknown, { contains, ...test }: Test): boolean =>
  contains ? Array.isArray(value) && value.some((one) => isOneOf(one, contains)) : isOneOf(value, test);

function branchOf({ if: condition, ...branches }: Rule, answers: Answers): Branch | undefined {
  const tests = Object.entries(condition?.properties ?? {});
  return tests.every(([name, test]) => passes(answers[name], test)) ? branches.then : branches.else;
}

/**
 * The questions of a form that go with the answers so far, in their order, and which of them must be answered. The
 * form says it in `allOf`: `if` another answer is this, `then` this is required, `else` it is `false`: not asked.
 * What is checked at submission is the form itself; pages and printed forms follow this.
 */
export function questionsToAsk(form: Questions, answers: Answers): Question[] {
  const branches = ((form.allOf ?? []) as readonly Rule[]).flatMap((rule) => branchOf(rule, answers) ?? []);
  const required = new Set([form, ...branches].flatMap((branch) => branch.required ?? []));
  const isAsked = (name: string): boolean => branches.every(({ properties }) => properties?.[name] !== false);
  return Object.keys(form.properties ?? {})
    .filter(isAsked)
    .map((name) => ({ name, required: required.has(name) }));
}

/** Answers without those to questions that are no longer asked, because another answer has changed. */
export function answersAskedFor<Given extends Answers>(form: Questions, answers: Given): Given {
  const asked = new Set(questionsToAsk(form, answers).map(({ name }) => name));
  const kept = Object.entries(answers).filter(([name]) => asked.has(name));
  const next = Object.fromEntries(kept) as Given;
  // What depended on an answer that has just gone goes with it.
  return kept.length === Object.keys(answers).length ? next : answersAskedFor(form, next);
}

/** On which answer it depends whether a question is asked: only with one of these options, or with all but these. */
export type AskedWhen = { field: string; options: readonly unknown[]; only: boolean };

/** For printed forms, where every question stands and says when it is to be answered; undefined where always. */
export function askedWhen(form: Questions, name: string): AskedWhen | undefined {
  for (const { if: condition, ...branches } of (form.allOf ?? []) as readonly Rule[]) {
    const [[field, test] = []] = Object.entries(condition?.properties ?? {});
    const only = branches.else?.properties?.[name] === false;
    if (!field || !test || !(only || branches.then?.properties?.[name] === false)) continue;
    const { enum: options, const: single } = test.contains ?? test;
    return { field, options: options ?? [single], only };
  }
  return undefined;
}
