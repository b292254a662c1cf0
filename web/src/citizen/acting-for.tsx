import { useTranslation } from "react-i18next";
import { useSearchParams } from "wouter";
import type { RepresentationView } from "#shared/representations/api.ts";
import { ChoiceField } from "../shared/form/field.tsx";
import { usePages } from "../shared/use-read.ts";

/** Whom somebody acts for now. */
export function useActing(): RepresentationView[] {
  const mine = usePages<RepresentationView>("/v1/representations?side=acting");
  return (mine.data?.pages ?? []).flatMap(({ items }) => items).filter(({ state }) => state === "active");
}

/** Whose list a page shows; the address says it, so that one comes back to it. Empty: one's own. */
export function useOnBehalfOf(): { onBehalfOf: string; path(list: string): string } {
  const [query] = useSearchParams();
  const given = query.get("onBehalfOf") ?? "";
  const onBehalfOf = /^[0-9a-f]{16}$/.test(given) ? given : "";
  return { onBehalfOf, path: (list) => (onBehalfOf ? `${list}?onBehalfOf=${onBehalfOf}` : list) };
}

const myself = "myself";

/** 以谁的名义查看: shown to whoever acts for somebody. */
export function ActingFor() {
  const { t } = useTranslation();
  const [, setQuery] = useSearchParams();
  const { onBehalfOf } = useOnBehalfOf();
  const acting = useActing();
  if (acting.length === 0 && !onBehalfOf) return null;
  const chosen = acting.find(({ representationId }) => representationId === onBehalfOf);
  return (
    <>
      <ChoiceField
        id="acting-for"
        label={t("acting.whose")}
        value={onBehalfOf || myself}
        options={[
          { value: myself, label: t("acting.mine") },
          ...acting.map(({ representationId, principal, kind }) => ({
            value: representationId,
            label: t("acting.of", { name: principal.name, kind: t(`acting.kind.${kind}`) }),
          })),
        ]}
        onChange={(value) =>
          setQuery(value === myself || value === "" ? {} : { onBehalfOf: value }, { replace: true })
        }
      />
      {chosen?.scope && <p className="hint">{t("acting.scoped")}</p>}
    </>
  );
}
