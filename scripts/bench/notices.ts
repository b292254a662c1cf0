import { callAws } from "#local/engine/aws-json.ts";
import { machineKey } from "#local/machine-key.ts";
import { startNoticeProviders } from "#local/notice-providers/notice-providers.ts";
import type { Person } from "#local/play/api.ts";
import { apply, citizenNamed } from "#local/play/office.ts";
import { eventOf } from "../soak/notice-events.ts";
import { noticePorts, untilMorning } from "../soak/settings.ts";
import { type Bench, type Measured, withBench } from "./meter.ts";
import { costPerMillion, type PriceList, type Usage } from "./prices.ts";
import { round, table, warnings } from "./table.ts";
import { usageOf } from "./usage.ts";

type Row = Measured & { way: string; usage: Usage };
export type NoticeFigures = { rows: Row[]; each: number; troubles: string[] };

/** Fewer than what somebody is sent in a day at most. */
const each = 15;

/** Notices of people whom only the inbox reaches, and of people with a telephone, one after the other. */
export async function noticeFigures(): Promise<NoticeFigures> {
  let bench: Bench | undefined;
  let aheadMs = 0;
  const providers = await startNoticeProviders({
    port: 0,
    mailPort: 0,
    receiptUrl: async (id) => {
      const { app } = bench as Bench;
      return `${app.apiUrl}/v1/notice-receipts/${id}/${await machineKey(app, `notices:${id}`)}`;
    },
    // A receipt does not come before its message is written down, which would cost another try.
    delayMs: 300,
    now: () => new Date(Date.now() + aheadMs),
  });
  const settled = async (): Promise<void> => {
    await bench?.app.drained();
    await providers.settled();
    await bench?.app.drained();
  };
  const withPhone = async (who: Person): Promise<void> => {
    const wanted = { channel: "sms", address: "13812345678" };
    await who.ask("POST", "/v1/me/addresses", { body: wanted });
    await settled();
    const code = /\d{6}/.exec(Object.values(providers.messages().at(-1)?.shows ?? {}).join(" "))?.[0];
    await who.ask("POST", "/v1/me/addresses/sms/verify", { body: { code } });
  };
  const measuredOf = async (way: string, who: Person, from: number): Promise<Row> => {
    const { app, parts, measure } = bench as Bench;
    const { caseNumber } = await apply(who);
    const tell = async (serial: number): Promise<void> => {
      const entry = eventOf(serial, { caseNumber }, new Date(Date.now() + aheadMs).toISOString());
      const Entries = [{ ...entry, EventBusName: app.outputs.EventBusName }];
      await callAws(app.endpoints.events, "AWSEvents.PutEvents", { Entries });
      await settled();
    };
    await tell(from);
    const measured = await measure(each, async () => {
      for (let serial = from + 1; serial <= from + each; serial += 1) await tell(serial);
    });
    return { ...measured, way, usage: usageOf(measured, parts) };
  };
  try {
    return await withBench(
      async (running) => {
        bench = running;
        aheadMs = untilMorning();
        running.app.travel(aheadMs / 86_400_000);
        const rows = [await measuredOf("inbox", await citizenNamed(running.app, "bench-inbox"), 0)];
        const reached = await citizenNamed(running.app, "bench-phone");
        await withPhone(reached);
        rows.push(await measuredOf("sms", reached, 100));
        return { rows, each, troubles: running.app.troubles };
      },
      { [noticePorts.http]: new URL(providers.url).host },
    );
  } finally {
    await providers.close();
  }
}

export function noticesReport({ rows, each: count, troubles }: NoticeFigures, prices: PriceList): string[] {
  return [
    `\nOne notice, from its event to its receipt (mean of ${count})`,
    ...table(
      rows.map(({ way, writeUnits, readUnits, usage }) => ({
        way,
        WRU: round(writeUnits),
        RRU: round(readUnits),
        lambdas: round(usage.lambdaRequests),
        [`${prices.currency} per million`]: round(
          costPerMillion(prices, usage).reduce((total, { cost = 0 }) => total + cost, 0),
        ),
      })),
    ),
    "Of a text message that goes alone one WRU is for its department's month, which a batch of ten writes once.",
    "What providers ask for is not in it: 45,000 yuan for a million text messages at 4.5 fen.",
    ...warnings(troubles),
  ];
}
