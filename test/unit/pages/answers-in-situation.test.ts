import { expect, test } from "vitest";
import { inSituation } from "#shared/catalogue/situation.ts";
import { baseItem } from "#test/unit/catalogue/base-item.ts";
import { soundSituation } from "#test/unit/catalogue/situation-mutations.ts";
import { bodyOf, emptyApplication, emptyParty } from "../../../web/src/citizen/apply/application.ts";
import type { Item } from "../../../web/src/shared/api-types.ts";

test("an answer to a field that another situation leaves out is not sent", () => {
  const situation = soundSituation();
  for (const outcome of situation.outcomes)
    if (outcome.id === "owned") outcome.form = { leaveOut: ["landlord"] };
  const whole = baseItem();
  const properties = { ...whole.form.properties, landlord: { type: "string", title: "房东" } };
  const item = { ...whole, situation, form: { ...whole.form, properties } } as unknown as Item;
  const answers = { shopName: "颍河小馆", landlord: "王大明" };
  const sent = (own: string) => {
    const situated = { ...inSituation(item, { own }), version: 1 };
    return bodyOf(situated, { ...emptyApplication(item, emptyParty(), false), answers }).answers;
  };
  expect(sent("yes")).toEqual({ shopName: "颍河小馆" });
  expect(sent("no")).toEqual(answers);
});
