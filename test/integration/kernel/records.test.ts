import { readdirSync, readFileSync } from "node:fs";
import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contexts } from "#shared/contexts.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { sealedParts } from "#shared/kernel/records/sealed-parts.ts";
import { indexesOf, startDatabase, type TestDatabase } from "#test/support/database.ts";
import { memoryRecordStore } from "#test/support/memory-record-store.ts";
import { recordContract } from "#test/support/record-contract.ts";
import { type RecordSamples, recordSamples } from "#test/support/record-samples.ts";
import { testCipher } from "#test/support/test-cipher.ts";
import { suggestions } from "#test/toy/shared/suggestions/context.ts";
import { dynamodbHistory } from "../../../functions/messaging/event-relay/history.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.close());

let serial = 0;
const emptyTable = async ({ definition }: RecordSamples): Promise<string> => {
  serial += 1;
  const name = `${definition.name}-${serial}`;
  await database.createTable(name, indexesOf(definition));
  return name;
};

const fixtures = new URL("../../fixtures/records/", import.meta.url);
/** As a stream brings an item: bytes in base64. */
const asFile = (item: Record<string, unknown>): string => {
  const fields = Object.entries(item).map(([name, value]) => [
    name,
    Buffer.isBuffer(value) ? value.toString("base64") : value,
  ]);
  return `${JSON.stringify(Object.fromEntries(fields), null, 2)}\n`;
};

it("every record of every context, and of the toy, has samples", () => {
  const all = [...contexts, suggestions].flatMap(({ records }) => records.map(({ name }) => name));
  expect(recordSamples.map(({ definition }) => definition.name).sort()).toEqual(all.sort());
});

describe.each(recordSamples.map((samples) => [samples.definition.name, samples] as const))(
  "a %s",
  (name, samples) => {
    const { definition, make, end } = samples;

    describe("in memory", () => {
      recordContract(samples, async () => ({
        store: memoryRecordStore(definition),
        relayed: async () => {},
      }));
    });

    describe("in DynamoDB", () => {
      recordContract(samples, async () => {
        const table = await emptyTable(samples);
        const relay = dynamodbHistory(table, database.db);
        const { seal } = sealedParts(definition, testCipher);
        return {
          store: dynamodbRecordStore(definition, table, database.db, testCipher),
          async relayed(record, before) {
            const item = await seal(definition.toItem(record));
            const entry = definition.outboxEntry(item, before && (await seal(definition.toItem(before))));
            if (!entry) throw new Error(`version ${record.version} of a ${name} is silent`);
            if (entry.kept === false) return;
            expect((await relay.write([{ ...entry, pk: String(item.pk) }])).size).toBe(0);
          },
        };
      });

      it.each(Object.entries(definition.indexes).filter(([, { projects }]) => !projects))(
        "is not shown in %s when it left between the look at the index and the read, and the page is full and no fuller",
        async (index, { partition }) => {
          const table = await emptyTable(samples);
          const plain = dynamodbRecordStore(definition, table, database.db, testCipher);
          const records = [1, 2, 3, 4].map(make);
          for (const record of records) await plain.write(record);
          const [first, second, third] = records as [
            (typeof records)[0],
            (typeof records)[0],
            (typeof records)[0],
          ];
          let left = false;
          const racing = Object.assign(Object.create(database.db), {
            async send(command: unknown) {
              const answer = await database.db.send(command as QueryCommand);
              if (command instanceof QueryCommand && !left) {
                left = true;
                await plain.write(end(first));
              }
              return answer;
            },
          }) as typeof database.db;
          const page = await dynamodbRecordStore(definition, table, racing, testCipher).list(
            index,
            partition(make(1)) ?? "",
            { limit: 2 },
          );
          const stays = partition(end(first)) === partition(first);
          expect(page.items).toEqual(stays ? [end(first), second] : [second, third]);
        },
      );
    });

    describe("as an item", () => {
      const formats = readdirSync(fixtures)
        .filter((file) => file.startsWith(`${name}.`))
        .map((file) => Number(file.split(".")[1]));

      it("has the format that is frozen: a change of it counts the format up and upcasts the older ones", async () => {
        await expect(asFile(definition.toItem(make(1)))).toMatchFileSnapshot(
          new URL(`${name}.${definition.format}.json`, fixtures).pathname,
        );
      });

      it("is read from every format that there was", () => {
        expect(formats.sort()).toEqual(Array.from({ length: definition.format }, (_, index) => index + 1));
        const current = Object.keys(make(1)).sort();
        for (const format of formats) {
          const file = readFileSync(new URL(`${name}.${format}.json`, fixtures), "utf8");
          const record = definition.fromItem(JSON.parse(file));
          expect(Object.keys(record).sort(), `format ${format}`).toEqual(current);
          expect(definition.toItem(record).format).toBe(definition.format);
        }
      });

      it("is refused when it is of a format to come, or nothing of ours", () => {
        const item = definition.toItem(make(1));
        expect(() => definition.fromItem({ ...item, format: definition.format + 1 })).toThrow(
          "newer than this code",
        );
        expect(() => definition.fromItem({ ...item, lastEvent: undefined })).toThrow();
        expect(() => definition.fromItem({ ...item, version: 0 })).toThrow();
      });

      it("is known by its key, and not by another's", () => {
        const { pk, sk } = definition.toItem(make(1));
        expect(definition.idIn({ pk: String(pk), sk: String(sk) })).toBe(definition.idOf(make(1)));
        expect(definition.idIn({ pk: "OTHER#1", sk: String(sk) })).toBeUndefined();
      });
    });
  },
);
