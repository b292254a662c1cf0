import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { demoPerson } from "#local/demo-people.ts";
import { type Person, person } from "#local/play/api.ts";
import { citizenNamed, officeOf, signIn } from "#local/play/office.ts";
import { mandate } from "#local/play/representations.ts";
import { act, foodLicence, submissionOf, submit, uploadMaterials } from "#local/play/straight-way.ts";
import { inDays, seedProcedures } from "#test/browser/procedure-states.ts";
import { startTestApp, type TestApp } from "#test/support/app.ts";
import { bodySchemaOf, type Operation, operations, sampleOf } from "#test/support/described-requests.ts";
import { seeded } from "#test/support/random.ts";

/** All records are of li-min's cases at department 1001; zhang-wei is her agent, her spouse in one and a neighbour in another. */
const names = [
  "nobody",
  "weak",
  "owner",
  "related",
  "stranger",
  "clerk",
  "clerkElsewhere",
  "oneFactor",
  "reviewer",
  "reviewerElsewhere",
  "head",
  "supervisor",
  "admin",
  "securityAdmin",
  "auditor",
] as const;
type Name = (typeof names)[number];

let app: TestApp;
let callers: Record<Name, Person>;
let known: Record<string, string>;
/** Of a case that has ended, where the records are of such. */
let ended: string;

beforeAll(async () => {
  // Its own: zhang-wei is li-min's agent here, and nobody else's tests expect that. Nearly every function is asked, and
  // what answers one after the other needs no second environment.
  app = await startTestApp({ maxConcurrency: 1 });
  const claims = async (id: string, more: Record<string, string>) =>
    person(app.apiUrl, await app.tokenWith({ ...demoPerson(id).claims, ...more }));
  const elsewhere = await officeOf(app, "1002");
  callers = {
    nobody: person(app.apiUrl),
    weak: await claims("li-min", { identityLevel: "password" }),
    owner: await app.as("li-min"),
    related: await app.as("zhang-wei"),
    stranger: await citizenNamed(app, "matrix-stranger"),
    clerk: await app.as("chen-fang"),
    clerkElsewhere: elsewhere.clerk,
    oneFactor: await claims("wang-lei", { acr: "pwd" }),
    reviewer: await app.as("wang-lei"),
    reviewerElsewhere: elsewhere.reviewer,
    head: await app.as("he-ping"),
    supervisor: await app.as("liu-yang"),
    admin: await app.as("sun-jing"),
    securityAdmin: await app.as("zhou-an"),
    auditor: await app.as("wu-heng"),
  };
  const { owner, related, clerk, reviewer, admin, supervisor } = callers;
  const made = await seedProcedures(app);
  const { name = "", id_number: idNumber = "" } = demoPerson("zhang-wei").claims as Record<string, string>;
  const agency = await mandate(
    owner,
    { person: related, identity: { name, idNumber } },
    { until: inDays(300), scope: [foodLicence] },
  );
  const materials = await uploadMaterials(owner, 31);
  const opened = await submit(owner, submissionOf(materials, { receive: { mode: "window" } }));
  await act(reviewer, await act(clerk, await act(clerk, opened, "passPreReview"), "accept"), "approve");
  await app.drained();
  ended = opened.caseNumber;
  await owner.ask("POST", `/v1/cases/${ended}/ratings`, {
    body: { stage: "acceptance", score: 1, details: ["110"], comment: "材料交了两次" },
  });
  await signIn(clerk);
  await admin.ask("PUT", "/v1/rating-devices/matrix-1", {
    body: { department: "1001", window: "A01" },
  });
  const draw = await supervisor.call("POST", "/v1/rating-draws", {
    headers: { "idempotency-key": randomUUID() },
    body: {},
  });
  await app.drained();
  const first = async (who: Person, path: string): Promise<Record<string, string>> =>
    ((await who.ask("GET", path)).body.items as Record<string, string>[])[0] ?? {};
  const asked = await owner.ask("POST", "/v1/consultations", {
    headers: { "idempotency-key": randomUUID() },
    body: { itemCode: foodLicence, text: "要带哪些材料？" },
  });
  const proposed = await clerk.ask("POST", "/v1/faqs", {
    headers: { "idempotency-key": randomUUID() },
    body: { itemCode: foodLicence, question: "要带哪些材料？", answer: "请看办事指南。" },
  });
  await app.drained();
  known = {
    consultationId: String(asked.body.consultationId),
    faqId: String(proposed.body.faqId),
    caseNumber: made.examined,
    itemCode: foodLicence,
    documentId: materials[0]?.documentId ?? "",
    inspectionId: made.inspection,
    hearingId: made.hearing,
    partyId: made.party,
    representationId: agency.representationId,
    licenceId: (await first(owner, "/v1/licences")).licenceId ?? "",
    paymentId: (await first(owner, `/v1/my/payments?caseNumber=${made.charged}`)).paymentId ?? "",
    rectificationId: (await first(clerk, "/v1/rectifications")).rectificationId ?? "",
    ratingId: (await first(supervisor, "/v1/rating-comments")).ratingId ?? "",
    deviceId: "matrix-1",
    account: "chen-fang",
    edition: String((await admin.ask("GET", "/v1/search/edition")).body.edition),
    drawId: String(draw.body.drawId ?? ""),
  };
});
afterAll(() => app.end());

