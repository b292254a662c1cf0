import type { CaseEvent } from "#events/case.ts";
import { type TongbanEvent, versionOf } from "#events/define-event.ts";
import type { DeliveryEvent } from "#events/delivery.ts";
import type { MatchEvent } from "#events/policy-match.ts";
import { type CasesPublic, type NoticedCase, noteOf, serviceMoment } from "#shared/cases/public.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { shortEventName } from "#shared/kernel/http/record-contracts.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { eventHandler, type MessageHandler, on, PermanentError } from "#shared/kernel/messaging/consumer.ts";
import { changeRecord, HistoryBehindError, type RecordStore } from "#shared/kernel/records/record-store.ts";
import { knownEvents, letterEvents, ruledNameOf } from "#shared/notices/follows.ts";
import type { Inbox } from "#shared/notices/inbox.ts";
import { type Address, inUse } from "#shared/notices/people/address.ts";
import { consentOf, type Preference, usualPreference } from "#shared/notices/people/preference.ts";
import { plannedNotice } from "#shared/notices/plan.ts";
import { recipientKeyOf } from "#shared/notices/recipient.ts";
import { type Notice, noticeIdOf } from "#shared/notices/record.ts";
import { policy, type Rule, rules } from "#shared/notices/rules.ts";
import { openService, serviceHappens } from "#shared/notices/service/decide.ts";
import { type Service, servicesOfCase } from "#shared/notices/service/record.ts";
import type { PoliciesPublic } from "#shared/policies/public.ts";

export type NoticeFollowDeps = {
  notices: Pick<RecordStore<Notice>, "write">;
  services: Pick<RecordStore<Service>, "read" | "readMany" | "ids" | "write" | "put">;
  preferences: Pick<RecordStore<Preference>, "read">;
  addresses: Pick<RecordStore<Address>, "readGroup">;
  inbox: Inbox;
  cases: Pick<CasesPublic, "noticedOf" | "entryOf">;
  policies: Pick<PoliciesPublic, "noticedOf">;
  now: Clock;
};

const logs = defineLogs("noticeFollow", {
  planned: { level: "info", text: "a notice was planned" },
  noCase: { level: "warn", text: "an event is about a case that is not there" },
});

const decisions = ["approval", "rejection"];

