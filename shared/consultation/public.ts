import { allPages } from "#shared/kernel/aws/page.ts";
import { environmentCipher } from "#shared/kernel/crypto/environment-cipher.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { ofOwnDepartment } from "#shared/kernel/http/record-routes.ts";
import { dynamodbRecordReader } from "#shared/kernel/records/dynamodb-record-store.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { type ConsultationStore, consultation } from "./record.ts";
import { type Said, said } from "./said.ts";

type Reads = {
  store: Pick<ConsultationStore, "read" | "list">;
  said: Pick<RecordStore<Said>, "readGroup">;
};

/** What other contexts may ask of consultations. */
export const consultationsPublic = ({ store, said }: Reads) => ({
  /**
   * Whose account attached this file to what they wrote there; undefined also for staff who may not see the question. Whoever
   * attaches somebody else's file shows nobody anything: it is read only where it is their own.
   */
  async attachedBy(consultationId: string, documentId: string, caller: Caller): Promise<string | undefined> {
    const record = await store.read(consultationId);
    if (!record || !ofOwnDepartment(record, caller)) return undefined;
    const texts = await said.readGroup(consultationId);
    return texts.find(({ files }) => files?.includes(documentId))?.by.id;
  },

  /** What is kept of somebody's questions, for their export. */
  async keptOf(askerId: string) {
    const asked = await allPages((cursor) =>
      store.list("byAsker", askerId, { cursor, limit: 100, newestFirst: true }),
    );
    return Promise.all(
      asked.map(async (one) => {
        const { consultationId, about, itemCode, caseNumber, department, state, askedAt, endedAt, level } =
          one;
        const texts = await said.readGroup(consultationId);
        return {
          ...{ consultationId, about, itemCode, caseNumber, department, state, askedAt, endedAt, level },
          said: texts.map(({ by, kind, text, files = [], writtenAt }) => ({
            by: by.role === "citizen" ? ("asker" as const) : ("office" as const),
            ...{ kind, text, files, writtenAt },
          })),
        };
      }),
    );
  },
});
export type ConsultationsPublic = ReturnType<typeof consultationsPublic>;

export const consultationsOf = (table: string): ConsultationsPublic =>
  consultationsPublic({
    store: dynamodbRecordReader(consultation, table),
    said: dynamodbRecordReader(said, table, undefined, environmentCipher),
  });
