import { type TongbanEvent, versionOf } from "#events/define-event.ts";
import type { CasesPublic } from "#shared/cases/public.ts";
import type { OwedCheck } from "#shared/kernel/messaging/owed.ts";
import { dynamodbRecordReader } from "#shared/kernel/records/dynamodb-record-store.ts";
import { ruledNameOf } from "./follows.ts";
import { notice, noticeIdOf } from "./record.ts";
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
