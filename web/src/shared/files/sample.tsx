import { useTranslation } from "react-i18next";
import type { Material } from "../api-types.ts";
import { useText } from "../use-read.ts";
import { NameAfter } from "../written.tsx";

/** A filled-in example of a material, in a tab of its own so that nothing typed is left. */
export function Sample({ of: { name, sample } }: { of: Material }) {
  const { t } = useTranslation();
  const text = useText();
  if (!sample) return null;
  return (
    <a className="sample on-screen" href={`/samples/${sample}`} target="_blank" rel="noreferrer">
      {t("sample")}
      <NameAfter text={text(name)} />
    </a>
  );
}
