import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { defineLifecycle } from "#shared/kernel/lifecycle/lifecycle.ts";
import { capacityOn, mayLiveOnOwnEarnings } from "#shared/kernel/people/age.ts";
import { type Identity, isSamePerson } from "#shared/kernel/people/identity.ts";
import type { LicenceAnswer } from "./business-licence.ts";
import { ends, type evidenceKinds, type Representation } from "./record.ts";

/** What a decision asks beside the record. Without `paper` it is asked for buttons. */
export type Circumstances = {
  now: string;
  identity?: Identity | undefined;
  /** What the licence's service answered; `silent`: nothing now. */
  licence?: LicenceAnswer | "pending" | "silent" | undefined;
  /** What is on the original that a clerk sees. */
  paper?: { idNumber: string; evidence: (typeof evidenceKinds)[number] } | undefined;
  /** Whether the agent declares that they live mainly on their own earnings. Undefined: asked for buttons. */
  ownEarnings?: boolean | undefined;
};

const isGuardianship = ({ kind }: Representation): boolean => kind === "guardian";

/** The whole life of a representation as data: server, buttons and tests read this table. */
export const lifecycle = defineLifecycle<Representation, Circumstances>()({
  name: "representation",
  states: {
    awaitingVerification: { zh: "待电子营业执照确认", en: "To be confirmed in the licence app" },
    awaitingConfirmation: { zh: "待代理人确认", en: "To be confirmed by the agent" },
    awaitingReview: { zh: "待窗口核验", en: "To be checked at the window" },
    active: { zh: "有效", en: "In force" },
    refused: { zh: "未通过", en: "Refused" },
    revoked: { zh: "已撤销", en: "Revoked" },
    expired: { zh: "已到期", en: "Expired" },
  },
  begins: ["awaitingVerification", "awaitingConfirmation", "awaitingReview"],
  ends,
  guards: {
    /** Its agent, by their own verified identity. */
    agents: {
      ofRole: true,
      holds: ({ agent }, _actor, { identity }) => identity !== undefined && isSamePerson(identity, agent),
      text: { zh: "只有代理人本人可以办理。", en: "Only the agent in person does this." },
    },
    /** Either side may end it at any time (民法典 Art. 173(2)). */
    partys: {
      ofRole: true,
      holds: ({ agent, grantorId }, { id }, { identity }) =>
        grantorId === id || (identity !== undefined && isSamePerson(identity, agent)),
      text: { zh: "只有双方当事人可以办理。", en: "Only the two sides do this." },
    },
    /** 民法典 Art. 18: 18, or 16 and living mainly on their own earnings. */
    agentCapable: {
      holds: ({ agent: { idType, idNumber } }, _actor, { now, ownEarnings = true }) =>
        idType !== "residentId" ||
        capacityOn(dayOf(now), idNumber) === "full" ||
        (ownEarnings && mayLiveOnOwnEarnings(dayOf(now), idNumber)),
      text: {
        zh: "未满十八周岁的，须已满十六周岁并声明以自己的劳动收入为主要生活来源（《中华人民共和国民法典》第十八条）。",
        en: "Under 18 you take it on only if you are 16 and declare that you live mainly on your own earnings (Civil Code, Art. 18).",
      },
    },
    runs: {
      holds: ({ endsAt }, _actor, { now }) => !endsAt || now < endsAt,
      text: { zh: "已过期，请重新发起。", en: "Its time is over; please request it anew." },
    },
    licenceServiceAnswers: {
      holds: (_record, _actor, { licence }) => licence !== "silent",
      text: {
        zh: "电子营业执照系统暂时没有回应，请稍后再试；这次申请仍然有效。",
        en: "The service of electronic business licences does not answer now. Please try again later; your request stands.",
      },
    },
    licenceConfirmed: {
      holds: (_record, _actor, { licence }) => licence !== "pending",
      text: {
        zh: "还没有在电子营业执照应用里确认，请先确认，再回来继续。",
        en: "It is not confirmed in the licence app yet. Please confirm it there and come back.",
      },
    },
    notOneself: {
      holds: ({ agentId, agent }, { id }, { identity }) =>
        agentId !== id && !(identity && isSamePerson(identity, agent)),
      text: { zh: "不能核验自己的申请。", en: "Nobody checks a request of their own." },
    },
    guardianship: {
      holds: isGuardianship,
      text: { zh: "只有监护关系由窗口终止。", en: "The office ends guardianships only." },
    },
    documentMatches: {
      holds: ({ principal }, _actor, { paper }) =>
        !paper || paper.idNumber.toUpperCase() === principal.idNumber,
      text: {
        zh: "原件上被监护人的身份证号码与申请不一致，请核对；确实不一致的，请不予通过。",
        en: "The ward's ID number on the original is not the one of the request. Please check; if it is so, refuse it.",
      },
    },
    /** 民法典 Arts. 21, 22 and 24: of an adult only a court finds that they lack capacity. */
    courtForAdults: {
      holds: ({ principal }, _actor, { paper, now }) =>
        !paper || paper.evidence === "courtDecision" || capacityOn(dayOf(now), principal.idNumber) !== "full",
      text: {
        zh: "成年人的监护须有人民法院的认定（《中华人民共和国民法典》第二十四条）。",
        en: "For an adult a court's decision is needed (Civil Code, Art. 24).",
      },
    },
    over: { holds: ({ endsAt }, _actor, { now }) => endsAt !== undefined && endsAt <= now },
  },
  actions: {
    verify: {
      from: ["awaitingVerification"],
      to: ["active", "refused"],
      roles: ["citizen"],
      guards: ["agents", "runs", "licenceServiceAnswers", "licenceConfirmed"],
      event: "verified",
      label: { zh: "我已在电子营业执照中确认", en: "I have confirmed it in the licence app" },
    },
    confirm: {
      from: ["awaitingConfirmation"],
      to: ["active"],
      roles: ["citizen"],
      guards: ["agents", "runs", "agentCapable"],
      event: "confirmed",
      label: { zh: "同意代理", en: "Take it on" },
    },
    decline: {
      from: ["awaitingConfirmation"],
      to: ["refused"],
      roles: ["citizen"],
      guards: ["agents"],
      event: "refused",
      label: { zh: "不同意代理", en: "Decline" },
    },
    approve: {
      from: ["awaitingReview"],
      to: ["active"],
      roles: ["clerk"],
      guards: ["notOneself", "runs", "documentMatches", "courtForAdults"],
      event: "approved",
      label: { zh: "原件核验通过", en: "Original seen, approve" },
    },
    refuse: {
      from: ["awaitingReview"],
      to: ["refused"],
      roles: ["clerk"],
      guards: ["notOneself"],
      event: "refused",
      label: { zh: "不予通过", en: "Refuse" },
    },
    revoke: {
      from: ["awaitingVerification", "awaitingConfirmation", "awaitingReview", "active"],
      to: ["revoked"],
      roles: ["citizen"],
      guards: ["partys"],
      event: "revoked",
      label: { zh: "撤销", en: "Revoke" },
    },
    /** 民法典 Arts. 36 and 39: guardianship ends or passes to another by decision or by what happened. */
    end: {
      from: ["active"],
      to: ["revoked"],
      roles: ["clerk", "supervisor"],
      guards: ["guardianship", "notOneself"],
      event: "revoked",
      label: { zh: "终止监护登记", en: "End the guardianship" },
    },
    expire: {
      from: ["awaitingVerification", "awaitingConfirmation", "awaitingReview", "active"],
      to: ["expired"],
      roles: ["system"],
      guards: ["over"],
      event: "expired",
      label: { zh: "到期", en: "Expire" },
    },
  },
});
