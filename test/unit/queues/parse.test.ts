import { describe, expect, it } from "vitest";
import { commandOf } from "#scripts/queues/parse.ts";
import { usage } from "#scripts/queues/usage.ts";
import { CommandError } from "#scripts/terminal.ts";

function refusalOf(words: string[]): CommandError {
  try {
    commandOf(words);
  } catch (error) {
    if (error instanceof CommandError) return error;
    throw error;
  }
  throw new Error(`${words.join(" ")} was understood`);
}

describe("the words of npm run queues", () => {
  it.each([
    ["list", { does: "list", all: false }],
    ["list --all --env prod", { does: "list", all: true, env: "prod" }],
    ["show A/B", { does: "show", queue: "A/B", limit: 20, body: false }],
    ["show parking --limit 1000 --body", { does: "show", queue: "parking", limit: 1000, body: true }],
    ["redrive B --id 7", { does: "redrive", queue: "B", id: "7" }],
    ["redrive B --all", { does: "redrive", queue: "B" }],
    ["redrive Parking --id 7", { does: "redrive", queue: "Parking", id: "7" }],
    ["park B --id 7 --reason why", { does: "park", queue: "B", id: "7", reason: "why" }],
  ])("are understood: %s", (line, command) => {
    expect(commandOf(line.split(" "))).toEqual(command);
  });

  it.each([
    "delete B",
    "constructor B",
    "list B",
    "show",
    "show A B",
    "list --body",
    "show B --all",
    "show B --id 7",
    "redrive B --reason x --all",
    "park B --id 7 --reason x --all",
    "list --colour",
  ])("are answered with the usage: %s", (line) => {
    expect(refusalOf(line.split(" "))).toMatchObject({ exitCode: 2, text: usage });
  });

  it.each([
    [["show", "B", "--limit", "0"], /1 to 1000/, /1 到 1000/],
    [["show", "B", "--limit", "1001"], /1 to 1000/, /1 到 1000/],
    [["show", "B", "--limit", "1e2"], /1 to 1000/, /1 到 1000/],
    [["redrive", "B"], /--id ID, or --all/, /--id .*--all/],
    [["redrive", "B", "--id", "7", "--all"], /--id ID, or --all/, /--id .*--all/],
    [["redrive", "parking", "--all"], /one by one/, /逐条/],
    [["park", "B", "--reason", "x"], /--id/, /--id/],
    [["park", "parking", "--id", "7", "--reason", "x"], /already/, /已经停放/],
    [["park", "B", "--id", "7"], /--reason/, /--reason/],
    [["park", "B", "--id", "7", "--reason", "  "], /--reason/, /--reason/],
    [["park", "B", "--id", "7", "--reason", "x".repeat(501)], /500/, /500/],
    [["list", "--env", "a b"], /environment/, /环境/],
  ])("are refused with a sentence in both languages: %j", (words, en, zh) => {
    const { exitCode, text } = refusalOf(words);
    expect(exitCode).toBe(2);
    expect(text.en).toMatch(en);
    expect(text.zh).toMatch(zh);
  });

  it("take no reason that names a person by number, and any that names a case", () => {
    const park = (reason: string) => ["park", "B", "--id", "7", "--reason", reason];
    for (const reason of ["张三 13800138000", "11010519491231002X 的件", "call 11010519491231002x"])
      expect(refusalOf(park(reason)).text.zh).toMatch(/证件号或电话/);
    const reason = "4116021001202611240A1B2C3 等部门答复";
    expect(commandOf(park(reason))).toMatchObject({ reason });
  });
});

describe("the usage", () => {
  it("explains every command and option in both languages", () => {
    for (const text of Object.values(usage))
      for (const word of [
        "list",
        "show",
        "redrive",
        "park",
        "parking",
        "--env",
        "--limit",
        "--body",
        "--reason",
      ])
        expect(text).toContain(word);
    expect(usage.zh.match(/npm run queues/g)).toEqual(usage.en.match(/npm run queues/g));
  });
});
