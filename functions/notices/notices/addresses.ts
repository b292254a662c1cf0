import type { Clock } from "#shared/kernel/clock.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import { defineProblems, httpProblems } from "#shared/kernel/http/problem.ts";
import { rateLimit } from "#shared/kernel/http/rate-limit.ts";
import type { PersonKeys } from "#shared/kernel/people/person-keys.ts";
import { RecordBusyError, type RecordStore } from "#shared/kernel/records/record-store.ts";
import { type Address, addressIdOf, inUse } from "#shared/notices/people/address.ts";
import * as api from "#shared/notices/people/api.ts";
import { chosenChannels, type Preference, usualPreference } from "#shared/notices/people/preference.ts";
import {
  addressRemoved,
  asksWith,
  awaitsCode,
  type CodeCap,
  codeAsked,
  codeCap,
  codeTyped,
  waitAfter,
} from "#shared/notices/people/verify.ts";
import { plannedNotice } from "#shared/notices/plan.ts";
import type { Notice } from "#shared/notices/record.ts";

export type AddressDeps = {
  addresses: Pick<RecordStore<Address>, "read" | "readMany" | "write">;
  caps: Pick<RecordStore<CodeCap>, "read" | "put">;
  notices: Pick<RecordStore<Notice>, "put">;
  preferences: Pick<RecordStore<Preference>, "read">;
  keys: Pick<PersonKeys, "keyOf">;
  /** Six digits that nobody can guess. */
  code(): string;
  now: Clock;
};

const problems = defineProblems({
  codeRefused: {
    status: 409,
    zh: "验证码不正确或者已经失效，请核对后重试，或者重新获取。",
    en: "This is not the code, or its time is over. Please check it, or ask for another.",
  },
});

/** From one network address, in this execution environment: beside what each account and each address may have. */
const perMinute = 10;
/** The first and the last characters: enough to know it again by. */
const masked = (text: string): string =>
  text.length <= 7 ? "***" : `${text.slice(0, 3)}****${text.slice(-4)}`;

type Channel = Address["channel"];

/** Where citizens are reached: registered by a code that is sent there, changed with a day in which the old one is told. */
export function addresses(deps: AddressDeps): Route[] {
  const { addresses: store, caps, notices, preferences, keys, now } = deps;
  const perOrigin = rateLimit(perMinute, now);

  const view = (channel: Channel, one: Address | undefined): api.AddressView => {
    const used = one && inUse(one, now());
    const next = one?.next && one.next !== used ? one.next : undefined;
    return {
      channel,
      ...(used && { address: masked(used) }),
      ...(one?.pending && { pending: masked(one.pending) }),
      ...(next && { next: masked(next), coolsAt: one?.coolsAt }),
      ...(one?.unusableSince && !next && { unusable: true as const }),
    };
  };

  const about = async (one: Address, template: "addressCode" | "addressChanged", trace: string) => {
    const preference = (await preferences.read(one.accountId)) ?? usualPreference(one.accountId);
    const planned = plannedNotice(
      { id: `address/${one.addressId}/${one.version}`, time: now() },
      { template, channels: [one.channel], urgency: "urgent", hours: 1 },
      { recipientId: one.accountId, preference, reachable: [one.channel], today: 0 },
      { addressId: one.addressId },
      { now: now(), trace },
    );
    return notices.put(planned);
  };
  const tooOften = (seconds: number) =>
    httpProblems.tooManyRequests({ facts: { seconds }, headers: { "retry-after": String(seconds) } });

  return [
    route(api.listAddresses)(async ({ caller }) => {
      const found = await store.readMany(chosenChannels.map((channel) => addressIdOf(caller.id, channel)));
      return { status: 200, body: { items: found.map((one) => view(one.channel, one)) } };
    }),

    route(api.registerAddress)(async ({ caller, body, traceparent, sourceIp }) => {
      perOrigin(sourceIp);
      const { channel, address: value } = body;
      const at = now();
      const step = { at, actor: { role: caller.role, id: caller.id }, trace: traceparent };
      const capId = await keys.keyOf("phone", `${channel} ${value}`);
      const [before, cap] = await Promise.all([
        store.read(addressIdOf(caller.id, channel)),
        caps.read(capId),
      ]);
      const waits = [before?.asks, cap?.asks].flatMap((asks) => waitAfter(asks ?? [], at) ?? []);
      if (waits.length > 0) throw tooOften(Math.max(...waits));
      const asked = codeAsked(before, { accountId: caller.id, channel, value, code: deps.code() }, step);
      const counted = cap
        ? codeCap.next(cap, { asks: asksWith(cap.asks, at) }, { ...step, event: "asked" })
        : codeCap.first({ capId, asks: [at] }, { ...step, event: "asked" });
      const beside = [await caps.put(counted), await about(asked, "addressCode", traceparent)];
      if (!(await store.write(asked, { beside }))) throw tooOften(60);
      return { status: 200, body: view(channel, asked) };
    }),

    route(api.verifyAddress)(async ({ caller, path, body, traceparent }) => {
      const at = now();
      const before = await store.read(addressIdOf(caller.id, path.channel));
      if (!before || !awaitsCode(before, at)) throw problems.codeRefused();
      const step = { at, actor: { role: caller.role, id: caller.id }, trace: traceparent };
      const after = codeTyped(before, body.code, step);
      const beside =
        after.lastEvent.name === "changed" ? [await about(after, "addressChanged", traceparent)] : [];
      if (!(await store.write(after, { beside }))) throw new RecordBusyError("the address changed meanwhile");
      if (after.lastEvent.name === "tried") throw problems.codeRefused();
      return { status: 200, body: view(path.channel, after) };
    }),

    route(api.removeAddress)(async ({ caller, path, traceparent }) => {
      const before = await store.read(addressIdOf(caller.id, path.channel));
      if (!before) return { status: 200, body: view(path.channel, undefined) };
      const step = { at: now(), actor: { role: caller.role, id: caller.id }, trace: traceparent };
      const after = addressRemoved(before, step);
      if (!(await store.write(after))) throw new RecordBusyError("the address changed meanwhile");
      return { status: 200, body: view(path.channel, after) };
    }),
  ];
}
