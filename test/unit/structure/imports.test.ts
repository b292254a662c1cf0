import { describe, expect, it } from "vitest";
import { againstDirection, homelessFunctions, impureFiles, reachingOut, unnamedAdapters } from "./layers.ts";
import { circles, type Import, importsOf, offending, type Source, sources, under } from "./sources.ts";

const goesInto =
  (...folders: string[]) =>
  ({ target, ours }: Import): boolean =>
    ours && folders.some((folder) => target.startsWith(`${folder}/`));

/** A made-up file with these imports; one that begins with "type " is of a type only. */
function file(path: string, ...targets: string[]): Source {
  const text = targets
    .map((target) =>
      target.startsWith("type ")
        ? `import type { A } from "${target.slice(5)}";`
        : `import { a } from "${target}";`,
    )
    .join("\n");
  return { path, text, imports: importsOf(path, text) };
}

describe("imports", () => {
  it("are found in all their forms", () => {
    const text = [
      'import a from "#shared/a.ts";',
      'import type { B } from "./b.ts";',
      'import {\n  type C,\n  c,\n} from "../c.ts";',
      'export { d } from "zod";',
      'import "./e.ts";',
      'const f = await import("node:fs");',
      "const g = await import(`../g.ts`);",
      'const text = "from";',
    ].join("\n");
    expect(importsOf("x/y/z.ts", text).map(({ target, typeOnly }) => [target, typeOnly])).toEqual([
      ["shared/a.ts", false],
      ["x/y/b.ts", true],
      ["x/c.ts", false],
      ["zod", false],
      ["x/y/e.ts", false],
      ["node:fs", false],
      ["x/g.ts", false],
    ]);
    expect(sources.length).toBeGreaterThan(200);
  });

  it("form no circle, types counted", () => {
    expect(circles(sources)).toEqual([]);
  });

  it("that form a circle are found with all its files, however they are written", () => {
    const dynamic = 'const a = await import("./a.ts");';
    const files = [
      file("shared/a.ts", "./b.ts", "./d.ts"),
      file("shared/b.ts", "type #shared/c.ts"),
      { path: "shared/c.ts", imports: importsOf("shared/c.ts", dynamic) },
      file("shared/d.ts", "./e.ts", "./b.ts"),
      file("shared/e.ts", "zod"),
      file("web/src/f.tsx", "./f.tsx"),
    ];
    expect(circles(files)).toEqual([
      ["shared/a.ts", "shared/b.ts", "shared/c.ts", "shared/d.ts"],
      ["web/src/f.tsx"],
    ]);
    const withoutTypes = files.map(({ path, imports }) => ({
      path,
      imports: imports.filter(({ typeOnly }) => !typeOnly),
    }));
    expect(circles(withoutTypes)).toEqual([["web/src/f.tsx"]]);
  });

  it("go one way: events, kernel, contexts, functions", () => {
    expect(againstDirection(sources)).toEqual([]);
  });

  it("of the pages bring along types, data, and tables and functions that need nothing: rules stay behind the API", () => {
    const tables = [
      "shared/cases/lifecycle-table.ts",
      "shared/cases/states.ts",
      "shared/catalogue/form-conditions.ts",
      "shared/consultation/similarity.ts",
      "shared/catalogue/form-examples.ts",
      "shared/catalogue/joint-parts.ts",
      "shared/cases/printed-actions.ts",
      "shared/kernel/printed-characters.ts",
      "shared/catalogue/situation.ts",
      // Searching, with minisearch: it comes with the first letter.
      "shared/catalogue/search/find.ts",
      "shared/catalogue/search/marks.ts",
      "events/suspension-kinds.ts",
      "shared/ratings/levels.ts",
      "shared/documents/accepted.ts",
      "shared/documents/file-kind.ts",
      "shared/documents/file-name.ts",
      "shared/kernel/forms/answered-fields.ts",
      "shared/kernel/identifiers/normal-forms.ts",
      "shared/kernel/identifiers/resident-id.ts",
      "shared/kernel/people/age.ts",
      "shared/kernel/people/masking.ts",
    ];
    const isWrong = ({ target, ours, typeOnly }: Import): boolean =>
      ours &&
      !typeOnly &&
      !["web", "data"].some((place) => target.startsWith(`${place}/`)) &&
      !tables.includes(target);
    expect(offending(under("web"), isWrong)).toEqual([]);
    expect(
      offending(under("events", "shared", "functions", "infra", "local", "scripts"), goesInto("web")),
    ).toEqual([]);
  });

  it("of what is deployed never go to the local engine, scripts or tests", () => {
    const deployed = under("events", "shared", "functions", "infra", "data");
    expect(offending(deployed, goesInto("local", "scripts", "test"))).toEqual([]);
    expect(offending(under("local", "scripts"), goesInto("test"))).toEqual([]);
    expect(offending(under("local"), goesInto("scripts"))).toEqual([]);
  });
});

