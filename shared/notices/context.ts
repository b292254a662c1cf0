import type { Context } from "#shared/kernel/context.ts";
import { noticeRoutes } from "./api.ts";
import { addressRoutes } from "./people/api.ts";
import { takeReceipts } from "./receipts-api.ts";
import { address, circuit, codeCap, cost, notice, preference, service } from "./record.ts";
import { rules } from "./rules.ts";
import { serviceRoutes } from "./service/api.ts";
import { requireSound } from "./sound.ts";
import { templates } from "./templates.ts";
import { follows, needs, sent } from "./wiring.ts";

requireSound(templates, rules);

export const notices: Context = {
  name: "notices",
  purpose: "people hear of what happens to their matters",
  records: [notice, service, preference, address, circuit, cost, codeCap],
  functions: {
    notices: { needs: needs.api, routes: [...noticeRoutes, ...addressRoutes, ...serviceRoutes] },
    "notice-follow": { needs: needs.follow, follows },
    "notice-sender": { needs: needs.sender, follows: sent },
    "notice-outcomes": { needs: needs.outcomes },
    "notice-receipts": { needs: needs.receipts, routes: [takeReceipts] },
    "notice-deadlines": {
      needs: needs.deadlines,
      sweep: {
        everyHours: 1,
        purpose:
          "Releases what was held over quiet hours, and looks for documents that were served and not read",
        stopped: "Nobody has released notices, or looked for documents that are not read, for three hours.",
        rings: {
          "noticeDeadlines.nearCeiling": {
            text: "A department has spent 80 % of what its notices may cost this month.",
            runbook: "messages-to-people",
          },
          "noticeDeadlines.overCeiling": {
            text: "A department has spent what its notices may cost this month; what is neither urgent nor legal waits.",
            runbook: "messages-to-people",
          },
          "noticeDeadlines.circuitOpen": {
            text: "A provider of messages fails or is slow for an hour.",
            runbook: "messages-to-people",
          },
          "noticeDeadlines.documentsLate": {
            text: "Documents that people are to be served with are not posted, or nobody has telephoned about them, for three days.",
            runbook: "messages-to-people",
          },
        },
      },
    },
  },
  queues: {
    "message-outcomes": {
      worker: "notice-outcomes",
      deadLetters: "DEAD_LETTER_QUEUE_URL",
      setAside: {
        variable: "SET_ASIDE_QUEUE_URL",
        line: "noticeOutcomes.notOurs",
        from: "provider",
        counts: "receipts",
        many: 20,
        rings: {
          text: "A provider tells of many messages that are none of ours, or of which nobody knew that it took them.",
          runbook: "receipts-of-nothing",
        },
      },
    },
  },
};
