import { useTranslation } from "react-i18next";
import { askedAnswers, guide, questionsAsked, unsure } from "#shared/catalogue/situation.ts";
import type { Item } from "../api-types.ts";
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
export default function SituationQuestions({ situation, answers, onChange, errors = noErrors }: Props) {
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
