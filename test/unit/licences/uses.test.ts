import { beforeEach, describe, expect, test } from "vitest";
import { licencesPublic } from "#shared/licences/public.ts";
import type { Licence } from "#shared/licences/record.ts";
import { memoryLicenceUses } from "#test/support/memory-licence-uses.ts";
import { thursday } from "#test/unit/cases/samples.ts";
import {
  approved,
  caller,
  holder,
  inState,
  issued,
  type LicenceStore,
  memoryLicences,
  office,
  type Someone,
} from "./samples.ts";

let store: LicenceStore;
let uses: ReturnType<typeof memoryLicenceUses>;
let licence: Licence;
beforeEach(async () => {
  store = memoryLicences();
  uses = memoryLicenceUses();
  licence = await issued(store, approved("key", thursday));
});

const useOf = (caseSerial: number, materialId = "premises") => ({
  licenceId: licence.licenceId,
  caseNumber: String(caseSerial).padStart(25, "4"),
  materialId,
  department: "1017",
  itemCode: "1".repeat(31),
  at: thursday,
});

describe("what keeps licences from standing for materials", () => {
  test("is answered for each of them, in the order of the request", async () => {
    const foreign = await issued(store, approved("foreign", thursday, { applicantId: "zhang-wei" }));
    const seized = await issued(store, approved("seized", thursday));
    await store.write(inState(seized, "seized"));
    const wanted = [
      { materialId: "a", licenceId: seized.licenceId, licenceType: "食品经营许可证" },
      { materialId: "b", licenceId: licence.licenceId, licenceType: "食品经营许可证" },
      { materialId: "c", licenceId: foreign.licenceId, licenceType: "食品经营许可证" },
      { materialId: "d", licenceId: "0".repeat(18), licenceType: "食品经营许可证" },
      { materialId: "e", licenceId: licence.licenceId, licenceType: "营业执照" },
      { materialId: "f", licenceId: licence.licenceId, licenceType: "没有的证照" },
    ];
    expect(await licencesPublic({ store, uses }).check(wanted, ["li-min"], thursday)).toEqual([
      { materialId: "a", problem: "notValid" },
      { materialId: "c", problem: "unknown" },
      { materialId: "d", problem: "unknown" },
      { materialId: "e", problem: "wrongType" },
      { materialId: "f", problem: "wrongType" },
    ]);
  });

  test("costs no read when none is wanted", async () => {
    const unread = {
      ...store,
      readMany: async () => {
        throw new Error("read");
      },
    };
    expect(await licencesPublic({ store: unread, uses }).check([], ["li-min"], thursday)).toEqual([]);
  });
});

describe("the log of uses", () => {
  const list = (who: Someone, query: Record<string, string> = {}, licenceId = licence.licenceId) =>
    caller(store, thursday, { uses })("GET /v1/licences/{licenceId}/uses", who, {
      path: { licenceId },
      query,
    });

  test("shows its holder each use once, page by page", async () => {
    const all = [useOf(1), useOf(1, "layout"), useOf(2)];
    await uses.take(all);
    const again = [{ ...useOf(1), at: "2026-12-01T00:00:00.000Z" }, useOf(2)];
    expect(await licencesPublic({ store, uses }).uses(again)).toEqual([]);
    const first = await list(holder, { limit: "2" });
    const second = await list(holder, { limit: "2", cursor: String(first.body.nextCursor) });
    expect(second.body.nextCursor).toBeNull();
    const seen = [first, second].flatMap(({ body }) => body.items);
    expect(seen).toHaveLength(3);
    for (const { licenceId: _same, ...use } of all) expect(seen).toContainEqual(use);
  });

  test("of one licence says nothing of another one's", async () => {
    const other = await issued(store, approved("other", thursday));
    await uses.take([{ ...useOf(1), licenceId: other.licenceId }]);
    expect((await list(holder)).body.items).toEqual([]);
    expect((await list(holder, {}, other.licenceId)).body.items).toHaveLength(1);
  });

  test("is nobody else's to read", async () => {
    await uses.take([useOf(1)]);
    expect((await list({ sub: "zhang-wei", role: "citizen" })).status).toBe(404);
    expect((await list(office)).status).toBe(403);
  });
});
