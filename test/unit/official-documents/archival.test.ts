import { getResolvedPDFJS } from "unpdf";
import { describe, expect, test } from "vitest";
import { renderOfficialDocument } from "../../../functions/documents/official-documents/render.ts";
import { documentOf, font, sampleNames } from "./samples.ts";

type Node = { role?: string; type?: string; alt?: string; children?: Node[] };

async function opened(pdf: Uint8Array) {
  const { getDocument } = await getResolvedPDFJS();
  return getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
}

/** The structure as one line: `P`, or `Table(TR(TH TH))`. */
const outline = ({ role = "", children = [] }: Node): string => {
  const inner = children.filter((child) => child.role).map(outline);
  return inner.length > 0 ? `${role}(${inner.join(" ")})` : role;
};
const figures = ({ role, alt, children = [] }: Node): string[] => [
  ...(role === "Figure" ? [alt ?? "no text"] : []),
  ...children.flatMap(figures),
];

/** The elements that have content on the page. */
const rolesOn = ({ role, children = [] }: Node): string[] => [
  ...(role && children.some(({ type }) => type === "content") ? [role] : []),
  ...children.flatMap(rolesOn),
];

describe("files for the archive", () => {
  test.each(sampleNames)("of %s are PDF/A-2b, tagged, in Chinese and with a title", async (name) => {
    const document = documentOf(name);
    const { pdf } = await renderOfficialDocument(document, { font });
    const file = pdf.toString("latin1");
    expect(file.slice(0, 8)).toBe("%PDF-1.7");
    expect(file).toMatch(/\/OutputIntents \[\d+ 0 R\]/);
    expect(file).toMatch(/\/S \/GTS_PDFA1/);
    expect(file).toMatch(/\/DestOutputProfile \d+ 0 R/);
    expect(file).toMatch(/\/DisplayDocTitle true/);
    expect(file).toMatch(/\/Lang \(zh-CN\)/);
    // What an archive refuses: scripts, locks, and fonts that are named and not there.
    expect(file).not.toMatch(/\/(JavaScript|Encrypt|Type1)\b/);
    expect(file.match(/\/FontFile2 \d+ 0 R/g)).toHaveLength(1);

    const read = await opened(pdf);
    const { metadata } = await read.getMetadata();
    expect([metadata.get("pdfaid:part"), metadata.get("pdfaid:conformance")]).toEqual(["2", "B"]);
    expect(metadata.get("dc:title")).toBe(`${document.title} ${document.caseNumber}`);
    expect(await read.getMarkInfo()).toMatchObject({ Marked: true });

    const tree = (await (await read.getPage(1)).getStructTree()) as Node;
    const row = (role: string) => `TR(${Array(document.list?.head.length).fill(role).join(" ")})`;
    const table = document.list && [
      `Table(${[row("TH"), ...document.list.rows.map(() => row("TD"))].join(" ")})`,
    ];
    const [first, ...others] = document.paragraphs.map(() => "P");
    const body = ["P", first, ...(table ?? []), ...others];
    const end = ["P", "Form", "P", "P", "Figure", ...document.contact.map(() => "P")];
    expect(outline(tree)).toBe(`Root(Document(P H1 P P ${[...body, ...end].join(" ")}))`);
    expect(figures(tree)).toEqual([`二维码：${document.caseNumber}`]);
  });

  test("tell what goes over several pages once", async () => {
    const words = (index: number) => `${index}很长的理由，`.repeat(12);
    const rows = Array.from({ length: 40 }, (_, index) => [`${index}`, "材料", words(index)]);
    const list = { head: ["序号", "材料", "理由"], widths: [0.1, 0.3, 0.6], rows };
    const document = {
      ...documentOf("supplementRequested"),
      list,
      paragraphs: ["很长，".repeat(400), "完。"],
    };
    const read = await opened((await renderOfficialDocument(document, { font })).pdf);
    expect(read.numPages).toBeGreaterThan(3);
    const findings: string[] = [];
    for (let number = 1; number <= read.numPages; number += 1)
      findings.push(...rolesOn((await (await read.getPage(number)).getStructTree()) as Node));
    const count = (role: string) => findings.filter((one) => one === role).length;
    expect([count("H1"), count("TH"), count("TD")]).toEqual([1, 3, 120]);
  });

  test("have a text for the seal", async () => {
    const pixel = Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
      "base64",
    );
    const { pdf } = await renderOfficialDocument(documentOf("approved"), { font, seal: pixel });
    const tree = (await (await (await opened(pdf)).getPage(1)).getStructTree()) as Node;
    expect(figures(tree)).toContain("印章");
  });
});
