import * as z from "zod";
import { defineRoute, type RouteContract } from "#shared/kernel/http/contract.ts";
import { callActions, drawCalls, getCall, getDraw, listDraws } from "./calls/call-api.ts";
import { commentActions, getComment, listComments } from "./comments/comment-api.ts";
import { endShift, listDevices, registerDevice, startShift } from "./devices/device-api.ts";
import { atWindow, caseNumber, stage, turn } from "./input.ts";
import { takeNationalRatings } from "./national/national-api.ts";
import { getReviewed, listHeldBack, listQuarantined, reviewActions } from "./rules/review-api.ts";

export const makeRatingLink = defineRoute({
  method: "POST",
  path: "/v1/cases/{caseNumber}/rating-links",
  summary: { zh: "生成评价链接", en: "Make a one-time rating link" },
  tag: "ratings",
  access: atWindow,
  pathParameters: z.strictObject({ caseNumber }),
  body: z.strictObject({
    stage,
    turn: turn.default("first"),
    /** `qr`: printed at the window or on the courier's receipt. `sms`: sent to the applicant's phone. */
    channel: z.enum(["qr", "sms"]),
  }),
  answers: {
    201: {
      description: "for the applicant's hands only; pages carry the token behind a `#`",
      schema: z.object({ token: z.string(), expiresAt: z.iso.datetime() }),
    },
    403: {
      description:
        "handlerInvites: the caller took part in the case; askedInvites: their department was only asked for its opinion",
    },
    404: { description: "no such case, or not your department's" },
  },
});

/** What function `rating-management` answers. */
export const ratingManagementRoutes: RouteContract[] = [
  makeRatingLink,
  listDevices,
  registerDevice,
  startShift,
  endShift,
  listQuarantined,
  listHeldBack,
  getReviewed,
  ...Object.values(reviewActions),
  takeNationalRatings,
  drawCalls,
  listDraws,
  getDraw,
  getCall,
  ...Object.values(callActions),
  listComments,
  getComment,
  ...Object.values(commentActions),
];
