import { useTranslation } from "react-i18next";
import { printedFor, unprinted } from "#shared/kernel/printed-characters.ts";

/** Which characters official documents cannot print, and what stands there instead; it may be sent all the same. */
export default function Unprinted({ text }: { text: string }) {
  const { t } = useTranslation();
  const characters = unprinted(text);
  if (characters.length === 0) return null;
  const list = characters.map((character) =>
    t("kit.printedAs", { character, instead: printedFor(character) }),
  );
  return <p className="hint">{t("kit.unprinted", { list: list.join(t("kit.and")) })}</p>;
}
