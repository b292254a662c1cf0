import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { type Build, kept, keyOf } from "#local/kept.ts";

let root: string;
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const inputs = ["src", "web", "settings.json"];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "tongban-kept-"));
  write("src/a.ts", "a");
  write("src/deep/b.ts", "b");
  write("web/page.ts", "page");
  write("settings.json", "{}");
});

describe("the key of a build", () => {
  it.each<[string, () => void]>([
    ["a file's contents", () => write("src/deep/b.ts", "B")],
    ["a file named for itself", () => write("settings.json", "[]")],
    ["a new file, though empty", () => write("src/c.ts", "")],
    [
      "what is in which of two files",
      () => {
        write("src/a.ts", "ab");
        write("src/deep/b.ts", "");
      },
    ],
  ])("changes with %s", (_what, change) => {
    const before = keyOf(inputs, root);
    change();
    expect(keyOf(inputs, root)).not.toBe(before);
  });

  it("stays with the same contents, whenever they were written, and whatever was built", () => {
    const before = keyOf(inputs, root);
    utimesSync(join(root, "src/a.ts"), 1, 1);
    write("web/dist/page.js", "built");
    write("elsewhere.ts", "x");
    expect(keyOf(inputs, root)).toBe(before);
  });

  it("asks for every input to be there", () => {
    expect(() => keyOf(["gone"], root)).toThrow("gone");
  });
});

describe("what is kept", () => {
  let made = 0;
  const build = (more: Partial<Build> = {}): Build => ({
    name: "thing",
    inputs,
    async make(directory) {
      made += 1;
      mkdirSync(directory);
      writeFileSync(join(directory, "text"), readFileSync(join(root, "src/a.ts")));
    },
    ...more,
  });
  const textIn = (directory: string): string => readFileSync(join(directory, "text"), "utf8");
  const all = (): string[] => readdirSync(join(root, ".build/kept"));
  beforeEach(() => {
    made = 0;
  });

  it("is made once for the same inputs, and beside it for others", async () => {
    const first = await kept(build(), root);
    expect(await kept(build(), root)).toBe(first);
    write("src/a.ts", "changed");
    const second = await kept(build(), root);
    expect([made, textIn(first), textIn(second)]).toEqual([2, "a", "changed"]);
    write("src/a.ts", "a");
    expect([await kept(build(), root), made]).toEqual([first, 2]);
  });

  it("is whole when two make it at once, and the second's is thrown away", async () => {
    const [one, two] = await Promise.all([kept(build(), root), kept(build(), root)]);
    expect([one, made, textIn(one), all()]).toEqual([two, 2, "a", [expect.stringMatching(/^thing-\w+$/)]]);
  });

  it("is not there when making it failed in the middle", async () => {
    const failing = build({
      async make(directory) {
        mkdirSync(directory);
        throw new Error("no room");
      },
    });
    await expect(kept(failing, root)).rejects.toThrow("no room");
    expect(all()).toEqual([]);
    expect(textIn(await kept(build(), root))).toBe("a");
  });

  it("is of the last contents when a file was saved while it was made", async () => {
    const { make } = build();
    const late = await kept(
      build({
        async make(directory) {
          await make(directory);
          if (made === 1) write("src/a.ts", "saved meanwhile");
        },
      }),
      root,
    );
    expect([textIn(late), all().length]).toEqual(["saved meanwhile", 1]);
  });

  it("goes away when nobody has used it for a day, and not before", async () => {
    const [unused, used] = [
      await kept(build({ name: "unused" }), root),
      await kept(build({ name: "used" }), root),
    ];
    const hoursAgo = (directory: string, hours: number) => {
      const then = Date.now() / 1000 - hours * 3600;
      utimesSync(directory, then, then);
    };
    hoursAgo(unused, 25);
    hoursAgo(used, 25);
    await kept(build({ name: "used" }), root);
    await kept(build({ name: "another" }), root);
    expect([existsSync(unused), existsSync(used)]).toEqual([false, true]);
  });
});
