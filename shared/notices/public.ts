import { type TongbanEvent, versionOf } from "#events/define-event.ts";
import type { CasesPublic } from "#shared/cases/public.ts";
import { allPages } from "#shared/kernel/aws/page.ts";
import { environmentCipher } from "#shared/kernel/crypto/environment-cipher.ts";
import type { OwedCheck } from "#shared/kernel/messaging/owed.ts";
import { dynamodbRecordReader } from "#shared/kernel/records/dynamodb-record-store.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { dynamodbInbox } from "./dynamodb-inbox.ts";
import { ruledNameOf } from "./follows.ts";
import type { Inbox } from "./inbox.ts";
import { type Address, address, addressIdOf } from "./people/address.ts";
import { chosenChannels, type Preference, preference } from "./people/preference.ts";
import { notice, noticeIdOf, stateAt } from "./record.ts";
import { rules } from "./rules.ts";
import { follows } from "./wiring.ts";

/** Whether those whom the steps of cases concern were told of them. */
export function noticesOwed(table: string, cases: Pick<CasesPublic, "noticedOf">): OwedCheck {
  const { read } = dynamodbRecordReader(notice, table);
  return {
    follows,
    async missing(event: TongbanEvent) {
      const { caseNumber, parent } = event.data as { caseNumber: string; parent?: string };
      const owed = rules.filter(
        (rule) =>
          rule.event === ruledNameOf(event.type) && (rule.legal || !parent) && !rule.to.includes("account"),
      );
      if (owed.length === 0) return [];
      const of = await cases.noticedOf(
        caseNumber,
        ruledNameOf(event.type).startsWith("case.") ? versionOf(event) : undefined,
      );
      if (!of) return [];
      const missing = await Promise.all(
        owed.map(async ({ template }) => {
          const ids = {
            eventId: event.id,
            at: event.time,
            recipientId: of.applicantId,
            templateId: template,
          };
          return (await read(noticeIdOf(ids))) ? [] : [`notice ${template}`];
        }),
      );
      return missing.flat();
    },
  };
}

type Kept = {
  inbox: Inbox;
  addresses: Pick<RecordStore<Address>, "readMany">;
  preferences: Pick<RecordStore<Preference>, "read">;
};

/** What is kept of somebody, for their export. */
export const noticesPublic = ({ inbox, addresses, preferences }: Kept) => ({
  async keptOf([account = "", ...others]: readonly string[], now: string) {
    const names = [account, ...others];
    const [there, chosen, messages] = await Promise.all([
      addresses.readMany(chosenChannels.map((channel) => addressIdOf(account, channel))),
      preferences.read(account),
      allPages((cursor) => inbox.list(names, { cursor, limit: 100 })),
    ]);
    return {
      addresses: there.map(({ channel, current, verifiedAt, next, coolsAt, pending, unusableSince }) => ({
        ...{ channel, current, verifiedAt, next, coolsAt, pending, unusableSince },
      })),
      preferences: chosen
        ? {
            ...{ language: chosen.language, declined: chosen.declined, quiet: chosen.quiet },
            ...{ digest: chosen.digest, consents: chosen.consents ?? [] },
          }
        : null,
      messages: messages.map((one) => {
        const { noticeId, templateId, category, plannedAt, readAt, caseNumber, legal, attempts = [] } = one;
        return {
          ...{ noticeId, templateId, category, plannedAt, readAt, caseNumber, legal },
          state: stateAt(one, now),
          attempts: attempts.map(({ channel, at, state }) => ({ channel, at, state })),
        };
      }),
    };
  },
});
export type NoticesPublic = ReturnType<typeof noticesPublic>;

/** For functions that have the keys to what stands sealed (`fieldKeys`). */
export const noticesOf = (table: string): NoticesPublic =>
  noticesPublic({
    inbox: dynamodbInbox(table),
    addresses: dynamodbRecordReader(address, table, undefined, environmentCipher),
    preferences: dynamodbRecordReader(preference, table),
  });
