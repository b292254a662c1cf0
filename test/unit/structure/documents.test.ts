import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

const folders = ["docs", "functions", "local", "shared", "test", "web"];
const pages = [
  ...readdirSync("."),
  ...folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => join(folder, path)),
  ),
]
  .filter((path) => path.endsWith(".md") && !path.includes("node_modules"))
  .map((path) => ({ path, text: readFileSync(path, "utf8") }));

/** `page -> target` for each that leads nowhere. */
const missing = (targetsOf: (page: (typeof pages)[number]) => string[]): string[] =>
  pages.flatMap((page) =>
    targetsOf(page)
      .filter((target) => !existsSync(target))
      .map((target) => `${page.path} -> ${target}`),
  );

describe("the documents", () => {
  it("link to what is there", () => {
    const links = ({ path, text }: (typeof pages)[number]): string[] =>
      [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, target = ""]) =>
        join(dirname(path), target),
      );
    expect(pages.flatMap(links).length).toBeGreaterThan(50);
    expect(missing(links)).toEqual([]);
  });

  it("link to headings that are there", () => {
    const slug = (heading: string): string =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\- ]/gu, "")
        .replaceAll(" ", "-");
    const headingsOf = (path: string): string[] =>
      [...readFileSync(path, "utf8").matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => slug(heading));
    const links = pages.flatMap(({ path, text }) =>
      [...text.matchAll(/\]\((?!https?:)([^)#\s]*)#([^)\s]+)\)/g)].map(([, target = "", part = ""]) => ({
        path,
        target: target ? join(dirname(path), target) : path,
        part,
      })),
    );
    expect(links.length).toBeGreaterThan(20);
    expect(links.filter(({ target, part }) => !headingsOf(target).includes(part))).toEqual([]);
  });

  /** `NAME` stands for whatever a new context is called. */
  it("name files and folders that are there", () => {
    const top = "data|docs|events|functions|infra|local|scripts|shared|test|web";
    const named = ({ text }: (typeof pages)[number]): string[] =>
      [...text.matchAll(new RegExp(`\`((?:${top})/[\\w./-]+)\``, "g"))]
        .map(([, path = ""]) => path)
        .filter((path) => !path.includes("NAME"));
    expect(pages.flatMap(named).length).toBeGreaterThan(50);
    expect(missing(named)).toEqual([]);
  });
});
