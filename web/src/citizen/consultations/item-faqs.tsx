import { useTranslation } from "react-i18next";
import type { PublicFaq } from "#shared/consultation/faqs/faq-api.ts";
import type { Page } from "../../shared/api-types.ts";
import { useRead } from "../../shared/use-read.ts";
import { Written } from "../../shared/written.tsx";
import { useFaqText } from "./use-faq-text.ts";

/** What others asked about an item, answered for everybody. */
export function ItemFaqs({ itemCode, heading }: { itemCode: string; heading: boolean }) {
  const { t } = useTranslation();
  const inWords = useFaqText();
  const { data } = useRead<Page<PublicFaq>>(`/v1/faqs?item=${itemCode}&limit=50`);
  if (!data || data.items.length === 0) return null;
  return (
    <>
      {heading && <h2>{t("guide.faq")}</h2>}
      {data.items.map((faq) => (
        <details key={faq.faqId} className="card">
          <summary>
            <Written text={inWords(faq).question} />
          </summary>
          <p>
            <Written text={inWords(faq).answer} />
          </p>
        </details>
      ))}
    </>
  );
}
