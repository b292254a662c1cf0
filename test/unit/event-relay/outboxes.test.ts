import { describe, expect, it } from "vitest";
import { contexts } from "#shared/contexts.ts";
import { recordSamples } from "#test/support/record-samples.ts";
import {
  carriesTermOf,
  outboxOfRecords,
  recordsOf,
} from "../../../functions/messaging/event-relay/outboxes.ts";

/** Two versions of a record as the stream shows them, and what the record itself says of the second. */
const recordNamed = (name: string) => {
  const samples = recordSamples.find(({ definition }) => definition.name === name);
  if (!samples) throw new Error(`${name} has no samples`);
  const { definition, make, end } = samples;
  const [before, item] = [definition.toItem(make(1)), definition.toItem(end(make(1)))];
  return { before, item, entry: definition.outboxEntry(item, before) };
};

describe("the outbox of a context on the kernel", () => {
  const outbox = outboxOfRecords(recordSamples.map(({ definition }) => definition));

  it.each(recordSamples.map(({ definition }) => definition.name))(
    "tells of a %s what that record says, with what changed",
    (name) => {
      const { item, before, entry } = recordNamed(name);
      expect(outbox(item, before)).toEqual(entry);
    },
  );

  it("refuses what none of the records wrote", () => {
    expect(() => outbox({ pk: "OTHER#1" })).toThrow("none of the context's records has this key");
  });

  it.each(contexts.flatMap(({ name, records }) => records.map((record) => [name, record.name] as const)))(
    "of %s is found by its name and holds its %s",
    async (context, name) => {
      const { item, before, entry } = recordNamed(name);
      expect(outboxOfRecords(await recordsOf(context))(item, before)).toEqual(entry);
    },
  );

  it("know with which items what people wrote goes", async () => {
    const carries = carriesTermOf(await recordsOf("cases"));
    expect(carries({ pk: "CASE#1", sk: "APPLICATION#001" })).toBe(true);
    expect(carries({ pk: "CASE#1", sk: "APPLICATION#002" })).toBe(false);
    expect(carries({ pk: "CASE#1", sk: "COLLECTION" })).toBe(false);
    const examined = carriesTermOf(await recordsOf("examinations"));
    expect(examined({ pk: "HEARING#1", sk: "TERM" })).toBe(true);
    expect(examined({ pk: "INTERESTEDPARTY#1", sk: "PERSON" })).toBe(true);
    expect(examined({ pk: "INTERESTEDPARTY#1", sk: "TERM" })).toBe(false);
  });
});