const ofEndedCases = /^\/v1\/(archives|commitments|cases\/\{caseNumber\}\/rating)/;

type Asked = { path: string; body: unknown };

/** A sampled body that names a case names the one that there is. */
const aboutKnown = (body: unknown): unknown =>
  typeof body === "object" && body !== null && "caseNumber" in body
    ? { ...body, caseNumber: known.caseNumber }
    : body;

/** Fits its schemas; a version that is never the current one, so that nothing is changed by who may change it. */
function requestOf(operation: Operation, seed: number): Asked {
  const random = seeded(seed);
  const path = operation.path.replace(/\{(\w+)\}/g, (_all, name: string) => {
    const parameter = operation.parameters.find((one) => one.in === "path" && one.name === name);
    if (name === "caseNumber" && ofEndedCases.test(operation.path)) return ended;
    return encodeURIComponent(known[name] || String(sampleOf(parameter?.schema ?? {}, random)));
  });
  const query = new URLSearchParams();
  for (const { name, in: place, required, schema } of operation.parameters)
    if (place === "query" && required) query.set(name, String(sampleOf(schema, random)));
  const schema = bodySchemaOf(operation);
  return {
    path: query.size > 0 ? `${path}?${query}` : path,
    body: schema && aboutKnown(sampleOf(schema, random)),
  };
}

async function statusOf(name: Name, { method }: Operation, { path, body }: Asked): Promise<number> {
  const headers = { "if-match": '"999999"', "idempotency-key": randomUUID() };
  for (;;) {
    const answer = await callers[name].call(method, path, { body, headers });
    // So many in a second are more than the gateway lets through.
    if (answer.status !== 429 || !("message" in answer.body)) return answer.status;
    await setTimeout(100);
  }
}

/** One of those whom the contract lets in. */
const admittedTo = ({ "x-roles": roles, security }: Operation): Name => {
  if (security.length === 0 || !roles) return "nobody";
  return (
    (["supervisor", "reviewer", "clerk", "admin"] as const).find((role) => roles.includes(role)) ?? "owner"
  );
};

/** What does not fit is refused before anybody asks whose record it is. */
async function fittingRequest(operation: Operation): Promise<Asked> {
  let asked = requestOf(operation, 1);
  if (!asked.body) return asked;
  for (let seed = 2; seed <= 20; seed += 1) {
    if ((await statusOf(admittedTo(operation), operation, asked)) !== 400) return asked;
    asked = requestOf(operation, seed);
  }
  return asked;
}

async function rowOf(operation: Operation): Promise<number[]> {
  const asked = await fittingRequest(operation);
  const row: number[] = [];
  for (const name of names) row.push(await statusOf(name, operation, asked));
  return row;
}

test("who may call what: all operations, by who asks", async () => {
  const rows = new Map<Operation, number[]>();
  // What changes something comes after all that is asked about it, one after the other.
  const changes = ({ method, path }: Operation): boolean => method !== "GET" && !path.includes("/actions/");
  const rest = operations.filter((operation) => !changes(operation));
  const worker = async (): Promise<void> => {
    for (let next = rest.shift(); next; next = rest.shift()) rows.set(next, await rowOf(next));
  };
  await Promise.all(Array.from({ length: 4 }, worker));
  const replaces = ({ method }: Operation): number => Number(method === "PUT");
  for (const operation of operations.filter(changes).toSorted((a, b) => replaces(a) - replaces(b)))
    rows.set(operation, await rowOf(operation));
  const width = Math.max(...operations.map(({ method, path }) => `${method} ${path}`.length));
  const line = (head: string, cells: readonly (string | number)[]) =>
    [
      head.padEnd(width),
      ...cells.map((cell, index) => String(cell).padStart(names[index]?.length ?? 0)),
    ].join("  ");
  const text = [
    line("", names),
    ...operations.map((operation) =>
      line(`${operation.method} ${operation.path}`, rows.get(operation) ?? []),
    ),
  ];
  await expect(`${text.join("\n")}\n`).toMatchFileSnapshot("authorization.txt");
  expect(text.filter((row) => /\b5\d\d\b/.test(row))).toEqual([]);
});
