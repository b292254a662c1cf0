import { describe, expect, test } from "vitest";
import { shippedCatalogue } from "#data/index.ts";
import type { DocumentsPublic } from "#shared/documents/public.ts";
import { checkSubmission } from "../../../functions/case-submission/check-submission.ts";

const noDocuments: DocumentsPublic = { unusable: async (ids) => ids };

describe("materials of a submission", () => {
  test("every one-ID item (一证通办) of the catalogue can be applied for without any upload", async () => {
    const items = shippedCatalogue().filter(({ oneIdOnly }) => oneIdOnly);
    expect(items.length).toBeGreaterThan(30);
    for (const item of items) {
      const [mode] = item.handIn;
      const body = { materials: [], handIn: { mode }, receive: { mode: item.receive[0] } };
      const errors = await checkSubmission(body, item, ["li-min"], noDocuments);
      expect([item.name.zh, errors.filter(({ path }) => path.startsWith("body/materials"))]).toEqual([
        item.name.zh,
        [],
      ]);
    }
  });

  test("a paper that the applicant must show is asked for online, and may come by courier instead", async () => {
    const food = shippedCatalogue().find(({ name }) => name.zh === "食品经营许可（新办）");
    const [application] = food?.materials ?? [];
    if (!food || !application) throw new Error("the flagship item is gone");
    const item = { ...food, materials: [{ ...application, form: "paper" as const }] };
    const paths = async (mode: string) =>
      (
        await checkSubmission(
          { materials: [], handIn: { mode }, receive: { mode: "window" } },
          item,
          [],
          noDocuments,
        )
      ).map(({ path }) => path);
    expect(await paths("online")).toContain("body/materials/application");
    expect(await paths("courier")).not.toContain("body/materials/application");
  });
});
