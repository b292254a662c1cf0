import { useTranslation } from "react-i18next";
import type { FaqView } from "#shared/consultation/faqs/faq-api.ts";
import { CallForm } from "../../kit/call-form.tsx";
import { call } from "../../shared/api.ts";

type Props = { fixed?: Record<string, string>; onDone: (faqId: string) => void };

/** An answer for everybody, written so that it tells of nobody; somebody else confirms it. */
export function ProposeFaq({ fixed = {}, onDone }: Props) {
  const { t } = useTranslation();
  const omit = ["fromConsultation"].filter((name) => !(name in fixed));
  return (
    <>
      <p className="hint">{t("consultation.faqHint")}</p>
      <CallForm<FaqView>
        name="POST /v1/faqs"
        words="proposeFaq"
        options={{ fixed, omit }}
        secondary
        send={(body) =>
          call("POST", "/v1/faqs", { body, headers: { "idempotency-key": crypto.randomUUID() } })
        }
        onDone={({ faqId }) => onDone(faqId)}
      />
    </>
  );
}
