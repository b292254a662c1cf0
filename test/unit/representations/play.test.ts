import { expect, it } from "vitest";
import type { Person } from "#local/play/api.ts";
import { bindOrganisation, guard, mandate } from "#local/play/representations.ts";

const somebody = { name: "张伟", idNumber: "11010519491231002X" };

it.each(["active", "ended", "refused", "renounced"])(
  "a demo whose representations are %s by now starts again and leaves them so",
  async (state) => {
    const stored = { representationId: "a".repeat(16), state, version: 3 };
    const asked: string[] = [];
    const who = {
      async ask(method: string, path: string) {
        asked.push(`${method} ${path}`);
        return { status: 201, headers: new Headers(), body: stored };
      },
    } as unknown as Person;
    const confirmed: string[] = [];
    const licences = { confirm: (id: string) => void confirmed.push(id) };
    const all = [
      await bindOrganisation(who, licences as never, "91411602MA9F000000"),
      await guard(who, who, somebody),
      await mandate(who, { person: who, identity: somebody }, { until: "2026-12-31" }),
    ];
    expect(all).toEqual([stored, stored, stored]);
    expect([...new Set(asked), ...confirmed]).toEqual(["POST /v1/representations"]);
  },
);
