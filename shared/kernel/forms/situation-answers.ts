import * as z from "zod";

const name = z.string().regex(/^[a-z][a-zA-Z0-9]{0,29}$/);

/** 情形: answers to an item's questions about one's own situation, by question. They go when the form goes. */
export const situationAnswersSchema = z
  .record(name, name)
  .refine(
    (answers) => Object.keys(answers).length <= 7,
    "情形问题最多七个。|There are seven questions at most.",
  );
export type SituationAnswers = z.infer<typeof situationAnswersSchema>;
