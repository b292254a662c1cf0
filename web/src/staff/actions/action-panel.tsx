import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { actionLabel } from "../../case/labels.ts";
import { useAction } from "../../case/use-action.ts";
import { ApiProblem } from "../../shared/api.ts";
import type { Case, CaseAction, Item } from "../../shared/api-types.ts";
import { ErrorMessage } from "../../shared/query-view.tsx";
import { useText } from "../../shared/use-read.ts";
import { ActionForm } from "./action-form.tsx";
import { fieldsOfAction, isAssisted, isFinal, onOwnPage } from "./fields.ts";
import { NoticeForm } from "./notice-form.tsx";

/** Everything that can be done now, as the API lists it; what asks for something opens below. */
export function ActionPanel({ of, item }: { of: Case; item: Item }) {
  const { t } = useTranslation();
  const text = useText();
  const [chosen, setOpen] = useState<CaseAction>();
  const act = useAction(of, () => setOpen(undefined));
  const { allowedActions: actions } = of;
  // Somebody else may have been faster.
  const open = chosen && actions.includes(chosen) ? chosen : undefined;
  const choose = (action: CaseAction): void => {
    const asks = fieldsOfAction(action).length > 0 || action === "requestSupplement" || isFinal(action);
    if (asks) setOpen(open === action ? undefined : action);
    else
      act.mutate({
        action,
        body: isAssisted(action) ? { assistance: { kind: "helped" } } : {},
      });
  };
  return (
    <section className="panel on-screen" aria-labelledby="actions">
      <h2 id="actions">{t("staff.actions")}</h2>
      {actions.length === 0 && <p>{t("staff.noActions")}</p>}
      <div className="buttons">
        {actions.map((action) =>
          onOwnPage.includes(action) ? (
            <Link key={action} className="button" to={`/staff/cases/${of.caseNumber}/${action}`}>
              {text(actionLabel(action))}
            </Link>
          ) : (
            <button
              key={action}
              type="button"
              className={["accept", "passPreReview", "approve", "claim"].includes(action) ? "primary" : ""}
              aria-expanded={open === action}
              disabled={act.isPending}
              onClick={() => choose(action)}
            >
              {text(actionLabel(action))}
            </button>
          ),
        )}
      </div>
      {/* An error of a field is shown at the field. */}
      {!(act.error instanceof ApiProblem && act.error.errors.length > 0) && (
        <ErrorMessage error={act.error} />
      )}
      {open === "requestSupplement" ? (
        <NoticeForm of={of} item={item} act={act} />
      ) : (
        open && <ActionForm key={open} of={of} action={open} act={act} />
      )}
    </section>
  );
}