describe("the domain", () => {
  it("knows neither AWS nor an adapter", () => {
    expect(reachingOut(sources)).toEqual([]);
  });

  it("reads no environment and no clock, and draws no random numbers", () => {
    expect(impureFiles(sources)).toEqual([]);
  });

  it("has adapters that say so by their names", () => {
    expect(unnamedAdapters(sources)).toEqual([]);
  });
});

describe("functions", () => {
  it("are under a context, or under the part of the kernel that they belong to", () => {
    expect(homelessFunctions(sources)).toEqual([]);
  });
});

describe("the guard, on made-up files,", () => {
  const kernel = file("shared/kernel/messaging/consumer.ts");
  const wrong = (path: string, ...targets: string[]) => againstDirection([kernel, file(path, ...targets)]);

  it.each([
    ["events/a.ts", "#shared/kernel/http/locale.ts"],
    ["events/a.ts", "#data/index.ts"],
    ["shared/kernel/a.ts", "#shared/cases/public.ts"],
    ["shared/kernel/a.ts", "#shared/contexts.ts"],
    ["shared/kernel/http/a.ts", "#infra/app.ts"],
    ["shared/cases/a.ts", "type #shared/deliveries/leg.ts"],
    ["shared/cases/a.ts", "#functions/cases/case-review/case-review.ts"],
    ["shared/cases/a.ts", "#scripts/token.ts"],
    ["shared/cases/a.ts", "../contexts.ts"],
    ["shared/contexts.ts", "#shared/cases/case.ts"],
    ["functions/cases/one/a.ts", "#functions/cases/two/b.ts"],
    ["functions/cases/one/a.ts", "../two/b.ts"],
    ["functions/cases/one/a.ts", "type #shared/deliveries/leg.ts"],
    ["functions/cases/one/a.ts", "#shared/contexts.ts"],
    ["functions/cases/one/a.ts", "#infra/bundle.ts"],
    ["functions/messaging/relay/a.ts", "#shared/cases/case.ts"],
    ["functions/messaging/relay/a.ts", "#shared/cases/public.ts"],
  ])("lets %s not import %s", (path, target) => {
    expect(wrong(path, target)).toHaveLength(1);
  });

  it.each([
    ["events/a.ts", "./b.ts"],
    ["events/a.ts", "zod"],
    ["shared/kernel/a.ts", "#events/case.ts"],
    ["shared/kernel/calendar/a.ts", "#data/calendar.json"],
    ["shared/cases/a.ts", "./rules/b.ts"],
    ["shared/cases/a.ts", "#shared/deliveries/public.ts"],
    ["shared/cases/a.ts", "#shared/deliveries/problems.ts"],
    ["shared/contexts.ts", "./cases/context.ts"],
    ["functions/cases/one/a.ts", "./b.ts"],
    ["functions/cases/one/a.ts", "#shared/cases/decide.ts"],
    ["functions/cases/one/a.ts", "#shared/kernel/http/api.ts"],
    ["functions/cases/one/a.ts", "#shared/deliveries/api.ts"],
    ["functions/messaging/relay/a.ts", "#shared/cases/outbox.ts"],
    ["functions/messaging/relay/a.ts", "#shared/notices/record.ts"],
    ["functions/messaging/relay/a.ts", "#shared/contexts.ts"],
  ])("lets %s import %s", (path, target) => {
    expect(wrong(path, target)).toEqual([]);
  });

  it("knows a new context by its folder; it calls cases, catalogue and representations only, and these by public.ts", () => {
    const targets = [
      "#shared/cases/public.ts",
      "#shared/catalogue/public.ts",
      "#events/rating.ts",
      "#shared/letters/letter.ts",
      "#shared/cases/api.ts",
      "#shared/catalogue/problems.ts",
      "#shared/ratings/public.ts",
      "type #shared/licences/public.ts",
    ];
    const refused = [
      "shared/cases/api.ts",
      "shared/catalogue/problems.ts",
      "shared/ratings/public.ts",
      "shared/licences/public.ts",
    ];
    for (const path of ["shared/letters/a.ts", "functions/letters/sending/a.ts"])
      expect(wrong(path, ...targets)).toEqual(refused.map((target) => `${path} -> ${target}`));
    expect(wrong("shared/cases/a.ts", "#shared/letters/letter.ts")).toHaveLength(1);
  });

  it("sees functions without a home", () => {
    const files = [kernel, file("shared/notices/notice.ts"), file("functions/notices/sending/handler.ts")];
    expect(homelessFunctions([...files, file("functions/messaging/relay/handler.ts")])).toEqual([]);
    expect(homelessFunctions([...files, file("functions/letters/sending/handler.ts")])).toEqual(["letters"]);
  });

  it("knows adapters by what they import, themselves or by the kernel", () => {
    const aws = file("shared/kernel/aws/dynamodb.ts", "@aws-sdk/client-dynamodb");
    const listing = file("shared/kernel/aws/listing.ts", "./dynamodb.ts");
    const page = file("shared/kernel/aws/page.ts", "type ./dynamodb.ts");
    const store = file("shared/notices/dynamodb-notice-store.ts", "#shared/kernel/aws/listing.ts");
    const open = file("shared/notices/public.ts", "./dynamodb-notice-store.ts");
    const port = file(
      "shared/notices/notice.ts",
      "#shared/kernel/aws/page.ts",
      "type ./dynamodb-notice-store.ts",
    );
    const files = [aws, listing, page, store, open, port];
    expect(reachingOut(files)).toEqual([]);
    expect(unnamedAdapters(files)).toEqual([]);

    const decide = file(
      "shared/notices/decide.ts",
      "./dynamodb-notice-store.ts",
      "type @aws-sdk/lib-dynamodb",
    );
    const outbox = file(
      "shared/notices/outbox.ts",
      "#shared/cases/public.ts",
      "type #shared/catalogue/public.ts",
    );
    expect(reachingOut([...files, decide, outbox])).toEqual([
      "shared/notices/decide.ts -> shared/notices/dynamodb-notice-store.ts",
      "shared/notices/decide.ts -> @aws-sdk/lib-dynamodb",
      "shared/notices/outbox.ts -> shared/cases/public.ts",
    ]);
    const merge = file("shared/notices/merge.ts", "#shared/kernel/aws/listing.ts");
    expect(unnamedAdapters([...files, merge])).toEqual(["shared/notices/merge.ts"]);
  });

  it.each([
    "process.env.TABLE",
    "Date.now()",
    "new Date()",
    "systemClock()",
    "Math.random()",
    "randomUUID()",
    "crypto.getRandomValues(bytes)",
  ])("sees that %s is not pure", (text) => {
    const store = { ...file("shared/notices/notice-store.ts", "@aws-sdk/lib-dynamodb"), text };
    const rule = { ...file("shared/notices/decide.ts"), text };
    expect(impureFiles([store, rule])).toEqual(["shared/notices/decide.ts"]);
    expect(impureFiles([{ ...rule, text: "new Date(now)" }])).toEqual([]);
  });
});
