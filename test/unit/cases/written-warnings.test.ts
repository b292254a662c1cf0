import { describe, expect, it } from "vitest";
import { actions, type CommandAction } from "#shared/cases/lifecycle-table.ts";
import { writtenWarnings } from "#shared/cases/print-warnings.ts";
import { printedActions } from "#shared/cases/printed-actions.ts";
import { officialDocumentOfEvent } from "#shared/documents/official-documents.ts";
import { doubtful } from "../../../web/src/kit/doubtful.ts";

const rare = "\u{2B74F}";

describe("what staff write for official documents", () => {
  it("is looked at in every step of people that means a document", () => {
    const ofPeople = (Object.keys(actions) as CommandAction[]).filter((action) => {
      const { event, roles } = actions[action] as { event: string; roles: readonly string[] };
      return event in officialDocumentOfEvent && roles.some((role) => role !== "system");
    });
    expect(ofPeople.filter((action) => !printedActions.includes(action))).toEqual([]);
  });

  it("is told with its place and what is printed instead", () => {
    const materials = [
      { materialId: "premises", reason: "看不清" },
      { materialId: "idCard", reason: `与“${rare}”不符` },
    ];
    const warnings = writtenWarnings("requestSupplement", { reason: "请补正", materials });
    expect(warnings.map(({ path, code }) => [path, code])).toEqual([
      ["body/materials/1/reason", "notInFont"],
    ]);
    expect(warnings[0]?.message.zh).toContain(`文书上“${rare}”会印成〔U+2B74F〕。`);
    expect(writtenWarnings("approve", { reason: "符合条件", conditions: `按${rare}办理` })).toHaveLength(1);
    expect(writtenWarnings("assign", { reason: rare })).toEqual([]);
  });

  it("is found on the desk before the list of characters is there", () => {
    expect(doubtful({ reason: "看不清操作间，请于3日内（含）补齐 100%。\n第二行", at: 5, all: [true] })).toBe(
      "",
    );
    expect(doubtful({ materials: [{ reason: `与“${rare}”不符` }] })).toBe(rare);
  });
});
