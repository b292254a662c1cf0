import { useTranslation } from "react-i18next";
import type { WidgetProps } from "../../kit/form-fields.tsx";
import { ItemPicker } from "../../kit/pickers.tsx";
import { Group } from "../../shared/form/field.tsx";
import { ItemName } from "../../shared/item-name.tsx";

/** Items in an order of their own, the best first; each is looked up by name. */
export function ItemsField({ id, value, errors, onChange }: WidgetProps) {
  const { t } = useTranslation();
  const chosen = Array.isArray(value) ? (value as string[]) : [];
  return (
    <Group id={`setWord-${id}`} label={t("kit.fieldOf.setWord.items")} error={errors.get(id)} required>
      <ol>
        {chosen.map((itemCode) => (
          <li key={itemCode}>
            <ItemName itemCode={itemCode} />{" "}
            <button type="button" onClick={() => onChange(chosen.filter((one) => one !== itemCode))}>
              {t("form.remove", { number: chosen.indexOf(itemCode) + 1 })}
            </button>
          </li>
        ))}
      </ol>
      <ItemPicker
        key={chosen.length}
        id={`setWord-${id}-more`}
        label={t("words.oneMore")}
        value=""
        onChange={(itemCode) => {
          if (itemCode && !chosen.includes(itemCode)) onChange([...chosen, itemCode]);
        }}
      />
    </Group>
  );
}
