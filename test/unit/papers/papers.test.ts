import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { SQSRecord } from "aws-lambda";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { describe, expect, test } from "vitest";
import { shippedCatalogue } from "#data/index.ts";
import texts from "#data/papers.json" with { type: "json" };
import { bundleFunctions } from "#infra/bundle.ts";
import { calendar } from "#shared/calendar/calendar.ts";
import type { CaseHead } from "#shared/cases/case.ts";
import { type Actor, type Command, decide } from "#shared/cases/decide.ts";
import { changesBetween, eventOf, type HistoryEntry } from "#shared/cases/history.ts";
import type { Document, PaperKind } from "#shared/documents/document.ts";
import { paperIdOf, paperTitles } from "#shared/documents/papers.ts";
import { papersPublic } from "#shared/documents/public.ts";
import {
  citizen,
  clerk,
  form,
  openSample,
  person,
  reviewer,
  supervisor,
  traceparent,
} from "#test/unit/cases/samples.ts";
import { composePaper, paperOfEvent } from "../../../functions/official-papers/compose.ts";
import { officialPapers } from "../../../functions/official-papers/official-papers.ts";
import { printable, renderPaper } from "../../../functions/official-papers/render.ts";

const font = readFileSync(
  createRequire(import.meta.url).resolve(
    "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
  ),
);
const item = (() => {
  const found = shippedCatalogue().find(({ name }) => name.zh === "食品经营许可（新办）");
  if (!found) throw new Error("the flagship item is gone");
  return found;
})();

type Step = [Command["action"], Actor, Partial<Command>?];
const monday = "2026-09-21T02:00:00.000Z";

/** A case's way, and its last entry as the relay keeps it. */
function way(...steps: Step[]): { head: CaseHead; entry: HistoryEntry } {
  const heads = [openSample({ receive: "window" })];
  for (const [action, actor, more] of steps) {
    const before = heads.at(-1) as CaseHead;
    const decision = decide(before, { action, actor, traceparent, ...more }, monday, calendar);
    if ("refused" in decision) throw new Error(JSON.stringify(decision));
    heads.push(decision.head);
  }
  const head = heads.at(-1) as CaseHead;
  const { note } = head.lastEvent;
  return {
    head,
    entry: {
      version: head.version,
      event: eventOf(head),
      changes: changesBetween(heads.at(-2), head),
      ...(note && { note }),
    },
  };
}

const accepted: Step[] = [
  ["passPreReview", clerk],
  ["accept", clerk],
];
const reason = "操作间面积不足";
const notice = {
  materials: [{ materialId: "premises", reason: "看不清操作间" }],
  fields: [{ path: "/premisesArea", reason: "与平面图不一致" }],
};
const suspension = { kind: "expertReview", basis: "《行政许可法》第四十五条", expectedDays: 7 } as const;

const ways: Record<PaperKind, { steps: Step[]; says: string[] }> = {
  receipt: { steps: [], says: ["食品经营许可申请书", "网上提交", "五个工作日"] },
  acceptance: {
    steps: accepted,
    says: ["2026年9月21日起予以受理", "法定办理期限至2026年10月26日", "2026年9月29日前办结"],
  },
  notice: {
    steps: [
      ["passPreReview", clerk],
      ["requestSupplement", clerk, { note: { notice } }],
    ],
    says: ["看不清操作间", "与平面图不一致", "经营场所面积", "请于2026年10月19日前补正"],
  },
  refusal: { steps: [["refuse", clerk, { note: { reason } }]], says: [reason, "行政复议", "六个月"] },
  suspension: {
    steps: [...accepted, ["suspend", reviewer, { note: { reason, suspension } }]],
    says: ["专家评审", "第四十五条", "7个工作日", reason],
  },
  extension: {
    steps: [...accepted, ["extend", supervisor, { note: { reason, approvedBy: "局长赵某" } }]],
    says: ["经局长赵某批准", reason, "延长至2026年11月9日"],
  },
  approval: { steps: [...accepted, ["approve", reviewer]], says: ["决定准予", "十个工作日"] },
  rejection: { steps: [...accepted, ["reject", reviewer, { note: { reason } }]], says: [reason, "行政诉讼"] },
  proofOfDelivery: {
    steps: [...accepted, ["approve", reviewer], ["collect", citizen]],
    says: ["窗口领取", "受送达人：李敏"],
  },
};

const paperOf = (kind: PaperKind, steps: Step[]) => {
  const { head, entry } = way(...steps);
  return composePaper(kind, {
    event: entry.event,
    entry,
    record: { head, form, person: person.person },
    item,
  });
};

async function textOf(pdf: Uint8Array): Promise<{ text: string; pages: number }> {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent();
    pages.push(items.map((one) => ("str" in one ? one.str : "")).join(""));
  }
  return { text: pages.join("\n"), pages: document.numPages };
}

