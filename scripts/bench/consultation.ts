import { citizenNamed, officeOf } from "#local/play/office.ts";
import { foodLicence } from "#local/play/straight-way.ts";
import type { Bench, Measured } from "./meter.ts";
import { costPerMillion, type PriceList, type Usage } from "./prices.ts";
import { round, table, warnings } from "./table.ts";
import { usageOf } from "./usage.ts";

export type ConsultationFigures = Measured & { asked: number; usage: Usage; troubles: string[] };

const cites = { part: "materials", number: 1 };

/** Questions about an item that are asked, taken up, looked at, answered, read and rated, one after the other. */
export async function consultationFigures({ app, parts, measure }: Bench): Promise<ConsultationFigures> {
  const citizen = await citizenNamed(app, "bench-asker");
  const { clerk } = await officeOf(app, "1001");
  const play = async (serial: number): Promise<void> => {
    const path = "/v1/consultations";
    const asked = await citizen.ask("POST", path, {
      body: {
        itemCode: foodLicence,
        text: `第 ${serial} 个咨询：经营场所和住所不一致，要先变更营业执照吗？`,
      },
      headers: { "idempotency-key": `bench-consultation-${serial}` },
    });
    const one = `${path}/${asked.body.consultationId}`;
    const act = (who: typeof citizen, action: string, version: number, body: object) =>
      who.ask("POST", `${one}/actions/${action}`, { body, headers: { "if-match": `"${version}"` } });
    await clerk.ask("GET", path);
    await act(clerk, "take", 1, {});
    await clerk.ask("GET", one);
    await act(clerk, "answer", 2, { text: "请先变更营业执照的住所，再申请许可。", cites });
    await citizen.ask("GET", one);
    await act(citizen, "rate", 3, { level: "satisfied" });
    await app.drained();
  };
  await play(0);
  const count = 10;
  const measured = await measure(count, async () => {
    for (let serial = 1; serial <= count; serial += 1) await play(serial);
  });
  return { ...measured, asked: count, usage: usageOf(measured, parts), troubles: app.troubles };
}

export function consultationReport(figures: ConsultationFigures, prices: PriceList): string[] {
  const { asked, writeUnits, readUnits, usage, troubles } = figures;
  const costs = costPerMillion(prices, usage);
  const known = costs.flatMap(({ cost }) => cost ?? []);
  return [
    `\nOne consultation: asked about an item, taken up, answered, read, rated (mean of ${asked})`,
    `\nDynamoDB: ${round(writeUnits)} WRU, ${round(readUnits)} RRU`,
    `\n${prices.currency} per million consultations in ${prices.region}`,
    ...table([
      ...costs.map(({ position, cost }) => ({
        position,
        units: round(usage[position]),
        [prices.currency]: cost === undefined ? "not known" : round(cost),
      })),
      {
        position: "in all that is known",
        units: "",
        [prices.currency]: round(known.reduce((total, cost) => total + cost, 0)),
      },
    ]),
    ...warnings(troubles),
  ];
}
