import * as z from "zod";
import { defineRoute, type RouteContract } from "#shared/kernel/http/contract.ts";
import { normalForms } from "#shared/kernel/identifiers/normal-forms.ts";
import { mobilePhonePattern } from "#shared/kernel/identifiers/number-formats.ts";
import { chosenChannels } from "./preference.ts";

const citizen = { kind: "person", roles: ["citizen"] } as const;
const tag = "notices";
const channel = z.enum(chosenChannels as [string, ...string[]] as ["sms", "mail", "wechat", "push", "voice"]);

const addressView = z
  .strictObject({
    channel,
    /** Masked: enough to know it again by. */
    address: z.string().optional(),
    /** Waits for its code. */
    pending: z.string().optional(),
    /** Verified, and used from `coolsAt` on. */
    next: z.string().optional(),
    coolsAt: z.iso.datetime().optional(),
    /** Nothing can be delivered there. */
    unusable: z.literal(true).optional(),
  })
  .meta({ id: "NoticeAddress" });
export type AddressView = z.output<typeof addressView>;

const phone = z
  .string()
  .overwrite(normalForms["mobile-phone"])
  .regex(mobilePhonePattern, "请填写 11 位手机号码。|Please give an 11-digit mobile number.");
export const addressBody = z.discriminatedUnion("channel", [
  z.strictObject({ channel: z.literal("sms"), address: phone }),
  z.strictObject({ channel: z.literal("voice"), address: phone }),
  z.strictObject({
    channel: z.literal("mail"),
    address: z.email("请填写电子邮箱。|Please give an e-mail address.").max(254),
  }),
  z.strictObject({
    channel: z.literal("wechat"),
    address: z.string().regex(/^[\w-]{20,64}$/, "OpenID 不正确。|This is no OpenID."),
  }),
  z.strictObject({
    channel: z.literal("push"),
    /** The browser's subscription, as JSON. */
    address: z.string().min(20).max(2000),
  }),
]);

const path = z.strictObject({ channel });
const answers = { 200: { description: "as it stands", schema: addressView } } as const;

export const listAddresses = defineRoute({
  method: "GET",
  path: "/v1/me/addresses",
  summary: { zh: "我的接收地址", en: "Where I am reached" },
  tag,
  access: citizen,
  answers: {
    200: {
      description: "one for each channel at most",
      schema: z.strictObject({ items: z.array(addressView) }),
    },
  },
});

export const registerAddress = defineRoute({
  method: "POST",
  path: "/v1/me/addresses",
  summary: { zh: "登记接收地址", en: "Register where to be reached" },
  tag,
  access: citizen,
  body: addressBody,
  answers: { ...answers, 429: { description: "too many codes; Retry-After says when" } },
});

export const verifyAddress = defineRoute({
  method: "POST",
  path: "/v1/me/addresses/{channel}/verify",
  summary: { zh: "验证接收地址", en: "Verify it by its code" },
  tag,
  access: citizen,
  pathParameters: path,
  body: z.strictObject({ code: z.string().regex(/^\d{6}$/, "验证码为 6 位数字。|The code has six digits.") }),
  answers: { ...answers, 409: { description: "not the code, or its time is over" } },
});

export const removeAddress = defineRoute({
  method: "DELETE",
  path: "/v1/me/addresses/{channel}",
  summary: { zh: "删除接收地址", en: "Remove an address" },
  tag,
  access: citizen,
  pathParameters: path,
  answers,
});

export const addressRoutes: RouteContract[] = [listAddresses, registerAddress, verifyAddress, removeAddress];
