import { anotherThan, defineLifecycle } from "#shared/kernel/lifecycle/lifecycle.ts";
import type { Published } from "./edition.ts";
import type { Policy } from "./policy.ts";

/** `sentences`: the rule in words, as it was checked. */
export type PolicyCircumstances = { now: string; sentences?: Published["sentences"] | undefined };

const staff = ["clerk", "reviewer", "supervisor"] as const;

/** The whole life of a policy as data. What holds is shown while the next edition is written. */
export const lifecycle = defineLifecycle<Policy, PolicyCircumstances>()({
  name: "policy",
  states: {
    drafted: { zh: "拟稿中", en: "Being written" },
    proposed: { zh: "待复核", en: "To be checked" },
    published: { zh: "已发布", en: "Published" },
    ended: { zh: "申报已截止", en: "Over" },
    withdrawn: { zh: "已撤下", en: "Withdrawn" },
  },
  begins: ["drafted"],
  ends: ["withdrawn"],
  guards: {
    notWriter: anotherThan(({ writtenBy }) => [writtenBy], {
      zh: "由您拟稿的，请他人复核。",
      en: "You wrote it; somebody else checks it.",
    }),
    isOver: { holds: ({ endsAt }, _actor, { now }) => endsAt !== undefined && endsAt < now },
  },
  actions: {
    rewrite: {
      from: ["drafted"],
      to: "same",
      roles: staff,
      event: "rewritten",
      label: { zh: "修改", en: "Rewrite" },
    },
    propose: {
      from: ["drafted"],
      to: ["proposed"],
      roles: staff,
      event: "proposed",
      label: { zh: "提交复核", en: "Give it to be checked" },
    },
    publish: {
      from: ["proposed"],
      to: ["published"],
      roles: staff,
      guards: ["notWriter"],
      event: "published",
      label: { zh: "复核并发布", en: "Check and publish" },
    },
    sendBack: {
      from: ["proposed"],
      to: ["drafted"],
      roles: staff,
      event: "returned",
      label: { zh: "退回修改", en: "Send back" },
    },
    revise: {
      from: ["published", "ended"],
      to: ["drafted"],
      roles: staff,
      event: "revised",
      label: { zh: "修订", en: "Write the next edition" },
    },
    withdraw: {
      from: ["drafted", "proposed", "published", "ended"],
      to: ["withdrawn"],
      roles: staff,
      event: "withdrawn",
      label: { zh: "撤下", en: "Withdraw" },
    },
    end: {
      from: ["published"],
      to: ["ended"],
      roles: ["system"],
      guards: ["isOver"],
      event: "ended",
      label: { zh: "申报截止", en: "Over" },
    },
    endEdition: {
      from: ["drafted", "proposed"],
      to: "same",
      roles: ["system"],
      guards: ["isOver"],
      event: "ended",
      label: { zh: "原版申报截止", en: "The edition before is over" },
    },
  },
});
