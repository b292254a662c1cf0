import type { ServiceItem } from "#shared/catalogue/item.ts";
import type { Situation } from "#shared/catalogue/item-situation.ts";
import type { ProblemCode } from "#shared/catalogue/problem-messages.ts";

const named = (text: string) => ({ zh: text, en: text });
const yesOrNo = () => ["yes", "no"].map((value) => ({ value, text: named(value) }));

/** A floor plan of what is owned is not asked for, and a lease of what is rented is. */
export const soundSituation = (): Situation => ({
  questions: [
    { id: "own", text: named("own?"), options: yesOrNo() },
    { id: "lease", text: named("lease?"), options: yesOrNo(), askWhen: { own: ["no"] } },
  ],
  outcomes: [
    { id: "owned", name: named("owned"), when: [{ own: ["yes"] }], materials: [] },
    {
      id: "rented",
      name: named("rented"),
      when: [{ own: ["no"], lease: ["yes"] }],
      materials: [{ materialId: "floor-plan" }],
    },
    {
      id: "lent",
      name: named("lent"),
      when: [{ own: ["no"], lease: ["no"] }],
      materials: [{ materialId: "floor-plan", necessity: "optional" }],
    },
  ],
});

const changed =
  (change: (situation: Situation) => void) =>
  (item: ServiceItem): void => {
    item.situation = soundSituation();
    change(item.situation);
  };
const [owned, rented, lent] = soundSituation().outcomes as [
  Situation["outcomes"][number],
  Situation["outcomes"][number],
  Situation["outcomes"][number],
];

type Mutation = [column: string, code: ProblemCode, fault: string, mutate: (item: ServiceItem) => void];

export const situationMutations: Mutation[] = [
  [
    "situation.outcomes",
    "situation-gap",
    "answers that lead nowhere",
    changed((all) => {
      all.outcomes = [owned, rented];
    }),
  ],
  [
    "situation.outcomes",
    "situation-clash",
    "answers that lead to two situations",
    changed((all) => {
      all.outcomes = [owned, { ...rented, when: [{ own: ["no"] }] }, lent];
    }),
  ],
  [
    "situation.outcomes.3",
    "situation-unreachable",
    "a situation that nobody is in",
    changed((all) => {
      const note = named("never");
      all.outcomes.push({ ...owned, id: "never", note, when: [{ own: ["yes"], lease: ["yes"] }] });
    }),
  ],
  [
    "situation.outcomes.2",
    "situation-twin",
    "two situations that are alike",
    changed((all) => {
      all.outcomes = [owned, rented, { ...lent, materials: rented.materials }];
    }),
  ],
  [
    "situation.questions.0.askWhen",
    "situation-condition-unknown",
    "a question that waits for a later one",
    changed((all) => {
      all.questions[0] = { id: "own", text: named("own?"), options: yesOrNo(), askWhen: { lease: ["yes"] } };
    }),
  ],
  [
    "situation.questions.1.options",
    "list-duplicate",
    "an answer that every question has already",
    changed((all) => {
      all.questions[1]?.options.push({ value: "unsure", text: named("?") });
    }),
  ],
  [
    "situation.outcomes.0.materials",
    "situation-material-unknown",
    "a material that the item has not",
    changed((all) => {
      all.outcomes = [{ ...owned, materials: [{ materialId: "unheard-of" }] }, rented, lent];
    }),
  ],
  [
    "situation.outcomes.0.form",
    "situation-field-unknown",
    "a field that the form has not",
    changed((all) => {
      all.outcomes = [{ ...owned, form: { leaveOut: ["unheardOf"] } }, rented, lent];
    }),
  ],
  [
    "situation.outcomes.0.fees",
    "situation-fee-unknown",
    "a charge that the item has not",
    changed((all) => {
      all.outcomes = [{ ...owned, fees: ["unheard-of"] }, rented, lent];
    }),
  ],
  [
    "situation.questions",
    "situation-too-many",
    "more ways than anybody reads",
    changed((all) => {
      const options = Array.from({ length: 10 }, (_, n) => ({ value: `o${n}`, text: named(`${n}`) }));
      all.questions = Array.from({ length: 5 }, (_, n) => ({ id: `q${n}`, text: named(`${n}`), options }));
      all.outcomes = [
        { ...owned, when: [{ q0: ["o0"] }] },
        { ...rented, when: [{ q1: ["o0"] }] },
      ];
    }),
  ],
];
