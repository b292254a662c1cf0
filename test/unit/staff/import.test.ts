import { beforeEach, describe, expect, test } from "vitest";
import { checkStaffCsv } from "#scripts/staff/file.ts";
import { type ImportRow, importStaff } from "#shared/staff/import.ts";
import { type StaffMember, staffMember } from "#shared/staff/record.ts";
import { memoryRecordStore } from "#test/support/memory-record-store.ts";
import { thursday, traceparent } from "#test/unit/cases/samples.ts";
import { entryOf } from "./samples.ts";

const header = "account,name,department,roles";
const check = (...lines: string[]) => checkStaffCsv([header, ...lines].join("\n"));
const placesOf = ({ problems }: ReturnType<typeof check>) => problems.map(({ row, column }) => [row, column]);

describe("a file of people", () => {
  test("gives them, with roles between semicolons of either width", () => {
    const { rows, problems } = check(
      'chen-fang,陈芳,1001,"clerk；reviewer"',
      "",
      "liu-yang, 刘洋 ,,supervisor;supervisor",
    );
    expect(problems).toEqual([]);
    expect(rows).toEqual([
      { account: "chen-fang", name: "陈芳", department: "1001", roles: ["clerk", "reviewer"] },
      { account: "liu-yang", name: "刘洋", roles: ["supervisor"] },
    ]);
  });

  test("gives nobody two of the roles that are kept apart", () => {
    const checked = check(
      "sun-jing,孙静,,admin",
      "zhou-an,周安,,securityAdmin;auditor",
      "wu-heng,吴衡,1001,auditor;clerk",
    );
    expect(placesOf(checked)).toEqual([[3, "roles"]]);
    expect(checked.problems[0]?.message.zh).toContain("不得由一人兼任");
  });

  test("is read whatever the order of its columns", () => {
    const { rows } = checkStaffCsv("roles,department,account,name\nclerk,1001,chen-fang,陈芳\n");
    expect(rows).toMatchObject([{ account: "chen-fang", roles: ["clerk"] }]);
  });

  test("tells all that is wrong at once, with the rows as a spreadsheet counts them", () => {
    const checked = check(
      "chen-fang,陈芳,1001,clerk",
      "wang lei,王磊,1001,clerk",
      ",,9999,",
      "zhao-ning,赵宁,,reviewer",
      "sun-jing,孙静,1001,boss",
      "chen-fang,陈芳,1002,clerk",
      "li,李,1001,clerk,more",
    );
    expect(placesOf(checked)).toEqual([
      [3, "account"],
      [4, "account"],
      [4, "name"],
      [4, "department"],
      [4, "roles"],
      [5, "department"],
      [6, "roles"],
      [7, "account"],
      [8, ""],
    ]);
    for (const { message } of checked.problems) {
      expect(message.zh).toMatch(/\p{Script=Han}/u);
      expect(message.en).toMatch(/^[ -~]+$/);
    }
    expect(checked.problems.map(({ message }) => message.en)).toContain("Row 2 has the same account.");
    expect(checked.problems.map(({ message }) => message.en)).toContain(
      "There is no department of this code.",
    );
  });

  test.each([
    "account,name,roles",
    "account,name,name,roles",
    "account,name,department,roles,phone",
    "account;name",
  ])("with other columns is refused for them alone: %j", (first) => {
    const checked = checkStaffCsv(`${first}\nx,y\n`);
    expect(placesOf(checked)).toEqual([[1, ""]]);
  });

  test("with a quotation mark without its match is refused", () => {
    expect(placesOf(check("a,甲,1001,clerk", 'b,"乙,1001,clerk'))).toEqual([[3, ""]]);
  });
});

let store: ReturnType<typeof memoryRecordStore<StaffMember, typeof staffMember.indexes>>;
let writes: number;
beforeEach(() => {
  store = memoryRecordStore(staffMember);
  writes = 0;
});
const clerk = (account: string, change: Partial<ImportRow> = {}): ImportRow => ({
  account,
  name: "陈芳",
  department: "1001",
  roles: ["clerk"],
  ...change,
});
const bring = async (rows: ImportRow[], complete = false) => {
  const counted = {
    ...store,
    write: (member: StaffMember) => {
      writes += 1;
      return store.write(member);
    },
  };
  const imported = await importStaff(counted, rows, { complete, now: thursday, trace: traceparent });
  return imported.map(({ account, outcome }) => `${account} ${outcome}`);
};

describe("an import", () => {
  test("registers people, and the same file again writes nothing", async () => {
    const rows = [clerk("a"), clerk("b", { roles: ["clerk", "reviewer"] })];
    expect(await bring(rows)).toEqual(["a registered", "b registered"]);
    expect(await store.read("b")).toMatchObject({ name: "陈芳", source: "import", version: 1 });
    expect(writes).toBe(2);
    expect(await bring(rows, true)).toEqual(["a unchanged", "b unchanged"]);
    expect(writes).toBe(2);
  });

  test("changes what a file said before, and leaves alone what a sign-in said but for a name that it lacked", async () => {
    await bring([clerk("a")]);
    expect(await bring([clerk("a", { department: "1002" })])).toEqual(["a changed"]);
    expect(await store.read("a")).toMatchObject({ department: "1002", lastEvent: { name: "changed" } });
    await store.write(entryOf("b", { source: "signIn" }));
    expect(await bring([clerk("b", { department: "1002" })])).toEqual(["b changed"]);
    expect(await store.read("b")).toMatchObject({ name: "陈芳", department: "1001", source: "signIn" });
    expect(await bring([clerk("b", { department: "1002" })])).toEqual(["b differsFromSignIn"]);
    expect(await bring([clerk("b")])).toEqual(["b unchanged"]);
  });

  test("lets nobody go who is not in it, unless it is complete for their department", async () => {
    await bring([clerk("a"), clerk("b"), clerk("c", { department: "1002" })]);
    await store.write(entryOf("d", { department: undefined, roles: ["supervisor"] }));
    expect(await bring([clerk("a")])).toEqual(["a unchanged"]);
    expect(await bring([clerk("a")], true)).toEqual(["a unchanged", "b left"]);
    expect(await store.read("b")).toMatchObject({ state: "left", leftBy: "import" });
    expect(await bring([clerk("a")], true)).toEqual(["a unchanged"]);
    expect(await bring([clerk("b")])).toEqual(["b returned"]);
    expect(await store.read("b")).toMatchObject({ state: "active", version: 3 });
  });

  test("undoes no decision of a person", async () => {
    await store.write(entryOf("a", { name: "陈芳", state: "left", leftBy: "person" }));
    await store.write(entryOf("b", { state: "removed" }));
    expect(await bring([clerk("a"), clerk("b")], true)).toEqual(["a letGo", "b gone"]);
    expect(writes).toBe(0);
  });
});
