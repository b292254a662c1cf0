import { useTranslation } from "react-i18next";
import type { Citation } from "#shared/consultation/said.ts";
import type { WidgetProps } from "../../kit/form-fields.tsx";
import type { Item } from "../../shared/api-types.ts";
import { Field } from "../../shared/form/field.tsx";
import { useRead, useText } from "../../shared/use-read.ts";

type Paragraph = { part: Citation["part"]; number?: number; text: string };

/** Every paragraph of an item's guide, to be pointed to. */
export function GuidePicker({ itemCode, id, value, errors, onChange }: WidgetProps & { itemCode: string }) {
  const { t } = useTranslation();
  const text = useText();
  const { data } = useRead<Item>(`/v1/items/${itemCode}`);
  const cut = (whole: string): string => (whole.length > 60 ? `${whole.slice(0, 60)}…` : whole);
  const listed = (part: Citation["part"], texts: readonly string[]): Paragraph[] =>
    texts.map((one, index) => ({ part, number: index + 1, text: one }));
  const paragraphs: Paragraph[] = data
    ? [
        { part: "conditions", text: text(data.conditions) },
        ...listed(
          "materials",
          data.materials.map(({ name }) => text(name)),
        ),
        ...listed("steps", data.steps.map(text)),
        ...listed(
          "fee",
          data.fee.items.map(({ name }) => text(name)),
        ),
        ...listed("legalBasis", data.legalBasis),
        { part: "where", text: text(data.address) },
      ]
    : [];
  const chosen = value as Citation | undefined;
  const at = paragraphs.findIndex(({ part, number }) => part === chosen?.part && number === chosen.number);
  return (
    <Field
      id={id}
      label={t("consultation.citesLabel")}
      required
      error={errors.get(id) ?? errors.get(`${id}-number`)}
    >
      {(control) => (
        <select
          {...control}
          value={at < 0 ? "" : String(at)}
          onChange={(event) => {
            const paragraph = paragraphs[Number(event.target.value)];
            if (!paragraph || event.target.value === "") return onChange(undefined);
            const { part, number } = paragraph;
            return onChange({ part, ...(number !== undefined && { number }) });
          }}
        >
          <option value="">{t("form.choose")}</option>
          {paragraphs.map(({ part, number, text: words }, index) => (
            <option key={`${part} ${number ?? ""}`} value={String(index)}>
              {`${t(`consultation.part.${part}`)}${number === undefined ? "" : ` ${number}`}: ${cut(words)}`}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
