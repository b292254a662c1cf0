import { defineProblems } from "#shared/kernel/http/problem.ts";

export const caseProblems = defineProblems({
  itemNotFound: { status: 404, zh: "没有这个事项。", en: "There is no such service item." },
  caseNotFound: { status: 404, zh: "没有找到这个办件。", en: "There is no such case." },
  reasonNeeded: {
    status: 403,
    zh: "这个办件现在不由您办理。请先写明查看理由：理由会留下记录，申请人可以看到。",
    en: "You do not handle this case. Please give a reason first: it goes on record, and the applicant can read it.",
  },
  personalDataDeleted: {
    status: 409,
    zh: "保存期已过，申请内容和个人信息已经删除；办理结果和过程仍可查看。",
    en: "The application and its personal data were deleted at the end of their time; the result and the history remain.",
  },
  collectionCodeWrong: {
    status: 422,
    zh: "领取码不对：请核对是不是这个办件的领取码，或者改为核对证件。",
    en: "This is not the case's collection code. Please check it, or look at the collector's documents instead.",
  },
  collectionCodeExpired: {
    status: 422,
    zh: "领取码已过期，请申请人重新打开办件页面取得新的领取码。",
    en: "The collection code is too old. The applicant finds a new one on the page of the case.",
  },
  collectionBlocked: {
    status: 429,
    zh: "今天这个办件的领取码已试过多次，请改为核对证件。",
    en: "Too many codes were tried for this case today. Please look at the collector's documents instead.",
  },
  nameDiffers: {
    status: 409,
    zh: "申请中填写的您的姓名与实名核验的不一致，不能确认。请让填报人撤回后按证件重新填写。",
    en: "Your name in the application is not that of your verified identity, so it cannot be confirmed. Please let whoever filed it withdraw it and apply anew, as your ID says.",
  },
  invitationOver: {
    status: 409,
    zh: "这份共同申请不再等待您确认（现在的状态：{stateZh}）。",
    en: "This application does not wait for you any more; it is: {stateEn}.",
  },
});
