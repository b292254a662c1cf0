import { setTimeout as wait } from "node:timers/promises";
import district from "#district/district.json" with { type: "json" };
import { draw } from "#local/carrier/parcel.ts";
import { type Answer, type Person, person } from "#local/play/api.ts";
import { refusal } from "#local/play/office.ts";
import { found, submissionOf, uploadMaterials } from "#local/play/straight-way.ts";
import type { Platform, Role } from "./platform.ts";

/** What becomes of a case: which of its documents travel, and how it ends. */
export type Plan = "result" | "originalsAndResult" | "refused" | "withdrawn";
export const planOf = (number: number): Plan => {
  const drawn = draw("plan", number);
  if (drawn < 0.55) return "result";
  if (drawn < 0.8) return "originalsAndResult";
  return drawn < 0.9 ? "refused" : "withdrawn";
};

const address = {
  recipient: "李敏",
  phone: "13800003210",
  street: "七一路 100 号 3 单元 402",
  areaCode: district.code,
};
const byCourier = { mode: "courier", address, confirmed: true };
const patienceMs = 600_000;

/** What people and their browsers do: ask again, with the same key, until there is an answer. */
function insisting(platform: Platform, role: Role, number: number): Person {
  const call: Person["call"] = async (method, path, options) => {
    const until = Date.now() + patienceMs;
    for (let attempt = 0; ; attempt += 1) {
      const answer = await person(platform.started.apiUrl, platform.token(role, number))
        .call(method, path, options)
        .catch((error: Error) => error);
      if (!(answer instanceof Error) && answer.status < 429) return answer;
      if (Date.now() > until) throw new Error(`${method} ${path} never succeeded`, { cause: answer });
      await wait(100 + 200 * draw(role, number, path, attempt));
    }
  };
  const ask: Person["ask"] = async (...asked) => {
    const answer = await call(...asked);
    if (answer.status > 299)
      throw new Error(`${asked[0]} ${asked[1]} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer;
  };
  return { call, ask };
}

/** The documents again from the start when the platform went away in the middle of an upload. */
async function uploadAgain(citizen: Person, seed: number) {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await uploadMaterials(citizen, seed);
    } catch (error) {
      if (attempt > 50) throw error;
      await wait(500);
    }
  }
}

export type Played = { number: number; plan: Plan; caseNumber: string; state: string };

/** Plays one case as its people would; `mayArrive` is false for originals that their carrier will never bring. */
export async function playCase(
  platform: Platform,
  number: number,
  mayArrive: (legId: string) => boolean,
): Promise<Played> {
  const plan = planOf(number);
  const citizen = insisting(platform, "citizen", number);
  const clerk = insisting(platform, "clerk", number);
  const reviewer = insisting(platform, "reviewer", number);

  const opened = await citizen.ask("POST", "/v1/cases", {
    body: submissionOf(await uploadAgain(citizen, number), {
      handIn: plan === "result" ? { mode: "online" } : { mode: "courier", address },
      receive: plan === "result" || plan === "originalsAndResult" ? byCourier : { mode: "window" },
    }),
    headers: { "idempotency-key": `soak-case-${number}` },
  });
  const caseNumber = String(opened.body.caseNumber);
  const read = async () => (await citizen.ask("GET", `/v1/cases/${caseNumber}`)).body;
  /** On the version that stands now: the law's clock and the carriers write too. */
  const act = async (who: Person, action: string, body: unknown = {}): Promise<void> => {
    for (;;) {
      const { version } = await read();
      const answer: Answer = await who.call("POST", `/v1/cases/${caseNumber}/actions/${action}`, {
        body,
        headers: { "if-match": `"${version}"`, "idempotency-key": `soak-${action}-${number}` },
      });
      if (answer.status === 200) return;
      if (answer.status !== 412)
        throw new Error(
          `${action} of case ${number} answered ${answer.status}: ${JSON.stringify(answer.body)}`,
        );
    }
  };
  const done = async (): Promise<Played> => ({
    number,
    plan,
    caseNumber,
    state: String((await read()).state),
  });

  await act(clerk, "passPreReview");
  if (plan === "withdrawn") {
    await wait(500 * draw("withdraws", number));
    await act(citizen, "withdraw");
    return done();
  }
  if (plan !== "result") {
    if (!mayArrive(`${caseNumber}-inbound-1`)) return done();
    while (!((await read()).deliveries as { state: string }[]).some(({ state }) => state === "delivered"))
      await wait(500);
    // The leg has arrived; the case hears of it a moment later.
    while (!("originalsAt" in ((await read()).handIn as object))) await wait(200);
  }
  if (plan === "refused") {
    await act(clerk, "refuse", refusal);
    return done();
  }
  await act(clerk, "recordLookUp", found("business-licence"));
  await act(clerk, "accept");
  await act(reviewer, "approve", { reason: "符合条件" });
  return done();
}
