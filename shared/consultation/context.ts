import type { Context } from "#shared/kernel/context.ts";
import { consultationRoutes } from "./api.ts";
import { faqRoutes } from "./faqs/faq-api.ts";
import { deflection, faq } from "./faqs/record.ts";
import { consultation as record } from "./record.ts";
import { said } from "./said.ts";
import { follows, needs } from "./wiring.ts";

export const consultation: Context = {
  name: "consultation",
  purpose: "questions to the office, and answers for everybody",
  records: [record, said, faq, deflection],
  functions: {
    consultations: { needs: needs.consultations, routes: consultationRoutes },
    faqs: { needs: needs.faqs, routes: faqRoutes },
    "consultation-follow": { needs: needs.follow, follows },
    "consultation-deadlines": {
      needs: needs.deadlines,
      sweep: {
        everyHours: 1,
        purpose:
          "Looks for questions that are due or that nobody speaks about any more, and answers to be checked",
        stopped: "Nobody has looked for late questions and answers to be checked for three hours.",
      },
    },
  },
};
