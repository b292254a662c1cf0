import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { anotherThan, defineLifecycle } from "#shared/kernel/lifecycle/lifecycle.ts";
import type { Archive } from "./record.ts";

export type ArchiveDecisionContext = { now: string };

const staff = ["clerk", "reviewer", "supervisor"] as const;

/** 归档: the whole life of an archive file as data. */
export const lifecycle = defineLifecycle<Archive, ArchiveDecisionContext>()({
  name: "archive",
  states: {
    pending: { zh: "待归档", en: "To be archived" },
    packing: { zh: "打包中", en: "Being packed" },
    packed: { zh: "待检测", en: "Packed, to be checked" },
    archived: { zh: "已归档", en: "Archived" },
    failed: { zh: "归档失败", en: "Failed" },
    appraised: { zh: "待销毁审批", en: "Destruction proposed" },
    destroyed: { zh: "已销毁", en: "Destroyed" },
  },
  begins: ["pending"],
  ends: ["destroyed"],
  guards: {
    timeToPack: { holds: ({ packFrom }, _actor, { now }) => packFrom <= now },
    overdue: { holds: ({ dueAt, late }, _actor, { now }) => !late && dueAt < now },
    // 档案法实施条例 (2024) Art. 24: what is appraised is what was kept for its whole time.
    timeIsOver: {
      holds: ({ keepUntil = "9999" }, _actor, { now }) => keepUntil < dayOf(now),
      text: {
        zh: "保管期限未满（保管至 {keepUntil}），不能鉴定销毁（《中华人民共和国档案法实施条例》第二十四条）。",
        en: "It is kept until {keepUntil}; only what was kept for its whole time is appraised (Regulations for the Archives Law, Art. 24).",
      },
      facts: (_around, { keepUntil = "" }) => ({ keepUntil }),
    },
    notAppraiser: anotherThan(({ appraisedBy }) => [appraisedBy], {
      zh: "销毁由您提出，须由另一人批准。",
      en: "You proposed to destroy it; somebody else approves.",
    }),
  },
  actions: {
    release: {
      from: ["pending"],
      to: ["packing"],
      roles: ["system"],
      guards: ["timeToPack"],
      event: "due",
      label: { zh: "到期打包", en: "Pack when it is time" },
    },
    pack: {
      from: ["pending", "failed", "packing"],
      to: ["packing"],
      roles: staff,
      event: "due",
      label: { zh: "打包归档", en: "Pack now" },
    },
    recordPackage: {
      from: ["packing"],
      to: ["packed"],
      roles: ["system"],
      event: "packed",
      label: { zh: "打包完成", en: "Record the package" },
    },
    check: {
      from: ["archived"],
      to: ["packed"],
      roles: staff,
      event: "packed",
      label: { zh: "重新检测", en: "Check again" },
    },
    recordCheck: {
      from: ["packed"],
      to: ["archived"],
      roles: ["system"],
      event: "archived",
      label: { zh: "检测通过并归档", en: "Archive after the check" },
    },
    recordFailure: {
      from: ["packing", "packed"],
      to: ["failed"],
      roles: ["system"],
      event: "failed",
      label: { zh: "归档失败", en: "Record a failure" },
    },
    markLate: {
      from: ["pending", "packing", "packed", "failed"],
      to: "same",
      roles: ["system"],
      guards: ["overdue"],
      event: "late",
      label: { zh: "逾期未归档", en: "Mark as late" },
    },
    appraise: {
      from: ["archived"],
      to: ["appraised"],
      roles: ["reviewer", "supervisor"],
      guards: ["timeIsOver"],
      event: "appraised",
      label: { zh: "鉴定后提出销毁", en: "Propose to destroy" },
    },
    extend: {
      from: ["archived", "appraised"],
      to: ["archived"],
      roles: ["reviewer", "supervisor"],
      guards: ["timeIsOver"],
      event: "extended",
      label: { zh: "继续保管", en: "Keep longer" },
    },
    destroy: {
      from: ["appraised"],
      to: ["destroyed"],
      roles: ["supervisor"],
      guards: ["timeIsOver", "notAppraiser"],
      event: "destroyed",
      label: { zh: "批准销毁", en: "Approve the destruction" },
    },
  },
});
