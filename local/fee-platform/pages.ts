import type { Ledger } from "./ledger.ts";

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

const page = (title: string, body: string): string => `<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>body{font:1.1rem/1.6 system-ui,sans-serif;max-width:34rem;margin:2rem auto;padding:0 1rem}
dt{color:#555}dd{margin:0 0 .6rem;font-size:1.2rem}button{font:inherit;padding:.7rem 1.4rem}</style>
<h1>${escaped(title)}</h1>${body}
<p><small>本机演练用的收缴平台，不收真钱。 A platform on this computer for practice: no real money.</small></p></html>`;

const facts = (rows: [string, string][]): string =>
  `<dl>${rows.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`).join("")}</dl>`;

const yuan = (amountFen: number): string => `${(amountFen / 100).toFixed(2)} 元`;

/** Where people pay: what is asked of them, and one button. */
export function payPage(books: Ledger, code: string): [status: number, html: string] {
  const notice = books.byCode(code);
  if (!notice) return [404, page("没有这个缴款码 No such payment code", "<p>请核对 20 位缴款码。</p>")];
  const rows = facts([
    ["缴款码 Payment code", notice.paymentCode],
    ["项目 For", notice.item],
    ["金额 Amount", yuan(notice.amountFen)],
  ]);
  if (books.isPaid(notice)) return [200, page("已缴款 Paid", `${rows}<p>已收到，可以关闭本页。</p>`)];
  if (notice.closed) return [200, page("通知已作废 Not to be paid any more", rows)];
  return [
    200,
    page(
      "非税收入缴款 Pay",
      `${rows}<form method="post"><button type="submit">确认缴款 Pay now</button></form>`,
    ),
  ];
}

/** 财政电子票据查验. */
export function receiptPage(books: Ledger, query: URLSearchParams): [status: number, html: string] {
  const paid = books.byReceipt(query.get("number") ?? "");
  const { receipt } = paid ?? {};
  const fits = receipt?.code === query.get("code") && receipt?.checkCode === query.get("check");
  if (!paid || !receipt || !fits) return [404, page("没有这张票据 No such receipt", "")];
  return [
    200,
    page(
      "非税收入电子票据 Electronic receipt",
      facts([
        ["票据代码 Code", receipt.code],
        ["票据号码 Number", receipt.number],
        ["校验码 Check code", receipt.checkCode],
        ["金额 Amount", yuan(paid.amountFen)],
        ["缴款时间 Paid at", paid.paidAt],
      ]),
    ),
  ];
}
