import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isOffice, sayShared } from "../../shared/draft-choice.ts";
import { isShared } from "../../shared/drafts.ts";
import { useSession } from "../../sign-in/session.ts";

/** Where a draft is kept and for how long, the choice for a computer that others use, and the way to delete it. */
export default function DraftKept({ onDelete }: { onDelete: () => void }) {
  const { t } = useTranslation();
  const session = useSession();
  const [shared, setShared] = useState(isShared);
  const choose = (next: boolean): void => {
    sayShared(session?.id ?? "", next);
    setShared(next);
  };
  return (
    <section className="panel" aria-label={t("draft.label")}>
      <p className="hint" role="status">
        {shared ? t("draft.keptShared") : t("draft.keptOwn")}
      </p>
      {!isOffice() && (
        <label className="choice">
          <input type="checkbox" checked={shared} onChange={(event) => choose(event.target.checked)} />
          {t("draft.sharedComputer")}
        </label>
      )}

      <button type="button" className="quiet" onClick={onDelete}>
        {t("draft.delete")}
      </button>
    </section>
  );
}