describe("official papers", () => {
  test.each(Object.entries(ways) as [PaperKind, (typeof ways)[PaperKind]][])(
    "%s says what the law wants",
    async (kind, { steps, says }) => {
      const paper = paperOf(kind, steps);
      const { text } = await textOf(await renderPaper(paper, font));
      const wanted = [
        paperTitles[kind].zh,
        "川汇区市场监督管理局",
        "李敏",
        paper.number,
        paper.caseNumber,
        "印章位置",
        "第 1 页 共",
        ...says,
      ];
      for (const words of wanted) expect(text.replaceAll(/\s/g, "")).toContain(words.replaceAll(/\s/g, ""));
      expect(text).not.toMatch(/undefined|\{|\}|NaN/);
    },
  );

  test("all are numbered apart, without a counter", () => {
    const numbers = Object.entries(ways).map(([kind, { steps }]) => paperOf(kind as PaperKind, steps).number);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers[0]).toMatch(/^川汇收〔2026〕1001-0917-[0-9A-Z]{6}-1号$/);
  });

  test("the same event makes the same bytes; a long list goes over several pages", async () => {
    const paper = paperOf("notice", ways.notice.steps);
    const [first, second] = await Promise.all([renderPaper(paper, font), renderPaper(paper, font)]);
    expect(first.equals(second)).toBe(true);
    const rows = Array.from({ length: 60 }, (_, index) => [
      `${index + 1}`,
      `材料${index}`,
      "很长的理由".repeat(9),
    ]);
    const long = await textOf(
      await renderPaper({ ...paper, list: { head: ["序号", "材料", "理由"], rows } }, font),
    );
    expect(long.pages).toBeGreaterThan(3);
    expect(long.text).toContain(`第 ${long.pages} 页 共 ${long.pages} 页`);
    for (const [, name] of rows) expect(long.text).toContain(name);
  });

  test("a character that the font lacks is told by its code point", async () => {
    expect(printable("𠀀李", (codePoint) => codePoint < 0x10000)).toBe("〔U+20000〕李");
    const paper = { ...paperOf("receipt", []), addressee: "李\u{2B74F}" };
    expect((await textOf(await renderPaper(paper, font))).text).toContain("〔U+2B74F〕");
  });

  test("every text is there in both languages, and every event's paper has one", () => {
    for (const [kind, { zh, en }] of Object.entries(paperTitles)) {
      expect([kind, zh, en]).toEqual([
        kind,
        expect.stringMatching(/\p{Script=Han}/u),
        expect.stringMatching(/^[A-Z]/),
      ]);
      expect(texts.papers[kind as PaperKind].paragraphs.length).toBeGreaterThan(0);
    }
    for (const kind of Object.values(paperOfEvent)) expect(kind in paperTitles).toBe(true);
  });
});

describe("the function that makes them", () => {
  const message = ({ event }: HistoryEntry): string =>
    JSON.stringify({ "detail-type": event.type, source: event.source, detail: event });
  const record = {} as SQSRecord;

  test("makes each paper once, waits for the history, and parks what has no case", async () => {
    const { head, entry } = way(...accepted);
    const kept = new Map<string, number>();
    let isWritten = false;
    const world = {
      cases: {
        entryOf: async () => (isWritten ? entry : undefined),
        recordOf: async (number: string) =>
          number === head.caseNumber ? { head, form, person: person.person } : undefined,
      },
      items: { version: async () => ({ item, version: 1 }) },
      archive: {
        keep: async ({ documentId }: Pick<Document, "documentId">) => {
          kept.set(documentId, (kept.get(documentId) ?? 0) + 1);
          return kept.get(documentId) === 1 ? ("kept" as const) : ("there" as const);
        },
      },
      font: async () => font,
    };
    await expect(officialPapers(world)(message(entry), record)).rejects.toThrow("no history");
    isWritten = true;
    for (let time = 0; time < 2; time += 1) await officialPapers(world)(message(entry), record);
    expect([...kept]).toEqual([[paperIdOf(head.caseNumber, 3), 2]]);
    const empty = { ...world, cases: { ...world.cases, recordOf: async () => undefined } };
    await expect(officialPapers(empty)(message(entry), record)).rejects.toMatchObject({
      name: "PermanentError",
    });
  });

  test("is deployed with its font beside it", async () => {
    const bundle = (await bundleFunctions()).get("official-papers");
    const asset = readFileSync(join(bundle?.dir ?? "", "assets/NotoSansSC-Regular.ttf"));
    expect(asset.equals(font)).toBe(true);
    expect(pathToFileURL(bundle?.dir ?? "").href).toMatch(/official-papers$/);
  });

  test("papers are listed by version, the newest hundred at most", async () => {
    const asked: string[][] = [];
    const { papersOf } = papersPublic({
      readMany: async (ids) => {
        asked.push(ids);
        return [3, 1].map((version) => ({
          documentId: paperIdOf("4".repeat(25), version),
          ownerId: "li-min",
          fileName: "x.pdf",
          contentType: "application/pdf" as const,
          size: 1,
          sha256: "0".repeat(64),
          status: "clean" as const,
          createdAt: monday,
          paper: { kind: "receipt" as const, number: `n${version}`, version },
        }));
      },
    });
    expect((await papersOf("4".repeat(25), 3)).map(({ number }) => number)).toEqual(["n1", "n3"]);
    await papersOf("4".repeat(25), 250);
    expect(asked.map(({ length }) => length)).toEqual([3, 100]);
  });
});
