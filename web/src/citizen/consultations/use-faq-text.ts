import { useTranslation } from "react-i18next";
import type { PublicFaq } from "#shared/consultation/faqs/faq-api.ts";

type Texts = Pick<PublicFaq, "question" | "answer" | "questionEn" | "answerEn">;

/** A published answer in the page's language, or in Chinese where nobody wrote it in English. */
export function useFaqText(): (faq: Texts) => { question: string; answer: string } {
  const { i18n } = useTranslation();
  return ({ question, answer, questionEn, answerEn }) =>
    i18n.language.startsWith("zh")
      ? { question, answer }
      : { question: questionEn ?? question, answer: answerEn ?? answer };
}
