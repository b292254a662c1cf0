import type { LocalApp, PublishedEvent } from "#local/engine/index.ts";
import type { Claims } from "#local/engine/types.ts";
import { citizenClaims } from "#local/made-up-identity.ts";
import { type Person, person, UnexpectedAnswer } from "#local/play/api.ts";
import { type Fetch, fetchFrom } from "#local/play/fetch-from.ts";
import { signIn } from "#local/play/office.ts";
import { act, submissionOf, submit, uploadMaterials } from "#local/play/straight-way.ts";
import { legIdOf } from "#shared/deliveries/leg.ts";
import type { BenchApp } from "./app.ts";

/** Tells when a case is completed, from the bus, so that waiting asks the API nothing. */
export function completions() {
  const done = new Set<string>();
  const waiting = new Map<string, () => void>();
  return {
    onPublished: ({ event }: PublishedEvent): void => {
      if (event["detail-type"] !== "tongban.case.delivered.v1") return;
      const { caseNumber } = (event.detail as { data: { caseNumber: string } }).data;
      done.add(caseNumber);
      waiting.get(caseNumber)?.();
    },
    async of(caseNumber: string, timeoutMs = 120_000): Promise<void> {
      if (done.has(caseNumber)) return;
      const late = Promise.withResolvers<void>();
      const timer = setTimeout(
        () => late.reject(new Error(`case ${caseNumber} is not completed after ${timeoutMs} ms`)),
        timeoutMs,
      );
      waiting.set(caseNumber, late.resolve);
      await late.promise.finally(() => clearTimeout(timer));
      waiting.delete(caseNumber);
    },
  };
}

export type Completions = ReturnType<typeof completions>;

/** How fast a case goes on. */
export type Pace = {
  afterStep(): Promise<unknown>;
  /** Sees to it that a decided case comes to its applicant. */
  courier(caseNumber: string): Promise<void>;
};

/** Nobody waits for anything but what has to be there. */
export const atOnce = (courier: Pace["courier"]): Pace => ({ afterStep: async () => {}, courier });

/** As in life, where hours lie between any two steps: nothing overtakes anything, and each case costs the same. */
export const unhurried = (app: BenchApp): Pace => ({
  afterStep: () => app.drained(),
  courier: (caseNumber) => app.carriers.deliver(legIdOf(caseNumber, "outbound", 1), () => app.drained()),
});

/** So many ratings from one address are quarantined as a script's, which costs more than an honest one. */
export const addressOf = (serial: number): string => `127.10.${(serial >> 8) & 255}.${serial & 255}`;

/** A citizen at an address, a clerk and a reviewer of their own for each case: limits per caller are not what is measured. */
async function people(
  app: LocalApp,
  serial: number,
): Promise<Record<"citizen" | "clerk" | "reviewer", Person>> {
  const withClaims = async (claims: Claims, send?: Fetch) =>
    person(app.apiUrl, await app.tokenWith({ identityLevel: "realName", ...claims }), send);
  return {
    citizen: await withClaims(citizenClaims(`bench-citizen-${serial}`, "李敏"), fetchFrom(addressOf(serial))),
    clerk: await withClaims({
      sub: `bench-clerk-${serial}`,
      name: "陈晨",
      role: "clerk",
      department: "1001",
    }),
    reviewer: await withClaims({
      sub: `bench-reviewer-${serial}`,
      name: "王瑞",
      role: "reviewer",
      department: "1001",
    }),
  };
}

/** Staff sign in once a day, and are known by name from then on: what that costs is not a case's. */
export async function signInStaff(app: LocalApp, serial: number): Promise<void> {
  const { clerk, reviewer } = await people(app, serial);
  await signIn(clerk);
  await signIn(reviewer);
}

/** The straight way of one case: two documents, online, approved, by courier. Gives its number and who may rate it. */
export async function playCase(app: LocalApp, serial: number, { afterStep, courier }: Pace) {
  const { citizen, clerk, reviewer } = await people(app, serial);
  const opened = await submit(citizen, submissionOf(await uploadMaterials(citizen, serial)));
  await afterStep();
  const reviewed = await act(clerk, opened, "passPreReview");
  await afterStep();
  const accepted = await act(clerk, reviewed, "accept");
  await afterStep();
  await act(reviewer, accepted, "approve", { reason: "材料齐全" });
  await afterStep();
  await courier(opened.caseNumber);
  await afterStep();
  return { caseNumber: opened.caseNumber, citizen };
}

/** Rates a completed case; the invitation may still be on its way. */
export async function rate(citizen: Person, caseNumber: string, patienceMs = 30_000): Promise<void> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const path = `/v1/cases/${caseNumber}/ratings`;
    const answer = await citizen.call("POST", path, { body: { stage: "completion", score: 5, details: [] } });
    if (answer.status < 300) return;
    const tooEarly = answer.status === 404 || answer.status === 409;
    if (!tooEarly || Date.now() > until)
      throw new UnexpectedAnswer(`POST ${path}`, answer.status, answer.body);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A whole case with its rating and all that follows, alone on the app. Gives its number. */
export async function playAlone(app: BenchApp, serial: number): Promise<string> {
  const { caseNumber, citizen } = await playCase(app, serial, unhurried(app));
  await rate(citizen, caseNumber);
  await app.drained();
  return caseNumber;
}