/** Plans the notices that events mean, once each, and hears how letters with documents end. */
export function noticeFollow(deps: NoticeFollowDeps): MessageHandler {
  const { notices, services, preferences, addresses, inbox, cases, policies } = deps;

  const toldOf = async (recipientId: string, { legal }: Rule) => {
    const now = deps.now();
    const found = await addresses.readGroup(recipientKeyOf(recipientId), { maybeOlder: true });
    const reachable = found.filter((each) => inUse(each, now)).map(({ channel }) => channel);
    // What somebody wants matters where something is sent, or where their consent does.
    const asked = reachable.length > 0 || legal !== undefined;
    const own =
      (asked && (await preferences.read(recipientId, { maybeOlder: true }))) || usualPreference(recipientId);
    // Whoever can be reached on no way is sent nothing, however much it is.
    const latest =
      reachable.length > 0 ? await inbox.list([recipientId], { limit: policy.perDay }) : { items: [] };
    const today = latest.items.filter(({ plannedAt }) => dayOf(plannedAt) === dayOf(now)).length;
    return { recipientId, preference: own, reachable, today, consent: consentOf(own) };
  };
  type Recipient = Awaited<ReturnType<typeof toldOf>>;

  /** The service of the document, where the rule has one: of the applicant, by the consent of whoever acts for them as well. */
  const serviceOf = (event: TongbanEvent, rule: Rule, of: NoticedCase, people: readonly Recipient[]) => {
    const { legal } = rule;
    const { caseNumber, department, item, applicantId, receive } = of;
    const consent = people.map((one) => one.consent).find((one) => one !== undefined);
    // A decision comes as the applicant chose, and the case proves that itself.
    if (!legal || (decisions.includes(legal) && !(consent && receive === "electronic"))) return undefined;
    return openService(
      {
        serviceId: noticeIdOf({
          eventId: event.id,
          at: event.time,
          recipientId: applicantId,
          templateId: rule.template,
        }),
        caseNumber,
        department,
        document: legal,
        caseVersion: versionOf(event),
        recipientId: applicantId,
        itemCode: item.code,
        ...(consent && { consent: { since: consent.since, edition: consent.edition } }),
      },
      deps.now(),
      childTrace(event.traceparent),
    );
  };

  const plan = async (event: TongbanEvent<string, { caseNumber: string; parent?: string }>, rule: Rule) => {
    const { caseNumber, parent } = event.data;
    // What becomes of the parts of a joint matter, the whole tells.
    if (parent && !rule.legal) return;
    const isCase = event.type.startsWith("tongban.case.");
    const of = await cases.noticedOf(caseNumber, isCase ? versionOf(event) : undefined);
    if (!of) return log(logs.noCase, { caseNumber });
    const names = rule.to.flatMap((kind) => (kind === "applicant" ? of.applicantId : (of.agentId ?? [])));
    const people = await Promise.all([...new Set(names)].map((name) => toldOf(name, rule)));
    const serving =
      parent && decisions.includes(String(rule.legal)) ? undefined : serviceOf(event, rule, of, people);
    const { department, item } = of;
    const about = { caseNumber, department, item, ...(serving && { serviceId: serving.serviceId }) };
    const moment = { now: deps.now(), trace: childTrace(event.traceparent) };
    for (const person of people) {
      const planned = plannedNotice(event, rule, person, about, moment);
      const beside = serving?.serviceId === planned.noticeId ? [await services.put(serving)] : [];
      // False: it was planned before.
      if (await notices.write(planned, { beside }))
        log(logs.planned, { template: rule.template, state: planned.state });
    }
  };

  /** Of a policy that fits somebody: not when they took their consent back before this was handled. */
  const planOfMatch = async (event: MatchEvent, rule: Rule): Promise<void> => {
    const of = await policies.noticedOf(event.data.matchId);
    if (!of) return;
    const { accountId, department, policyId, edition } = of;
    const moment = { now: deps.now(), trace: childTrace(event.traceparent) };
    const about = { department, policy: { id: policyId, edition } };
    const planned = plannedNotice(event, rule, await toldOf(accountId, rule), about, moment);
    if (await notices.write(planned)) log(logs.planned, { template: rule.template, state: planned.state });
  };

  const servicesIn = async (caseNumber: string): Promise<Service[]> => servicesOfCase(services, caseNumber);

  const letterEnded = async ({ data, type, traceparent }: DeliveryEvent): Promise<void> => {
    const posting = Number(data.legId.split("-").at(-1));
    const found = (await servicesIn(data.caseNumber)).find((one) => one.posting === posting);
    if (!found) throw new PermanentError(`letter ${data.legId} serves no document`);
    const moment = { now: deps.now() };
    const trace = childTrace(traceparent);
    const isBrought = shortEventName(type) === "delivered";
    await changeRecord(services, found.serviceId, (one) =>
      isBrought
        ? serviceHappens(one, "bring", { at: data.occurredAt }, moment, trace)
        : serviceHappens(one, "comeBack", {}, moment, trace),
    );
  };

  /** A clerk recorded the service in the case: nothing is left to post. */
  const provedInCase = async (event: CaseEvent): Promise<void> => {
    const { caseNumber, actor } = event.data;
    if (actor.role === "system") return;
    const entry = await cases.entryOf(caseNumber, versionOf(event));
    if (!entry) throw new HistoryBehindError(`the history of case ${caseNumber} is behind it`);
    const proof = noteOf(entry).service;
    if (!proof) return;
    const at = serviceMoment(proof);
    for (const { serviceId, document } of await servicesIn(caseNumber))
      if (document === proof.document)
        await changeRecord(services, serviceId, (one) =>
          serviceHappens(
            one,
            "prove",
            { way: proof.way, at },
            { now: deps.now() },
            childTrace(event.traceparent),
          ),
        );
  };

  const isLetter = (event: { data: Record<string, unknown> }): boolean => event.data.leg === "notice";
  const byRule = async (event: TongbanEvent): Promise<void> => {
    const name = ruledNameOf(event.type);
    if (name === "case.documentServed") return provedInCase(event as CaseEvent);
    if (isLetter(event)) return letterEnded(event as DeliveryEvent);
    for (const rule of rules.filter((each) => each.event === name))
      if (rule.to.includes("account")) await planOfMatch(event as MatchEvent, rule);
      else await plan(event as TongbanEvent<string, { caseNumber: string }>, rule);
  };

  const followed = new Set([...rules.map(({ event }) => event), "case.documentServed"]);
  const types = new Set([...[...followed].map((name) => knownEvents[name]), ...Object.values(letterEvents)]);
  return eventHandler(
    [...new Map([...types].flatMap((one) => (one ? [[one.type, one] as const] : []))).values()].map(
      (definition) => on(definition as Parameters<typeof on>[0], byRule as never),
    ),
  );
}
