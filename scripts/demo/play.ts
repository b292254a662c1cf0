import { randomUUID } from "node:crypto";
import { type Runtime, tokenFor } from "#local/client.ts";
import { machineKey } from "#local/machine-key.ts";
import { type Person, person } from "#local/play/api.ts";
import { entriesOf } from "#local/play/history.ts";
import {
  act,
  type CaseBody,
  sampleFiles,
  submissionOf,
  submit,
  uploadMaterials,
} from "#local/play/straight-way.ts";
import { type CaseHead, caseRecord } from "#shared/cases/record.ts";
import { signatureHeaders } from "#shared/kernel/machine-keys/require-signature.ts";
import { signBody } from "#shared/kernel/machine-keys/signature.ts";
import { versionsOf } from "#shared/kernel/records/replay.ts";
import { verifyChain } from "#shared/kernel/records/verify-chain.ts";
import { checkPublished } from "./published.ts";
import { clockInWords, showTimeline } from "./show.ts";

type Delivery = {
  state: string;
  carrier: string;
  waybill?: string;
  timeline: { kind: string; occurredAt: string; place?: string }[];
};
type CaseView = CaseBody & {
  clock: Record<string, string>;
  deliveries: Delivery[];
  rating: { stage: string; level?: string }[];
};

const step = (who: string, text: string): void => console.log(`\n▸ ${who.padEnd(13)} ${text}`);
const note = (text: string): void => console.log(`  ${" ".repeat(13)} ${text}`);

