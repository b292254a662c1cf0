import { useState } from "react";
import { useTranslation } from "react-i18next";
import { categories } from "../../citizen/policies/words.ts";
import { ItemPicker } from "../../kit/pickers.tsx";
import { ChoiceField, Group, TextField } from "../../shared/form/field.tsx";
import { Form } from "../../shared/form/form.tsx";
import { ConditionFields } from "./condition-fields.tsx";
import {
  type ConditionDraft,
  contentOf,
  emptyCondition,
  emptyGroup,
  emptyPrefill,
  type Kind,
  type PolicyDraft,
  textParts,
} from "./draft.ts";
import { Faults } from "./faults.tsx";
import { useItemFields } from "./item-fields.ts";
import { PrefillFields } from "./prefill-fields.tsx";

type Props = {
  initial: PolicyDraft;
  button: string;
  isSending: boolean;
  error: unknown;
  onSend: (content: Record<string, unknown>) => void;
};

/** A policy as its keeper writes it: words first, then whom it fits, then how it is applied for. */
export function PolicyForm({ initial, button, isSending, error, onSend }: Props) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(initial);
  const change = (changes: Partial<PolicyDraft>): void => setDraft((before) => ({ ...before, ...changes }));
  const fieldsOf = useItemFields(draft);
  const kindOf = (code: string, field: string): Kind =>
    fieldsOf(code).find(({ name }) => name === field)?.kind ?? "other";
  const { alternatives, itemCode, prefill, confirm } = draft;
  const changeGroup = (group: string, conditions: (before: ConditionDraft[]) => ConditionDraft[]): void =>
    change({
      alternatives: alternatives.flatMap((one) => {
        if (one.key !== group) return [one];
        const after = conditions(one.conditions);
        return after.length > 0 ? [{ ...one, conditions: after }] : [];
      }),
    });
  return (
    <Form className="action-form" onSend={() => onSend(contentOf(draft, kindOf))}>
      <TextField
        id="content-title-zh"
        label={t("policy.form.title")}
        maxLength={60}
        value={draft.title.zh}
        onChange={(zh) => change({ title: { ...draft.title, zh } })}
      />
      <TextField
        id="content-title-en"
        label={t("policy.form.titleEn")}
        required={false}
        maxLength={120}
        value={draft.title.en}
        onChange={(en) => change({ title: { ...draft.title, en } })}
      />
      <ChoiceField
        id="content-category"
        label={t("policy.category")}
        value={draft.category}
        options={categories.map((value) => ({ value, label: t(`policy.categories.${value}`) }))}
        onChange={(category) => change({ category })}
      />
      <ChoiceField
        id="content-kind"
        label={t("policy.form.kind")}
        value={draft.kind}
        options={[
          { value: "application", label: t("policy.form.application") },
          { value: "confirmation", label: t("policy.form.confirmation") },
        ]}
        onChange={(kind) => change({ kind })}
      />
      {textParts.map((part) => (
        <Group key={part} id={`content-${part}`} label={t(`policy.${part}`)}>
          {(["zh", "en"] as const).map((language) => (
            <TextField
              key={language}
              id={`content-${part}-${language}`}
              label={t(`policy.form.${language}`)}
              required={language === "zh" ? undefined : false}
              lines={2}
              value={draft.texts[part][language]}
              onChange={(value) =>
                change({ texts: { ...draft.texts, [part]: { ...draft.texts[part], [language]: value } } })
              }
            />
          ))}
        </Group>
      ))}
      <TextField
        id="content-basis"
        label={t("policy.basis")}
        hint={t("policy.form.perLine")}
        lines={3}
        value={draft.basis}
        onChange={(basis) => change({ basis })}
      />
      <TextField
        id="content-unconfirmed"
        label={t("policy.unconfirmed")}
        hint={t("policy.form.perLine")}
        required={false}
        lines={2}
        value={draft.unconfirmed}
        onChange={(unconfirmed) => change({ unconfirmed })}
      />
      <TextField
        id="content-opensOn"
        type="date"
        label={t("policy.form.opensOn")}
        required={false}
        value={draft.opensOn}
        onChange={(opensOn) => change({ opensOn })}
      />
      <TextField
        id="content-until"
        type="date"
        label={t("policy.form.until")}
        required={false}
        value={draft.until}
        onChange={(until) => change({ until })}
      />
      <h3>{t("policy.conditions")}</h3>
      <p className="hint">{t("policy.conditionsHint")}</p>
      {alternatives.map(({ key, conditions }, place) => (
        <Group
          key={key}
          id={`content-rule-alternatives-${place}`}
          label={t("policy.group", { number: place + 1 })}
        >
          {conditions.map((one, number) => (
            <Group
              key={one.key}
              id={`content-rule-alternatives-${place}-${number}`}
              label={t("policy.condition", { number: number + 1 })}
            >
              <ConditionFields
                id={`content-rule-alternatives-${place}-${number}`}
                of={one}
                fieldsOf={fieldsOf}
                onChange={(changes) =>
                  changeGroup(key, (all) =>
                    all.map((each) => (each.key === one.key ? { ...each, ...changes } : each)),
                  )
                }
              />
              <button
                type="button"
                className="quiet"
                onClick={() => changeGroup(key, (all) => all.filter((each) => each.key !== one.key))}
              >
                {t("policy.form.takeOut", { what: t("policy.condition", { number: number + 1 }) })}
              </button>
            </Group>
          ))}
          <button type="button" onClick={() => changeGroup(key, (all) => [...all, emptyCondition()])}>
            {t("policy.form.addCondition")}
          </button>
        </Group>
      ))}
      <button type="button" onClick={() => change({ alternatives: [...alternatives, emptyGroup()] })}>
        {t("policy.form.addGroup")}
      </button>
      <h3>{t("policy.form.apply")}</h3>
      <ItemPicker
        id="content-apply-itemCode"
        label={t("policy.form.applyItem")}
        hint={t("policy.form.applyHint")}
        required={false}
        value={itemCode}
        onChange={(value) => change({ itemCode: value, prefill: [], confirm: [] })}
      />
      {itemCode && (
        <>
          {prefill.map((one, place) => (
            <PrefillFields
              key={one.key}
              id={`content-apply-prefill-${place}`}
              of={one}
              fields={fieldsOf(itemCode)}
              fieldsOf={fieldsOf}
              onChange={(changes) =>
                change({
                  prefill: prefill.map((each) => (each.key === one.key ? { ...each, ...changes } : each)),
                })
              }
              onTakeOut={() => change({ prefill: prefill.filter((each) => each.key !== one.key) })}
            />
          ))}
          <button type="button" onClick={() => change({ prefill: [...prefill, emptyPrefill()] })}>
            {t("policy.form.addPrefill")}
          </button>
          <Group id="content-apply-confirm" label={t("policy.form.confirm")}>
            {fieldsOf(itemCode).map(({ name, label }) => (
              <label className="choice" key={name}>
                <input
                  type="checkbox"
                  checked={confirm.includes(name)}
                  onChange={(event) =>
                    change({
                      confirm: event.target.checked
                        ? [...confirm, name]
                        : confirm.filter((each) => each !== name),
                    })
                  }
                />
                <span>{label}</span>
              </label>
            ))}
          </Group>
        </>
      )}
      <Faults error={error} />
      <button type="submit" className="primary" disabled={isSending}>
        {button}
      </button>
    </Form>
  );
}
