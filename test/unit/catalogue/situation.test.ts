import { describe, expect, it } from "vitest";
import { shippedCatalogue } from "#data/index.ts";
import { pathsOf } from "#shared/catalogue/check-situation.ts";
import { checkCatalogue } from "#shared/catalogue/checks.ts";
import { answersAskedFor, questionsToAsk } from "#shared/catalogue/form-conditions.ts";
import type { ServiceItem } from "#shared/catalogue/item.ts";
import { guide, inSituation, situationWords, unsure } from "#shared/catalogue/situation.ts";
import { baseItem, context } from "./base-item.ts";
import { soundSituation } from "./situation-mutations.ts";

const item = (): ServiceItem => ({ ...baseItem(), situation: soundSituation() });
const materialsFor = (answers: Record<string, string>, of = item()) =>
  inSituation(of, answers).materials.map(({ materialId, necessity }) => `${materialId} ${necessity}`);

describe("guided choice", () => {
  it("asks one question after another, and only those that the answers leave", () => {
    const situation = soundSituation();
    expect(guide(situation, {})).toMatchObject({ kind: "next", question: { id: "own" } });
    expect(guide(situation, { own: "no" })).toMatchObject({ kind: "next", question: { id: "lease" } });
    expect(guide(situation, { own: "yes" })).toMatchObject({ kind: "outcome", outcome: { id: "owned" } });
    // An answer to a question that is not asked any more counts for nothing.
    expect(guide(situation, { own: "yes", lease: "no" })).toMatchObject({ outcome: { id: "owned" } });
  });

  it("asks for what the situation asks for", () => {
    expect(materialsFor({ own: "yes" })).toEqual([]);
    expect(materialsFor({ own: "no", lease: "yes" })).toEqual(["floor-plan required"]);
    expect(materialsFor({ own: "no", lease: "no" })).toEqual(["floor-plan optional"]);
  });

  it("shows whoever is unsure everything that may be asked for, and requires what all ask for", () => {
    expect(materialsFor({ own: unsure })).toEqual(["floor-plan optional"]);
    expect(materialsFor({ own: "no", lease: unsure })).toEqual(["floor-plan optional"]);
    const both = item();
    for (const outcome of both.situation?.outcomes ?? []) outcome.materials = [{ materialId: "floor-plan" }];
    expect(materialsFor({ own: unsure }, both)).toEqual(["floor-plan required"]);
  });

  it("leaves the item as it is until all is answered, and where nothing is asked", () => {
    const whole = item();
    expect(inSituation(whole, undefined)).toBe(whole);
    expect(inSituation(whole, {})).toBe(whole);
    expect(inSituation(whole, { own: "no" })).toBe(whole);
    expect(inSituation(baseItem(), { own: "yes" })).toEqual(baseItem());
  });

  it("changes the form, the limits and the fee", () => {
    const whole = item();
    const [outcome] = whole.situation?.outcomes ?? [];
    const charge = { name: { zh: "费", en: "Fee" }, amountFen: 1, basis: "某通知" };
    whole.fee = {
      charged: true,
      items: [
        { feeId: "copy", ...charge },
        { feeId: "seal", ...charge },
      ],
    };
    Object.assign(outcome ?? {}, {
      form: { leaveOut: ["shopName"] },
      promisedLimit: { days: 1, unit: "workingDay" },
      legalLimit: { unit: "none" },
      fees: ["copy"],
    });
    const { form, promisedLimit, legalLimit, fee } = inSituation(whole, { own: "yes" });
    expect(form.properties).toEqual({});
    expect(form.required).toEqual([]);
    expect({ promisedLimit, legalLimit, fees: fee.items.map(({ feeId }) => feeId) }).toEqual({
      promisedLimit: { days: 1, unit: "workingDay" },
      legalLimit: { unit: "none" },
      fees: ["copy"],
    });
  });

  it("says answers in the item's own words", () => {
    expect(situationWords(item(), { own: "no", lease: unsure }).map(({ answer }) => answer.en)).toEqual([
      "no",
      "Not sure",
    ]);
  });

  it("finds nothing wrong with a sound tree", () => {
    expect(checkCatalogue([item()], context).problems).toEqual([]);
  });
});

it("asks no answer to a field that the situation leaves out, given before it was told", () => {
  const of = item();
  for (const outcome of of.situation?.outcomes ?? [])
    if (outcome.id === "owned") outcome.form = { leaveOut: ["shopName"] };
  const answers = { shopName: "颍河小馆" };
  expect(answersAskedFor(inSituation(of, { own: "yes" }).form, answers)).toEqual({});
  expect(answersAskedFor(inSituation(of, { own: "no", lease: "no" }).form, answers)).toEqual(answers);
});

describe("the shipped situations", () => {
  const guided = shippedCatalogue().filter(({ situation }) => situation);

  it("are there for at least 15 items, and every answer leads to a form that can be filled in", () => {
    expect(guided.length).toBeGreaterThanOrEqual(15);
    for (const one of guided)
      for (const path of pathsOf(one.situation ?? soundSituation())) {
        const { form, materials } = inSituation(one, path);
        const fields = Object.keys(form.properties ?? {});
        expect(fields, one.name.zh).toEqual(expect.arrayContaining([...(form.required ?? [])]));
        expect(new Set(materials.map(({ materialId }) => materialId)).size).toBe(materials.length);
      }
  });

  it("leave fields out only of those that the form itself declares, or answers to the others would not be sent", () => {
    for (const { form, name } of guided) {
      const branches = ((form.allOf ?? []) as { then?: typeof form; else?: typeof form }[]).flatMap((rule) =>
        [rule.then, rule.else].flatMap((branch) => branch ?? []),
      );
      const named = branches.flatMap(({ properties = {}, required = [] }) => [
        ...Object.keys(properties),
        ...required,
      ]);
      expect(Object.keys(form.properties ?? {}), name.zh).toEqual(expect.arrayContaining(named));
    }
  });

  it("leave the guardian in where the form asks for one", () => {
    const certificate = guided.find(({ name }) => name.zh === "残疾人证办理");
    expect(certificate).toBeDefined();
    const { form } = inSituation(certificate ?? item(), { who: "self", kind: "mind" });
    const missing = questionsToAsk(form, { category: "精神" }).filter(({ required }) => required);
    expect(missing.map(({ name }) => name)).toContain("guardianName");
  });
});
