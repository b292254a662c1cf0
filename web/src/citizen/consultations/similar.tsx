import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import policy from "#data/consultation-policy.json" with { type: "json" };
import type { ConsultationRowView } from "#shared/consultation/api.ts";
import type { PublicFaq } from "#shared/consultation/faqs/faq-api.ts";
import { similarOnes } from "#shared/consultation/similarity.ts";
import { call } from "../../shared/api.ts";
import type { Page } from "../../shared/api-types.ts";
import { useRead } from "../../shared/use-read.ts";
import { Written } from "../../shared/written.tsx";
import { useFaqText } from "./use-faq-text.ts";

const maxShown = 3;

/** While somebody types: what is answered already, and what they asked themselves. Most repeated questions end here. */
export function Similar({ text, itemCode }: { text: string; itemCode?: string | undefined }) {
  const { t } = useTranslation();
  const inWords = useFaqText();
  const [helped, setHelped] = useState<string>();
  const faqs = useRead<Page<PublicFaq>>(`/v1/faqs?limit=50${itemCode ? `&item=${itemCode}` : ""}`);
  const mine = useRead<Page<ConsultationRowView>>("/v1/consultations?limit=50");
  const alike = similarOnes(text, faqs.data?.items ?? [], ({ question }) => question, policy.similarFrom);
  const open = (mine.data?.items ?? []).filter(({ endedAt }) => endedAt === undefined);
  const own = similarOnes(text, open, ({ text: asked = "" }) => asked, policy.similarFrom);
  const count = alike.length + own.length;
  return (
    <>
      <p role="status" className={count === 0 ? "unseen" : undefined}>
        {t("consultation.similarFound", { count })}
      </p>
      {own.slice(0, maxShown).map(({ consultationId, text: asked = "" }) => (
        <p key={consultationId} className="panel asked">
          {t("consultation.ownOpen")}{" "}
          <Link to={`/consultations/${consultationId}`}>
            <Written text={asked.slice(0, 60)} />
          </Link>
        </p>
      ))}
      {alike.slice(0, maxShown).map((faq) => (
        <details key={faq.faqId} className="card">
          <summary>
            <Written text={inWords(faq).question} />
          </summary>
          <p>
            <Written text={inWords(faq).answer} />
          </p>
          {helped === faq.faqId ? (
            <p role="status">{t("consultation.thanks")}</p>
          ) : (
            <button
              type="button"
              onClick={() => {
                setHelped(faq.faqId);
                void call("POST", `/v1/faqs/${faq.faqId}/helped`).catch(() => undefined);
              }}
            >
              {t("consultation.helped")}
            </button>
          )}
        </details>
      ))}
    </>
  );
}
