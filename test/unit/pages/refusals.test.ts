import { expect, it } from "vitest";
import { dataOf } from "../../../web/src/shared/answer.ts";

const answered = (type: string, body: string) =>
  dataOf(new Response(body, { status: 403, headers: { "content-type": type } }));

it("takes nothing from the page with which a firewall refuses", async () => {
  expect(await answered("text/html", "<HTML>Request blocked.</HTML>")).toBeUndefined();
});

it.each(["application/json", "application/problem+json; charset=utf-8"])(
  "reads why the API refused from %s",
  async (type) => {
    expect(await answered(type, '{"code":"tooManyRequests"}')).toEqual({ code: "tooManyRequests" });
    expect(await answered(type, "")).toBeUndefined();
  },
);
