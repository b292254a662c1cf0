import { anotherThan, type GuardRow } from "#shared/kernel/lifecycle/lifecycle.ts";
import type { DecisionContext } from "./command.ts";
import type { CaseRow } from "./record.ts";

/** What takes two persons: one proposes, another confirms. */
export const proposalGuards = {
  nothingProposed: {
    holds: (head) => head.proposal === undefined,
    text: {
      zh: "已有呈批等待批准，请等批准或者不同意后再办理。",
      en: "A proposal waits for approval; please wait until it is approved or declined.",
    },
  },
  somethingProposed: {
    holds: (head) => head.proposal !== undefined,
    text: { zh: "没有等待批准的呈批。", en: "Nothing was proposed." },
  },
  extensionProposed: {
    holds: (head) => head.proposal?.kind === "extension",
    text: {
      zh: "承办人还没有呈批延长；延长由承办人呈批、负责人批准。",
      en: "Nobody has proposed an extension; whoever handles the case proposes it and the head approves.",
    },
  },
  /** 行政许可法 Art. 42: the head of the organ, and where several organs act together the government's. */
  headApproves: {
    holds: ({ item, department: own }, _actor, { department }) =>
      item.approver === "government" ? department === undefined : department === own,
    text: {
      zh: "延长由办理部门的负责人批准；一件事的延长由区政府的负责人批准（行政许可法第四十二条）。",
      en: "The head of the department approves an extension, and that of a joint matter the head of the government (Administrative Licensing Law, Art. 42).",
    },
  },
  anotherApproves: anotherThan(({ proposal }) => [proposal?.by], {
    zh: "呈批人不能批准自己的呈批。",
    en: "Whoever proposed it cannot approve it.",
  }),
  noticeGivenBefore: {
    holds: (head) => head.notices !== undefined,
    text: {
      zh: "还没有告知过补正，可以直接一次性告知。",
      en: "No notice was given yet; the first one needs no approval.",
    },
  },
  furtherNoticeProposed: {
    holds: ({ proposal }) => proposal?.kind === "furtherNotice" && !proposal.confirmed,
    text: { zh: "没有等待同意的再次补正。", en: "No further notice waits for approval." },
  },
  furtherNoticeConfirmed: {
    holds: ({ notices, proposal }) =>
      notices === undefined || (proposal?.kind === "furtherNotice" && proposal.confirmed === true),
    text: {
      zh: "应当一次性告知（行政许可法第三十二条）；确需再次补正的，请先呈批，由监督人员同意。",
      en: "Everything must be listed at once (Administrative Licensing Law, Art. 32). A further notice has to be proposed and confirmed by a supervisor first.",
    },
  },
} satisfies Record<string, GuardRow<CaseRow, DecisionContext>>;
