import type { Locale, Text } from "./locale.ts";

/** One wrong thing in what was sent. `path` is a JSON pointer below `body`, `query`, `path` or `header`. */
export type FieldError = { path: string; code: string; message: Text };

type Facts = Record<string, string | number | boolean | string[]>;
type More = { facts?: Facts; errors?: FieldError[]; headers?: Record<string, string> };

/** An answer that is not a success, as RFC 9457 `application/problem+json`. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly text: Text;
  readonly facts: Facts;
  readonly errors: FieldError[];
  readonly headers: Record<string, string>;

  constructor(
    { status, code, text }: { status: number; code: string; text: Text },
    { facts = {}, errors = [], headers = {} }: More = {},
  ) {
    super(code);
    this.name = "Problem";
    this.status = status;
    this.code = code;
    this.text = text;
    this.facts = facts;
    this.errors = errors;
    this.headers = headers;
  }
}

type ProblemTexts = { status: number; zh: string; en: string };
type ProblemMaker = (more?: More) => Problem;

/** Each context defines its own problems: code, HTTP status and the sentence in both languages. */
export function defineProblems<Code extends string>(
  texts: Record<Code, ProblemTexts>,
): Record<Code, ProblemMaker> {
  return Object.fromEntries(
    Object.entries<ProblemTexts>(texts).map(([code, { status, zh, en }]) => [
      code,
      (more?: More) => new Problem({ status, code, text: { zh, en } }, more),
    ]),
  ) as Record<Code, ProblemMaker>;
}

/** One of each path, the first that was found; said in one language. */
export const uniqueByPath = (errors: FieldError[]): FieldError[] =>
  [...new Map(errors.toReversed().map((error) => [error.path, error])).values()].toReversed();

export const localize = (locale: Locale, errors: FieldError[]) =>
  errors.map(({ path, code, message }) => ({ path, code, message: message[locale] }));

const fill = (template: string, facts: Facts): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const fact = facts[name];
    return fact === undefined ? whole : Array.isArray(fact) ? fact.join(", ") : String(fact);
  });

const statusTitles: Record<number, Text> = {
  400: { zh: "请求有误", en: "Bad request" },
  401: { zh: "请先登录", en: "Sign-in needed" },
  403: { zh: "无权办理", en: "Not permitted" },
  404: { zh: "未找到", en: "Not found" },
  405: { zh: "不支持的方法", en: "Method not allowed" },
  409: { zh: "当前不能这样办理", en: "Not possible now" },
  412: { zh: "内容已更新", en: "Changed meanwhile" },
  413: { zh: "内容过大", en: "Too large" },
  415: { zh: "格式不支持", en: "Unsupported type" },
  422: { zh: "内容不符", en: "Content does not fit" },
  429: { zh: "请求过于频繁", en: "Too many requests" },
  500: { zh: "系统故障", en: "Internal error" },
  503: { zh: "服务暂不可用", en: "Unavailable" },
};

export function problemBody(problem: Problem, locale: Locale): Record<string, unknown> {
  return {
    type: `urn:tongban:problem:${problem.code}`,
    title: statusTitles[problem.status]?.[locale] ?? problem.text[locale],
    status: problem.status,
    detail: fill(problem.text[locale], problem.facts),
    code: problem.code,
    ...problem.facts,
    ...(problem.errors.length > 0 && { errors: localize(locale, problem.errors) }),
  };
}

export const httpProblems = defineProblems({
  invalidRequest: {
    status: 400,
    zh: "提交的内容有 {count} 处需要更正，请一次改正后重新提交。",
    en: "{count} things need correcting; please correct them all and send again.",
  },
  malformedBody: {
    status: 400,
    zh: "请求正文不是有效的 UTF-8 JSON。",
    en: "The request body is not valid UTF-8 JSON.",
  },
  unauthenticated: { status: 401, zh: "请先登录。", en: "Please sign in." },
  identityLevelTooLow: {
    status: 403,
    zh: "此操作须经实名核验（所需级别：{required}）。请先在统一身份认证平台完成核验后重新登录，或者带身份证件到窗口办理。",
    en: "Your identity must be verified first (level needed: {required}). Please have it verified where you sign in and sign in again, or come to the window with your identity document.",
  },
  secondFactorNeeded: {
    status: 403,
    zh: "工作人员须以双因素登录（口令之外再验证一次）。请退出后重新登录，并完成第二步验证。",
    en: "Staff sign in with two factors. Please sign out, and sign in again with the second step.",
  },
  rolesNotApart: {
    status: 403,
    zh: "系统管理员、安全管理员、审计员不得由一人兼任。请登录系统的管理者只保留其中一个角色，再重新登录。",
    en: "Nobody is more than one of system administrator, security administrator and auditor. Please have whoever keeps the sign-in leave you one of these roles, then sign in again.",
  },
  notInOfficeAnyMore: {
    status: 403,
    zh: "工作人员名录中，您的账号已标记为离岗或者移除，不能再办理业务。如仍在岗，请联系督导人员或者系统管理员恢复；如需办理个人事项，请以个人账号登录。",
    en: "The staff directory says that you have left, so this account does no more work. If you have not, ask a supervisor or the system administrator to mark you as active; for matters of your own, sign in with your citizen's account.",
  },
  forbidden: { status: 403, zh: "您无权进行此操作。", en: "You may not do this." },
  notFound: { status: 404, zh: "没有找到您要的内容。", en: "There is nothing here." },
  tooLarge: {
    status: 413,
    zh: "内容超过上限 {limit} 字节。",
    en: "The content exceeds the limit of {limit} bytes.",
  },
  unsupportedType: { status: 415, zh: "请以 {expected} 格式提交。", en: "Please send {expected}." },
  idempotencyKeyReused: {
    status: 422,
    zh: "这个 Idempotency-Key 已用于另一请求，请换一个。",
    en: "This Idempotency-Key was used for another request; please take a new one.",
  },
  justChanged: {
    status: 409,
    zh: "刚才的变动还在写入，请过几秒再试一次。",
    en: "What changed a moment ago is still being written. Please try again in a few seconds.",
  },
  tooManyRequests: {
    status: 429,
    zh: "请求过于频繁，请在 {seconds} 秒后再试。",
    en: "Too many requests; please try again in {seconds} seconds.",
  },
  internalError: {
    status: 500,
    zh: "系统出现故障，您的内容没有丢失，请稍后再试。编号：{requestId}",
    en: "Something went wrong on our side; please try again later. Reference: {requestId}",
  },
});
