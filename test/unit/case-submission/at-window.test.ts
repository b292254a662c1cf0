import { beforeEach, describe, expect, test } from "vitest";
import type { CaseHead } from "#shared/cases/record.ts";
import { memoryCaseStore } from "#test/support/memory-case-store.ts";
import { namesAtWindow } from "../../../functions/cases/case-submission/at-window.ts";
import { form, openSample, person } from "../cases/samples.ts";

const party = person.person.applicant;
let store: ReturnType<typeof memoryCaseStore>;
let found: string[];
beforeEach(() => {
  store = memoryCaseStore();
  found = [];
});

async function filed(more: Parameters<typeof openSample>[0], numberCorrected?: true): Promise<CaseHead> {
  const head = openSample(more);
  await store.write(head, {
    form,
    person: { ...person, person: { ...person.person, ...(numberCorrected && { numberCorrected }) } },
  });
  found.push(head.caseNumber);
  return head;
}
const nameOf = namesAtWindow({
  index: { lookUp: async () => ["current", "former"] },
  access: { find: async () => found },
  store: {
    readMany: (numbers) => store.readMany(numbers),
    readPerson: (caseNumber) => store.readPerson(caseNumber),
  },
});

describe("whose a case at the window is", () => {
  test("the account's that applied online under the number", async () => {
    await filed({ applicantId: "li-min" });
    expect(await nameOf(party)).toBe("li-min");
  });

  test("nobody's account by what a clerk filed, corrected, or an agent did", async () => {
    expect(await nameOf(party)).toBe("id:current");
    await filed({ applicantId: "id:former", channel: "window", submittedBy: "chen-fang" });
    await filed({ applicantId: "wang-fang", submittedBy: "agent" });
    await filed({ applicantId: "thief" }, true);
    expect(await nameOf(party)).toBe("id:current");
  });

  test("an organisation's under its code", async () => {
    expect(await nameOf({ idType: "uscc", idNumber: "91411602ma9f00000c" })).toBe("uscc:91411602MA9F00000C");
  });
});
