type Both = { zh: string; en: string };
type Condition = Readonly<Record<string, readonly string[]>>;
type Question = {
  id: string;
  text: Both;
  options: readonly { value: string; text: Both }[];
  askWhen?: Condition | undefined;
};
type Necessity = "required" | "optional" | "deferrable";
type Asked = readonly { materialId: string; necessity?: Necessity | undefined }[];
type FormChange = { leaveOut?: readonly string[] | undefined; require?: readonly string[] | undefined };
type Outcome = {
  id: string;
  when: readonly Condition[];
  materials: Asked;
  form?: FormChange | undefined;
  promisedLimit?: unknown;
  legalLimit?: unknown;
  fees?: readonly string[] | undefined;
};
type Tree = { questions: readonly Question[]; outcomes: readonly Outcome[] };
type Form = {
  properties?: Readonly<Record<string, unknown>> | undefined;
  required?: readonly string[] | undefined;
};
type Situated = {
  materials: readonly { materialId: string; necessity: Necessity }[];
  form: Form;
  fee: { charged: boolean; items: readonly { feeId?: string | undefined }[] };
  situation?: Tree | undefined;
};
type SituationAnswers = Record<string, string>;

/** Whoever does not know gets everything that any answer could ask for; every question takes it. */
export const unsure = "unsure";

const fits = (condition: Condition, answers: SituationAnswers): boolean =>
  Object.entries(condition).every(([id, values]) => values.includes(answers[id] ?? ""));

/** The questions that go with the answers so far, in their order. */
export const questionsAsked = <Asking extends Question>(
  { questions }: { questions: readonly Asking[] },
  answers: SituationAnswers,
): Asking[] => questions.filter(({ askWhen }) => !askWhen || fits(askWhen, answers));

/** Answers without those to questions that are no longer asked. */
export function askedAnswers(
  situation: Pick<Tree, "questions">,
  answers: SituationAnswers,
): SituationAnswers {
  const kept: SituationAnswers = {};
  for (const { id, askWhen } of situation.questions) {
    const answer = answers[id];
    if (answer !== undefined && (!askWhen || fits(askWhen, kept))) kept[id] = answer;
  }
  return kept;
}

/** Whether an outcome can still come of these answers, whatever the unsure ones turn out to be. */
const isPossible = ({ when }: Pick<Outcome, "when">, answers: SituationAnswers): boolean =>
  when.some((condition) =>
    Object.entries(condition).every(([id, values]) => {
      const answer = answers[id];
      return answer === undefined || answer === unsure || values.includes(answer);
    }),
  );

/** `next`: not all is answered. `unsure`: the outcomes that it may be. */
export type Guided<Of extends Tree> =
  | { kind: "next"; question: Of["questions"][number] }
  | { kind: "outcome"; outcome: Of["outcomes"][number] }
  | { kind: "unsure"; outcomes: Of["outcomes"][number][] };

/** Where answers lead. What is no answer to any question is for the caller to refuse. */
export function guide<Of extends Tree>(situation: Of, given: SituationAnswers): Guided<Of> {
  const answers = askedAnswers(situation, given);
  const question = questionsAsked(situation, answers).find(({ id }) => answers[id] === undefined);
  if (question) return { kind: "next", question };
  const outcome = situation.outcomes.find(({ when }) => when.some((condition) => fits(condition, answers)));
  if (outcome) return { kind: "outcome", outcome };
  return { kind: "unsure", outcomes: situation.outcomes.filter((one) => isPossible(one, answers)) };
}

/** What any of them may ask for: required only where all of them require it. */
function materialsOfAny(item: Situated, outcomes: readonly Outcome[]): Asked {
  const necessityIn = (materialId: string, { materials }: Outcome) => {
    const asked = materials.find((one) => one.materialId === materialId);
    if (!asked) return undefined;
    return asked.necessity ?? item.materials.find((one) => one.materialId === materialId)?.necessity;
  };
  return item.materials.flatMap(({ materialId }) => {
    const each = outcomes.map((outcome) => necessityIn(materialId, outcome));
    const [first] = each;
    if (each.every((one) => one === undefined)) return [];
    return [{ materialId, necessity: first && each.every((one) => one === first) ? first : "optional" }];
  });
}

const withMaterials = ({ materials }: Situated, asks: Asked): Situated["materials"] =>
  materials.flatMap((material) => {
    const asked = asks.find(({ materialId }) => materialId === material.materialId);
    return asked ? [{ ...material, necessity: asked.necessity ?? material.necessity }] : [];
  });

function withForm(form: Form, { leaveOut = [], require = [] }: FormChange): Form {
  const isLeft = (name: string): boolean => !leaveOut.includes(name);
  const required = [...new Set([...(form.required ?? []), ...require])].filter(isLeft);
  const properties = Object.fromEntries(
    Object.entries(form.properties ?? {}).filter(([name]) => isLeft(name)),
  );
  return { ...form, properties, required };
}

function withFees(fee: Situated["fee"], fees: readonly string[]): Situated["fee"] {
  const items = fee.items.filter(({ feeId = "" }) => fees.includes(feeId));
  return { ...fee, items, charged: fee.charged && items.length > 0 };
}

function changed(item: Situated, guided: Guided<Tree>): Partial<Situated> {
  if (guided.kind === "next") return {};
  if (guided.kind === "unsure")
    return { materials: withMaterials(item, materialsOfAny(item, guided.outcomes)) };
  const { materials, form, promisedLimit, legalLimit, fees } = guided.outcome;
  return {
    materials: withMaterials(item, materials),
    ...(form && { form: withForm(item.form, form) }),
    ...(promisedLimit !== undefined && { promisedLimit }),
    ...(legalLimit !== undefined && { legalLimit }),
    ...(fees && { fee: withFees(item.fee, fees) }),
  };
}

/**
 * The item as one's situation leaves it: materials, form, limits and fee. Without answers, and for an item without
 * situations, the item itself.
 */
export function inSituation<Item extends Situated>(item: Item, answers: SituationAnswers | undefined): Item {
  if (!item.situation || !answers) return item;
  const guided = guide(item.situation, answers);
  return guided.kind === "next" ? item : { ...item, ...changed(item, guided) };
}

/**
 * As one's situation leaves it, and everything else that the item knows may come along: a one-time notice may ask for
 * what the answers had left out.
 */
export function inSituationAndMore<Item extends Situated>(
  item: Item,
  answers: SituationAnswers | undefined,
): Item {
  const situated = inSituation(item, answers);
  const asked = new Map(situated.materials.map((material) => [material.materialId, material]));
  return {
    ...situated,
    materials: item.materials.map(
      (material) => asked.get(material.materialId) ?? { ...material, necessity: "optional" },
    ),
  };
}

/** Questions and answers in words, as the reviewer, the archive and the applicant read them. */
export const situationWords = (
  { situation }: { situation?: Pick<Tree, "questions"> | undefined },
  answers: SituationAnswers = {},
): { question: Both; answer: Both }[] =>
  (situation?.questions ?? []).flatMap(({ id, text, options }) => {
    const given = answers[id];
    if (given === undefined) return [];
    const option = options.find(({ value }) => value === given);
    return [{ question: text, answer: option?.text ?? { zh: "不清楚", en: "Not sure" } }];
  });
