type Answers = Record<string, unknown>;

/** Without those to fields that one's situation leaves out, when they were filled in before it was told. */
export const answersIn = (
  { situation, form }: { situation?: unknown; form: { properties?: unknown } },
  answers: Answers,
): Answers =>
  situation
    ? Object.fromEntries(
        Object.entries(answers).filter(([name]) => name in ((form.properties ?? {}) as object)),
      )
    : answers;
