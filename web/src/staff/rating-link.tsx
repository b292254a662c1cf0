import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { renderSVG } from "uqr";
import { inviteToRate } from "../device/invitation.ts";
import { call } from "../shared/api.ts";
import type { Case } from "../shared/api-types.ts";
import { ErrorMessage } from "../shared/query-view.tsx";

/** 邀评: a code for the applicant's phone, or the screen of the rating device beside this window. */
export function RatingLink({ of }: { of: Case }) {
  const { t } = useTranslation();
  const open = of.rating.filter(({ ratable }) => ratable);
  const [invited, setInvited] = useState<"shown" | "nobody">();
  const link = useMutation({
    mutationFn: ({ stage, turn }: (typeof open)[number]) =>
      call<{ token: string }>("POST", `/v1/cases/${of.caseNumber}/rating-links`, {
        body: { stage, turn, channel: "qr" },
      }),
  });
  if (open.length === 0) return null;
  return (
    <section className="card" aria-labelledby="rating-link">
      <h2 id="rating-link">{t("staff.invite")}</h2>
      <div className="buttons on-screen">
        {open.map((rating) => (
          <span key={`${rating.stage} ${rating.turn}`} className="buttons">
            <button type="button" disabled={link.isPending} onClick={() => link.mutate(rating)}>
              {t("staff.inviteByCode", { stage: t(`rate.stage.${rating.stage}`) })}
            </button>
            <button
              type="button"
              onClick={async () => {
                const isShown = await inviteToRate({ caseNumber: of.caseNumber, stage: rating.stage });
                setInvited(isShown ? "shown" : "nobody");
              }}
            >
              {t("staff.inviteOnDevice", { stage: t(`rate.stage.${rating.stage}`) })}
            </button>
          </span>
        ))}
      </div>
      {invited && <p role="status">{t(`staff.invited.${invited}`)}</p>}
      <ErrorMessage error={link.error} />
      {link.data && (
        <img
          className="qr"
          alt={t("staff.inviteCode")}
          src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(
            renderSVG(`${window.location.origin}/rate#${link.data.token}`),
          )}`}
        />
      )}
    </section>
  );
}
