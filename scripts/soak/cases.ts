import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { synthesize } from "#local/builds.ts";
import { startCarriers } from "#local/carrier/carrier.ts";
import { machineKey } from "#local/machine-key.ts";
import { localTables } from "#local/seed.ts";
import { audit } from "../audit/audit.ts";
import { deadLetters } from "./dead-letters.ts";
import { Platform } from "./platform.ts";
import { type Played, playCase } from "./play.ts";
import { endOf, reconcile } from "./reconcile.ts";
import { carriersInTemplate, type Say, shares } from "./settings.ts";

export type CasesSoak = { cases: number; atOnce: number; downSeconds: number };

/**
 * Many cases with documents by courier, while carriers and platform fail.
 * @returns whether every leg stands as its carrier's books say, and nothing is lost, doubled or dead
 */
export async function soakCases({ cases, atOnce, downSeconds }: CasesSoak, say: Say): Promise<boolean> {
  const assemblyDir = await synthesize();
  const dataDir = mkdtempSync(join(tmpdir(), "tongban-soak-"));
  let platform: Platform | undefined;
  const troubles: string[] = [];
  const carriers = await startCarriers({
    port: 0,
    apiUrl: () => platform?.started.apiUrl ?? "",
    keyOf: async (id) => machineKey((platform as Platform).started, `carrier:${id}`),
    autoDrive: { stepMs: 100, shares },
    note: (line) => {
      if (/refused|stopped/.test(line)) troubles.push(line);
    },
  });
  platform = new Platform(assemblyDir, dataDir, { [carriersInTemplate]: carriers.url });
  await platform.start();
  say(`${cases} cases, ${atOnce} at once; shares: ${JSON.stringify(shares)}`);

  /** Faults of the whole, each once, when so many of the cases have been played. */
  const plagues: { after: number; name: string; strike(): Promise<void> }[] = [
    {
      after: cases * 0.25,
      name: `carriers down for ${downSeconds} s`,
      async strike() {
        carriers.setDown(true);
        await wait(downSeconds * 1000);
        carriers.setDown(false);
      },
    },
    {
      after: cases * 0.4,
      name: "platform killed (SIGKILL)",
      strike: () => (platform as Platform).killAndStart(),
    },
    {
      after: cases * 0.7,
      name: "platform killed again",
      strike: () => (platform as Platform).killAndStart(),
    },
  ];

  const played: Played[] = [];
  const striking: Promise<void>[] = [];
  let next = 0;
  async function work(): Promise<void> {
    while (next < cases) {
      const number = next;
      next += 1;
      const mayArrive = (orderId: string) =>
        endOf({ orderId, carrierId: "sf" }, carriers.supports) === "delivered";
      played.push(await playCase(platform as Platform, number, mayArrive));
      if (played.length % 100 === 0) say(`${played.length} cases played, ${carriers.orders().length} orders`);
      while (plagues[0] && played.length >= plagues[0].after) {
        const plague = plagues.shift();
        if (!plague) break;
        say(plague.name);
        striking.push(plague.strike().then(() => say(`${plague.name}: over`)));
      }
    }
  }

  let failed = true;
  try {
    await Promise.all(Array.from({ length: atOnce }, work));
    await Promise.all(striking);
    say("all cases played; waiting until every parcel is where it goes");
    const patience = Date.now() + 600_000;
    const isOver = () => carriers.orders().every(({ finished, cancelled }) => finished || cancelled);
    do {
      await platform.drained();
      await wait(500);
    } while (!isOver() && Date.now() < patience);
    await platform.drained();

    const orders = carriers.orders();
    const { byState, byCarrier, wrong } = await reconcile(platform, orders, carriers.supports);
    const { findings, events } = await audit(
      platform.started.outputs.CasesTableName ?? "",
      localTables(platform.started),
      undefined,
    );
    const dead = await deadLetters(platform.started);
    const total = Object.values(byState).reduce((sum, count) => sum + count, 0);
    const { delivered = 0, returned = 0, lost = 0, cancelled = 0 } = byState;
    say(
      `${played.length} cases, ${new Set(played.map(({ caseNumber }) => caseNumber)).size} numbers, ${events} events`,
    );
    say(`${total} legs: ${JSON.stringify(byState)} ${JSON.stringify(byCarrier)}`);
    say(
      `${total} = ${delivered} delivered + ${returned} returned + ${lost} lost + ${cancelled} cancelled + ` +
        `${total - delivered - returned - lost - cancelled} open (carriers that never say that documents are lost)`,
    );
    say(
      `${orders.length} orders in the carriers' books; ${platform.kills} kills; ${dead.length} dead letters`,
    );
    const problems = [
      ...wrong,
      ...findings.map((finding) => JSON.stringify(finding)),
      ...dead,
      ...troubles,
      ...(new Set(played.map(({ caseNumber }) => caseNumber)).size === cases
        ? []
        : ["cases are missing or doubled"]),
    ];
    for (const problem of problems.slice(0, 40)) say(`PROBLEM ${problem}`);
    failed = problems.length > 0;
    say(failed ? `${problems.length} problems` : "everything reconciles");
  } finally {
    await carriers.close();
    await platform.kill();
    rmSync(dataDir, { recursive: true, force: true });
  }
  return !failed;
}
