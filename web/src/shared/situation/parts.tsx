import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import {
  askedAnswers,
  guide,
  inSituation,
  questionsAsked,
  situationWords,
  unsure,
} from "#shared/catalogue/situation.ts";
import type { Case, Item } from "../api-types.ts";
import { Facts } from "../facts.tsx";
import { type Errors, noErrors } from "../form/errors.ts";
import { ChoiceField } from "../form/field.tsx";
import { useText } from "../use-read.ts";
import { Written } from "../written.tsx";

export type SituationAnswers = Record<string, string>;

type Props = {
  situation: NonNullable<Item["situation"]>;
  answers: SituationAnswers;
  onChange: (answers: SituationAnswers) => void;
  errors?: Errors;
};

/** 情形引导: questions one after another, and what one's situation is called once all are answered. */
export function SituationQuestions({ situation, answers, onChange, errors = noErrors }: Props) {
  const { t } = useTranslation();
  const text = useText();
  const guided = guide(situation, answers);
  // What comes after an open question may depend on it.
  const asked = questionsAsked(situation, answers);
  const open = asked.findIndex(({ id }) => answers[id] === undefined);
  return (
    <>
      <p className="hint">{t("situation.hint")}</p>
      {(open < 0 ? asked : asked.slice(0, open + 1)).map(({ id, text: question, help, options }) => (
        <ChoiceField
          key={id}
          id={`situation-${id}`}
          label={text(question)}
          {...(help && { hint: text(help) })}
          required
          value={answers[id] ?? ""}
          error={errors.get(`situation-${id}`)}
          options={[
            ...options.map((option) => ({ value: option.value, label: text(option.text) })),
            { value: unsure, label: t("situation.unsure") },
          ]}
          onChange={(value) => onChange(askedAnswers(situation, { ...answers, [id]: value }))}
        />
      ))}
      <div role="status">
        {guided.kind === "outcome" && (
          <div className="card">
            {t("situation.is")} <strong>{text(guided.outcome.name)}</strong>
            {guided.outcome.note && (
              <span className="facts">
                <Written text={text(guided.outcome.note)} />
              </span>
            )}
          </div>
        )}
        {guided.kind === "unsure" && <p className="card">{t("situation.mayBe")}</p>}
      </div>
    </>
  );
}

/** What was answered of one's situation, in words. */
export function SituationGiven({ item, answers }: { item: Item; answers: Case["situation"] }) {
  const text = useText();
  return (
    <Facts
      rows={situationWords(item, answers).map(({ question, answer }) => [text(question), text(answer)])}
    />
  );
}

/** Hands on how an item changes with one's situation. */
export function Situated({ children }: { children: (change: typeof inSituation) => ReactNode }) {
  return children(inSituation);
}