/** Asks until it holds and tells how long that took. */
async function effect<Value>(
  name: string,
  look: () => Promise<Value | undefined>,
  waits: { name: string; ms: number }[],
  timeoutMs = 60_000,
): Promise<Value> {
  const from = performance.now();
  for (;;) {
    const value = await look();
    const ms = performance.now() - from;
    if (value !== undefined) {
      waits.push({ name, ms });
      return value;
    }
    if (ms > timeoutMs) throw new Error(`${name}: nothing after ${timeoutMs / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function rateAtDevice(runtime: Runtime, caseNumber: string): Promise<void> {
  const body = JSON.stringify({
    caseNumber,
    stage: "acceptance",
    score: 5,
    details: [],
    ratedAt: new Date().toISOString(),
  });
  const timestamp = String(Math.floor(Date.now() / 1000));
  const device = person(runtime.apiUrl);
  await device.ask("POST", "/v1/rating-devices/window-03/ratings", {
    body,
    headers: {
      [signatureHeaders.key]: "window-03",
      [signatureHeaders.timestamp]: timestamp,
      [signatureHeaders.signature]: signBody(await machineKey(runtime, "device:window-03"), timestamp, body),
    },
  });
}

const read = async (who: Person, caseNumber: string): Promise<CaseView> =>
  (await who.ask("GET", `/v1/cases/${caseNumber}`)).body as unknown as CaseView;

/** Tells each of the carrier's events as it comes, until the last. */
async function watchJourney(citizen: Person, caseNumber: string): Promise<void> {
  const seen = new Set<string>();
  while (!seen.has("delivered")) {
    const { deliveries } = await read(citizen, caseNumber);
    for (const { kind, place } of deliveries[0]?.timeline ?? []) {
      if (seen.has(kind)) continue;
      seen.add(kind);
      note(`${kind}${place ? ` (${place})` : ""}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Citizen, reviewer, courier and rating device, from the application to the rating. */
export async function playDemo(runtime: Runtime): Promise<void> {
  const as = async (id: string) => person(runtime.apiUrl, await tokenFor(id, runtime));
  const [citizen, clerk, reviewer] = await Promise.all([as("li-min"), as("chen-fang"), as("wang-lei")]);
  const waits: { name: string; ms: number }[] = [];
  const history = async (caseNumber: string) =>
    entriesOf(caseNumber, (await citizen.ask("GET", `/v1/cases/${caseNumber}/history?limit=100`)).body);
  const inHistory = (caseNumber: string, type: string) => async () =>
    (await history(caseNumber)).find(({ event }) => event.type === `tongban.case.${type}.v1`);

  step("李敏", "looks for 食品经营许可 and reads what it asks for");
  const { body: found } = await citizen.ask("GET", `/v1/items?q=${encodeURIComponent("食品经营许可 新办")}`);
  const [item] = found.items as { name: { zh: string; en: string }; promisedDays: number }[];
  note(
    `${item?.name.zh} (${item?.name.en}), promised in ${item?.promisedDays} working days; ${found.total} found`,
  );

  step("李敏", "uploads a PDF and a photograph; both are read again and compared before they count");
  const seed = Date.now() % 256;
  for (const { file } of sampleFiles(seed))
    note(
      `${file.fileName.padEnd(16)} ${file.contentType.padEnd(16)} ${String(file.bytes.length).padStart(5)} bytes  sha256 ${file.sha256.slice(0, 12)}…`,
    );
  const materials = await uploadMaterials(citizen, seed);

  step("李敏", "submits, loses the connection and submits again with the same key");
  const [key, body] = [randomUUID(), submissionOf(materials)];
  const opened = await submit(citizen, body, key);
  const again = await submit(citizen, body, key);
  note(
    `${opened.caseNumber}: one case (${again.caseNumber === opened.caseNumber ? "the same number twice" : "TWO CASES"})`,
  );
  const { caseNumber } = opened;
  await effect("submitted: in the history and on the bus", inHistory(caseNumber, "submitted"), waits);

  step("陈芳", "finds it in the worklist, passes the pre-review and accepts");
  const accepted = await act(clerk, await act(clerk, opened, "passPreReview"), "accept");
  await effect(
    "accepted: its first stage can be rated",
    async () => ((await read(citizen, caseNumber)).rating.length > 0 ? true : undefined),
    waits,
  );
  note(clockInWords((await read(reviewer, caseNumber)).clock));

  step("window-03", "the rating device at the counter sends five stars for the acceptance");
  await rateAtDevice(runtime, caseNumber);
  await effect(
    "device rating: counted",
    async () => (await read(citizen, caseNumber)).rating.find(({ level }) => level),
    waits,
  );

  step("王磊", "who did not accept it, approves; nobody calls the courier by hand");
  await act(reviewer, accepted, "approve", { reason: "材料齐全，符合条件" });
  const ordered = await effect(
    "approved: ordered with the carrier",
    async () => (await read(citizen, caseNumber)).deliveries.find(({ waybill }) => waybill),
    waits,
  );
  note(`${ordered.carrier}, waybill ${ordered.waybill}`);

  step("courier", "collects, carries and delivers; each event is signed and queued before it is answered");
  await watchJourney(citizen, caseNumber);
  await effect(
    "delivered: the case is completed",
    async () => ((await read(citizen, caseNumber)).state === "completed" ? true : undefined),
    waits,
  );

  step("李敏", "rates the whole: four stars");
  await effect(
    "completed: can be rated",
    async () => {
      const { status } = await citizen.call("POST", `/v1/cases/${caseNumber}/ratings`, {
        body: { stage: "completion", score: 4, details: [] },
        headers: { "idempotency-key": `demo-${caseNumber}` },
      });
      return status === 201 ? true : undefined;
    },
    waits,
  );

  const end = await read(citizen, caseNumber);
  const entries = await effect(
    "the history is whole",
    async () => {
      const all = await history(caseNumber);
      return all.length === end.version ? all : undefined;
    },
    waits,
  );
  console.log("\nTimeline");
  const versions = versionsOf<CaseHead>(caseRecord, caseNumber, entries);
  showTimeline(versions);
  const chain = verifyChain(entries, entries.at(-1)?.hash);
  console.log(`\nHash chain: ${chain.ok ? "verifies" : `broken at ${chain.at}`}`);
  console.log("\nHow long each event took to reach its effect (as a client sees it, asking every 20 ms)");
  for (const { name, ms } of waits) console.log(`  ${ms.toFixed(0).padStart(6)} ms  ${name}`);
  const { published, problems } = await checkPublished(runtime, caseNumber, versions);
  console.log(
    `\nPublished events: ${published} checked against contract and example; ${problems.length} differ`,
  );
  for (const problem of problems) console.log(`  ${problem}`);
  console.log(
    `\n${caseNumber} is ${end.state}; ratings: ${end.rating.map(({ stage, level }) => `${stage} ${level}`).join(", ")}`,
  );
  if (!chain.ok || problems.length > 0 || end.state !== "completed")
    throw new Error("the case did not end as it should");
}
