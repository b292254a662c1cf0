import { defineProblems } from "#shared/kernel/http/problem.ts";

export const paymentProblems = defineProblems({
  reductionUnknown: {
    status: 422,
    zh: "此收费没有这项减缴、免缴依据。",
    en: "The law gives no such ground for paying less of this fee.",
  },
  paymentPlatformSilent: {
    status: 503,
    zh: "收缴平台暂时没有答复，请稍后再查询；已缴的款不会丢失。",
    en: "The payment platform does not answer now. Please ask again later; what you paid is not lost.",
  },
});
