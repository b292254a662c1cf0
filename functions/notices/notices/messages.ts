import { encodeCursor } from "#shared/kernel/aws/cursor.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import type { Locale } from "#shared/kernel/http/locale.ts";
import { defineProblems } from "#shared/kernel/http/problem.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { changeRecord, type RecordStore } from "#shared/kernel/records/record-store.ts";
import * as api from "#shared/notices/api.ts";
import { decide } from "#shared/notices/decide.ts";
import type { Inbox } from "#shared/notices/inbox.ts";
import { recipientKeyOf } from "#shared/notices/recipient.ts";
import { type Notice, recipientKeyIn } from "#shared/notices/record.ts";
import { serviceHappens } from "#shared/notices/service/decide.ts";
import type { Service } from "#shared/notices/service/record.ts";
import { type TextSources, textsOf } from "#shared/notices/texts.ts";
import type { Standing } from "#shared/representations/public.ts";

export type MessageDeps = {
  notices: Pick<RecordStore<Notice>, "read" | "write">;
  services: Pick<RecordStore<Service>, "read" | "readMany" | "write">;
  inbox: Inbox;
  standing: Pick<Standing, "listed">;
  sources: TextSources;
  now: Clock;
};

const problems = defineProblems({
  noticeNotFound: { status: 404, zh: "没有这条消息。", en: "There is no such message." },
});

/** Of so many the unread are counted. */
const counted = 50;

/** The inbox of citizens: always there, whatever became of the other ways. */
export function messages({ notices, services, inbox, standing, sources, now }: MessageDeps): Route[] {
  /** The services that rest on a consent, of those that these messages tell of. */
  const servedByArrival = async (of: readonly Notice[]): Promise<Set<string>> => {
    const ids = [...new Set(of.flatMap(({ serviceId }) => serviceId ?? []))];
    const found = ids.length > 0 ? await services.readMany(ids, { maybeOlder: true }) : [];
    return new Set(found.flatMap(({ serviceId, consent }) => (consent ? serviceId : [])));
  };
  const view = async (one: Notice, locale: Locale, served: Set<string>): Promise<api.MessageView> => {
    const { noticeId, plannedAt, category, caseNumber, legal, readAt, serviceId } = one;
    const { title, text, link } = await textsOf(one, "inbox", locale, sources);
    return {
      ...{ noticeId, at: plannedAt, category, title, text, link },
      ...(caseNumber && { caseNumber }),
      ...(legal && { legal }),
      ...(serviceId && served.has(serviceId) && { servedByArrival: true as const }),
      ...(readAt && { readAt }),
    };
  };

  return [
    route(api.listMessages)(async ({ caller, query, locale }) => {
      const { names } = await standing.listed(caller, query.onBehalfOf);
      const { items, next } = await inbox.list(names, query);
      const served = await servedByArrival(items);
      const rows = await Promise.all(items.map((one) => view(one, locale, served)));
      return { status: 200, body: { items: rows, nextCursor: encodeCursor(next) } };
    }),
    route(api.countMessages)(async ({ caller }) => {
      const { names } = await standing.listed(caller, undefined);
      const { items } = await inbox.list(names, { limit: counted });
      return { status: 200, body: { unread: items.filter(({ readAt }) => !readAt).length } };
    }),
    route(api.readMessage)(async ({ caller, path, query, locale, traceparent }) => {
      const { names } = await standing.listed(caller, query.onBehalfOf);
      if (!names.some((name) => recipientKeyOf(name) === recipientKeyIn(path.noticeId)))
        throw problems.noticeNotFound();
      const at = now();
      let read: Notice | undefined;
      await changeRecord(notices, path.noticeId, (one) => {
        read = one;
        if (one.readAt) return undefined;
        const command = { actor: { role: "citizen", id: caller.id }, body: {}, at, trace: traceparent };
        const decision = decide(one, "read", command, { now: at });
        if ("record" in decision) read = decision.record;
        return "record" in decision ? decision.record : undefined;
      });
      if (!read) throw problems.noticeNotFound();
      // Also for a message that was read before: the crash between both leaves this one to do.
      if (read.serviceId)
        await changeRecord(services, read.serviceId, (one) =>
          serviceHappens(one, "read", {}, { now: at }, childTrace(traceparent)),
        );
      return { status: 200, body: await view(read, locale, await servedByArrival([read])) };
    }),
  ];
}
