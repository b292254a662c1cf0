import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { synthesize } from "#local/builds.ts";
import { machineKey } from "#local/machine-key.ts";
import { startNoticeProviders } from "#local/notice-providers/notice-providers.ts";
import { localTables } from "#local/seed.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { duePartition, notice } from "#shared/notices/record.ts";
import { deadLetters } from "./dead-letters.ts";
import { holdBooks } from "./notice-books.ts";
import { publish } from "./notice-events.ts";
import { seedPeople } from "./notice-people.ts";
import { Platform } from "./platform.ts";
import { noticeFaults, noticePorts, type Say, untilMorning } from "./settings.ts";

export type NoticesSoak = { notices: number; minutes: number };

/** Fewer than what somebody is sent in a day at most. */
const perPerson = 15;
const minuteMs = 60_000;
/**
 * Many notices, while their providers lose, repeat, delay and fail in turns, and the platform is killed twice.
 * @returns whether the books of both sides agree: nothing lost, nothing sent twice, nothing dead
 */
export async function soakNotices({ notices, minutes }: NoticesSoak, say: Say): Promise<boolean> {
  const assemblyDir = await synthesize();
  const dataDir = mkdtempSync(join(tmpdir(), "tongban-soak-"));
  const until = Date.now() + minutes * minuteMs;
  let platform: Platform | undefined;
  let receiptsLost = 0;
  const providers = await startNoticeProviders({
    port: 0,
    mailPort: 0,
    receiptUrl: async (id) => {
      const { started } = platform as Platform;
      return `${started.apiUrl}/v1/notice-receipts/${id}/${await machineKey(started, `notices:${id}`)}`;
    },
    faults: noticeFaults,
    delayMs: 300,
    now: () => new Date(platform?.now() ?? Date.now()),
    note: (line) => {
      if (line.includes("not taken")) receiptsLost += 1;
    },
  });
  const running = new Platform(assemblyDir, dataDir, {
    [noticePorts.http]: new URL(providers.url).host,
    [noticePorts.mail.replaceAll('"', '\\"')]: `"port":${providers.mailPort}`.replaceAll('"', '\\"'),
  });
  platform = running;
  let isOver = false;
  let wentWell = false;

  /** One provider at a time answers 503 to everything, for eight of twelve seconds. */
  const failInTurns = async (): Promise<void> => {
    const ids = ["aliyun-sms", "tencent-sms", "wechat", "push"];
    for (let turn = 0; !isOver; turn += 1) {
      const id = ids[turn % ids.length] ?? "";
      providers.setDown(id, true);
      await wait(8000);
      providers.setDown(id, false);
      await wait(4000);
    }
  };
  const progress = async (): Promise<void> => {
    while (!isOver) {
      await wait(15_000);
      if (!isOver)
        say(`${published} of ${notices} told to the platform, ${providers.messages().length} messages taken`);
    }
  };
  let published = 0;
  try {
    await running.start();
    await running.travel(untilMorning());
    const told = await seedPeople(running, providers, Math.ceil(notices / perPerson));
    say(`${notices} notices to ${told.length} people; faults: ${JSON.stringify(noticeFaults)}`);
    void failInTurns();
    void progress();
    const kills = [0.3, 0.6].map((share) => share * notices);
    const wave = 200;
    while (published < notices && Date.now() < until) {
      const serials = Array.from(
        { length: Math.min(wave, notices - published) },
        (_, index) => published + index,
      );
      await publish(running, told, serials);
      published += serials.length;
      // So that the providers' turns, and the kills, meet messages of every kind of age.
      const isFar = () => published - providers.messages().length < 1000 + published * 0.2;
      while (!isFar() && Date.now() < until) await wait(200);
      if (kills[0] !== undefined && providers.messages().length >= kills[0]) {
        kills.shift();
        say("platform killed (SIGKILL)");
        await running.killAndStart();
      }
    }
    say("all told; waiting until all is sent");
    await running.settled();
    isOver = true;
    const due = dynamodbRecordStore(
      notice,
      running.started.outputs.NoticesTableName ?? "",
      localTables(running.started),
    );
    const waiting = async (): Promise<number> =>
      (await running.settled()) + (await due.ids("due", duePartition, "9999")).length;
    await providers.settled();
    let hours = 0;
    for (let left = await waiting(); left > 0 && hours < 96 && Date.now() < until; left = await waiting()) {
      await running.travel(15.1 * minuteMs);
      hours += 0.25;
      if (Number.isInteger(hours)) {
        await running.fire("NoticeDeadlines");
        say(`${hours} hours later: ${left} messages of which nobody knows, or that wait for the morning`);
      }
      await running.settled();
      await providers.settled();
    }
    const { byState, byAttempt, wrong, costShort, ...books } = await holdBooks(
      running,
      notices,
      providers.messages(),
    );
    const dead = await deadLetters(running.started);
    say(`${books.notices} notices: ${JSON.stringify(byState)}`);
    say(`${books.attempts} attempts: ${JSON.stringify(byAttempt)}`);
    say(
      `${books.taken} messages in the providers' books; ${books.reachedTwice} people told by a second way, too, after nobody knew`,
    );
    say(
      `${running.kills} kills; ${receiptsLost} receipts given up by providers; ${dead.length} dead letters`,
    );
    say(`${(costShort / 100).toFixed(2)} fen of what messages cost went with the killed functions`);
    const problems = [...wrong, ...dead, ...(Date.now() < until ? [] : [`not done in ${minutes} minutes`])];
    for (const problem of problems.slice(0, 40)) say(`PROBLEM ${problem}`);
    wentWell = problems.length === 0;
    say(wentWell ? "everything reconciles" : `${problems.length} problems`);
  } finally {
    isOver = true;
    await providers.close();
    await running.kill();
    rmSync(dataDir, { recursive: true, force: true });
  }
  return wentWell;
}
