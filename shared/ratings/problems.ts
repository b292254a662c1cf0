import { defineProblems } from "#shared/kernel/http/problem.ts";

export const ratingProblems = defineProblems({
  /** The same whether there is no such case or it is somebody else's. */
  caseNotFound: {
    status: 404,
    zh: "没有找到可由您评价的办件。",
    en: "There is no such case for you to rate.",
  },
  notRatable: {
    status: 409,
    zh: "这个环节（{stage}）还不能评价，请在该环节办完后再评。",
    en: "This stage ({stage}) cannot be rated yet; please rate it once it is over.",
  },
  alreadyRated: {
    status: 409,
    zh: "这个环节（{stage}）已经评价过，每个环节评价一次。",
    en: "This stage ({stage}) has been rated; each stage is rated once.",
  },
  tooLateToRate: {
    status: 409,
    zh: "这个环节（{stage}）办完已超过 {days} 天，不能再评价。",
    en: "This stage ({stage}) was over more than {days} days ago and cannot be rated any more.",
  },
  ownHandling: {
    status: 403,
    zh: "本人经办的办件不能由本人评价。",
    en: "You handled this case yourself, so you cannot rate it.",
  },
  handlerInvites: {
    status: 403,
    zh: "您经办过这个办件，不能生成它的评价链接。请由其他同事邀请评价，或者请申请人在评价器上、登录后评价。",
    en: "You took part in handling this case, so you make no rating link for it. A colleague can, or the applicant rates on the device or after signing in.",
  },
  askedInvites: {
    status: 403,
    zh: "只有办理部门可以邀请申请人评价，被征求意见的部门不可以。",
    en: "Only the department that handles a case invites its applicant to rate, not one that was asked for its opinion.",
  },
  othersShift: {
    status: 403,
    zh: "这是其他同事的班次，由本人或者督导人员结束。",
    en: "This is a colleague's shift: it is ended by themselves or by a supervisor.",
  },
  shiftRuns: {
    status: 409,
    zh: "这个窗口从今天 {time} 起有同事在岗。请由本人下岗，或者请督导人员结束该班次，然后再上岗。",
    en: "A colleague has been on shift at this window since {time} today. They end it themselves, or a supervisor does; then start yours.",
  },
  linkRefused: {
    status: 401,
    zh: "评价链接无效，请使用短信或二维码中的完整链接。",
    en: "This rating link is not valid. Please use the whole link of the message or QR code.",
  },
  linkExpired: {
    status: 410,
    zh: "评价链接已过期，您仍可登录后评价。",
    en: "This rating link has expired. You can still sign in and rate.",
  },
  deviceNotFound: {
    status: 404,
    zh: "没有登记这台评价器，或者它不属于您的部门。",
    en: "There is no such rating device, or it is not your department's.",
  },
  ratingNotQueued: {
    status: 503,
    zh: "评价暂时无法接收，请稍后重发；重复的评价不会重复计入。",
    en: "The rating could not be taken. Please send it again later; repeats do no harm.",
  },
});
