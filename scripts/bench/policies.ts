import policies from "#district/policies.json" with { type: "json" };
import { publishPolicy } from "#local/demo-policies.ts";
import { madeUpIdNumber } from "#local/made-up-identity.ts";
import { person } from "#local/play/api.ts";
import { citizenNamed, officeOf } from "#local/play/office.ts";
import { act, submit } from "#local/play/straight-way.ts";
import type { Bench, Measured } from "./meter.ts";
import { costPerMillion, type PriceList, type Usage } from "./prices.ts";
import { round, table, warnings } from "./table.ts";
import { usageOf } from "./usage.ts";

type Part = { what: string; measured: Measured; usage: Usage };
export type PolicyFigures = { parts: Part[]; troubles: string[] };

const unemployed = "11411602MB9100200X4002002003001";
const consenting = 10;
const preferences = "/v1/me/policy-preferences";

/** What it costs to publish a policy that nobody's facts fit, to tell of one match, and to hold a granted case against all. */
export async function policyFigures({ app, parts, measure }: Bench): Promise<PolicyFigures> {
  const as = async (id: string) => person(app.apiUrl, await app.token(id));
  const people = { writer: await as("liu-yang"), checker: await as("he-ping") };
  const { clerk } = await officeOf(app, "1002");
  const citizens = await Promise.all(
    Array.from({ length: consenting }, (_one, place) =>
      citizenNamed(app, `bench-elder-${place}`, {
        name: "测试",
        idNumber: madeUpIdNumber(`bench-elder-${place}`, "1940-01-02"),
      }),
    ),
  );
  for (const who of citizens)
    await who.ask("PUT", preferences, { body: { consent: true, sensitive: false, declined: [] } });
  await app.drained();
  let serial = 0;
  const [allowance] = policies;
  if (!allowance) throw new Error("no policies ship");
  const publish = async (atLeast: number): Promise<void> => {
    const rule = {
      alternatives: [
        [
          { fact: "age", atLeast },
          { fact: "notGranted", itemCode: unemployed },
        ],
      ],
    };
    const content = { ...allowance.content, rule };
    serial += 1;
    await publishPolicy(people, { ...allowance, content }, `bench-policy-${serial}`);
    await app.drained();
  };
  const register = async (who: (typeof citizens)[number]): Promise<void> => {
    const opened = await submit(who, {
      itemCode: unemployed,
      applicant: { phone: "13800003210" },
      answers: { education: "大专", lostJobOn: "2026-01-05", phone: "13800003210" },
      materials: [],
      handIn: { mode: "online" },
      receive: { mode: "electronic" },
    });
    await act(clerk, opened, "decideOnTheSpot");
    await app.drained();
  };
  await publish(130);
  const nobody = await measure(5, async () => {
    for (let turn = 0; turn < 5; turn += 1) await publish(130);
  });
  const everybody = await measure(consenting, () => publish(80));
  const stranger = await citizenNamed(app, "bench-young");
  await register(stranger);
  const without = await measure(2, async () => {
    for (let again = 0; again < 2; again += 1) await register(stranger);
  });
  await stranger.ask("PUT", preferences, { body: { consent: true, sensitive: false, declined: [] } });
  await app.drained();
  const withConsent = await measure(2, async () => {
    for (let again = 0; again < 2; again += 1) await register(stranger);
  });
  const part = (what: string, measured: Measured): Part => ({
    what,
    measured,
    usage: usageOf(measured, parts),
  });
  return {
    parts: [
      part(
        `a policy written, checked, published, and held against ${consenting} whom it does not fit`,
        nobody,
      ),
      part(`a match, with a share of 1/${consenting} of its policy, and its message in the inbox`, everybody),
      part("a case granted on the spot, of somebody who did not consent", without),
      part("the same of somebody who consented, with 7 policies published", withConsent),
    ],
    troubles: app.troubles,
  };
}

export function policyReport({ parts, troubles }: PolicyFigures, prices: PriceList): string[] {
  return [
    ...parts.flatMap(({ what, measured, usage }) => {
      const known = costPerMillion(prices, usage).flatMap(({ cost }) => cost ?? []);
      return [
        `\nPolicies: ${what}`,
        ...table([
          {
            WRU: round(measured.writeUnits),
            RRU: round(measured.readUnits),
            [`${prices.currency} per million`]: round(known.reduce((total, cost) => total + cost, 0)),
          },
        ]),
      ];
    }),
    ...warnings(troubles),
  ];
}
