import { describe, expect, test } from "vitest";
import { shippedCatalogue } from "#data/index.ts";
import texts from "#data/official-documents.json" with { type: "json" };
import departments from "#district/departments.json" with { type: "json" };
import { composeOfficialDocument } from "../../../functions/documents/official-documents/compose.ts";
import { renderOfficialDocument } from "../../../functions/documents/official-documents/render.ts";
import { documentOf, factsOf, font, itemOf, kindOf, sampleNames } from "./samples.ts";

const items = shippedCatalogue();

/** Every text below, with where it stands. */
function textsIn(value: unknown, path = ""): [string, string][] {
  if (typeof value === "string") return [[path, value]];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([name, inner]) => textsIn(inner, `${path}/${name}`));
}

/** What a text may leave open, by where it stands; an `if` names one of them. */
const words: [RegExp, string[]][] = [
  [
    /^\/documents\/acceptance\/|^\/deemedAcceptance\//,
    ["item", "startedDay", "dueDay", "promisedDay", "deferred", "deferralEnds"],
  ],
  [
    /^\/documents\/commitment\//,
    ["item", "legalBasis", "commitmentBasis", "committedBy", "committedHow", "day"],
  ],
  [/^\/commitments\/(check|sampled)$/, ["days", "share"]],
  [/^\/commitments\/byAgent$/, ["agent"]],
  [/^\/documents\/advice\//, ["item", "submittedDay", "reason", "licence"]],
  [/^\/documents\/lapse\//, ["item", "submittedDay", "askedDay", "day"]],
  [
    /^\/documents\/(withdrawal|termination)\//,
    ["item", "submittedDay", "acceptedDay", "day", "reason", "parent", "ground", "deferralBasis"],
  ],
  [/^\/documents\/notConfirmed\//, ["item", "submittedDay", "day", "reason", "togetherLaw", "expired"]],
  [/^\/documents\/notice\//, ["item", "noticeLaw", "reason", "answerDay"]],
  [
    /^\/documents\/suspension\//,
    ["item", "procedure", "basis", "suspensionLaw", "days", "day", "pausedDay", "reason"],
  ],
  [/^\/documents\/extension\//, ["item", "acceptedDay", "approver", "dueDay", "extensionBasis", "reason"]],
  [
    /^\/documents\/approval\//,
    [
      "item",
      "submittedDay",
      "acceptedDay",
      "approvalLaw",
      "legalBasis",
      "reason",
      "way",
      "result",
      "heardDay",
      "hearingNumber",
    ],
  ],
  [
    /^\/documents\/rejection\//,
    [
      "item",
      "submittedDay",
      "acceptedDay",
      "rejectionLaw",
      "reason",
      "provisions",
      "heardDay",
      "hearingNumber",
    ],
  ],
  [
    /^\/documents\/refusal\//,
    ["item", "submittedDay", "refusal", "basis", "reason", "rightBody", "rightAddress", "rightItem"],
  ],
  [/^\/documents\/(receipt|proofOfDelivery)\//, ["item", "day", "licence"]],
  [
    /^\/documents\/forwarding\//,
    ["item", "submittedDay", "acceptedDay", "day", "upperOrgan", "upperBasis", "upperDay", "reason", "way"],
  ],
  [
    /^\/documents\/remedyNotice\//,
    [
      "item",
      "submittedDay",
      "ownMotion",
      "remedyOrgan",
      "remedyNumber",
      "decidedDay",
      "servedDay",
      "outcome",
      "outcomeLaw",
      "reason",
      "revoked",
      "anew",
      "within",
    ],
  ],
  [/^\/documents\/correction\//, ["item", "submittedDay", "corrected", "reason"]],
  [/^\/correctedDocument$/, ["title", "number"]],
  [/^\/organisation$/, ["name", "code"]],
  [/^\/correctedLicence$/, ["type", "number"]],
  [/^\/outcomeWithin$/, ["days", "unit"]],
  [/^\/upperDocument$/, ["organ", "number"]],
  [/^\/partDocument$/, ["item", "title"]],
  [/^\/remedies\//, ["days", "organ", "time", "court", "objectionOrgan", "answeredIn", "basis"]],
  [
    /^\/documents\/inspection(Notice|Record)\//,
    ["item", "appointment", "officers", "started", "ended", "visit", "signed", "witness"],
  ],
  [
    /^\/documents\/hearing(Right|Notice)\//,
    ["item", "examinationReason", "requestDay", "hearing", "place", "closedTo", "chair"],
  ],
  [/^\/documents\/partyNotice\//, ["item", "examinationReason", "statementDay", "requestDay", "number"]],
  [/^\/examinations\/party$/, ["number"]],
  [/^\/examinations\/officer$/, ["name", "cardNumber"]],
  [/^\/examinations\/account$/, ["account"]],
  [/^\/granted\/years$/, ["years"]],
  [/^\/deferred$/, ["material", "until"]],
  [/^\/contact\//, ["phone", "supervision", "address"]],
  [/^\/handIn\/deferred$/, ["until"]],
  [/^\/field$/, ["field"]],
];
const allowedAt = (path: string): string[] => words.find(([place]) => place.test(path))?.[1] ?? [];

describe("the texts of documents", () => {
  const { note: _note, ...printed } = texts;

  test("leave open only what is filled in there", () => {
    const open = textsIn(printed).flatMap(([path, text]) =>
      [...text.matchAll(/\{(.*?)\}/g)].map(([, name = ""]) => ({ path, name })),
    );
    expect(open.length).toBeGreaterThan(30);
    expect(open.filter(({ path, name }) => !allowedAt(path).includes(name))).toEqual([]);
  });

  test("have no brace, condition or end of a sentence that is not one", () => {
    for (const [path, text] of textsIn(printed)) {
      expect([path, text.replaceAll(/\{\w+\}/g, "")]).toEqual([path, expect.not.stringMatching(/[{}]/)]);
      if (/\/(if|unless|documents\/\w+\/remedies)$/.test(path))
        expect([path, allowedAt(path)]).toEqual([path, expect.arrayContaining([text])]);
      else expect([path, text]).toEqual([path, expect.stringMatching(/\p{Script=Han}/u)]);
    }
  });
});

describe("every item of the shipped catalogue", () => {
  const documentsOf = (name: (typeof sampleNames)[number]) =>
    items.map((item) => {
      const facts = factsOf(name);
      const data = { ...facts.event.data, itemCode: item.itemCode, department: item.department };
      return {
        item,
        document: composeOfficialDocument(kindOf(name), {
          ...facts,
          event: { ...facts.event, data },
          item: itemOf(name, item),
        }),
      };
    });

  test.each(sampleNames)("gets its document of %s without a gap", (name) => {
    for (const { item, document } of documentsOf(name)) {
      const said = textsIn(document).map(([, text]) => text);
      expect(said.join("\n")).toContain(item.name.zh);
      for (const text of said) {
        expect(text).not.toMatch(/[{}]|undefined|null|\[object/);
        // A colon or a quotation mark with nothing behind it.
        expect(text).not.toMatch(/[：“][。，；”]|：$/);
      }
      const department = departments.find(({ code }) => code === item.department)?.name.zh;
      // In whose name it is decided, where that is another than who handles it.
      expect(document.organ).toBe(item.organ?.zh ?? department);
    }
  });

  test("is written with characters that the font has", async () => {
    const shipped = [
      ...textsIn(
        items.map(({ name, legalBasis, address, materials, result }) => [
          name,
          legalBasis,
          address,
          materials.map((one) => one.name),
          result.name,
        ]),
      ),
      ...textsIn(departments.map(({ name }) => name)),
      ...textsIn(texts),
    ].map(([, text]) => text);
    const characters = [...new Set(shipped.join(""))].filter((one) => !/\s/.test(one)).join("");
    expect(characters.length).toBeGreaterThan(600);
    const { lacking } = await renderOfficialDocument(
      { ...documentOf("refused"), paragraphs: [characters] },
      { font },
    );
    expect(lacking.map((code) => String.fromCodePoint(code))).toEqual([]);
  });
});
