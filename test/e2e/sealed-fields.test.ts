import { paginateScan } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { madeUpIdNumber } from "#local/made-up-identity.ts";
import type { Person } from "#local/play/api.ts";
import { accepted, citizenNamed, type Office, officeOf } from "#local/play/office.ts";
import { mandate } from "#local/play/representations.ts";
import { act, submissionOf, submit, uploadMaterials } from "#local/play/straight-way.ts";
import { localTables } from "#local/seed.ts";
import { residentIdFault } from "#shared/kernel/identifiers/resident-id.ts";
import { startTestApp, type TestApp } from "#test/support/app.ts";
import { inTenDays } from "#test/support/applications.ts";

const marriage = "11411602MB9100403J4000704001001";
const people = ["sealed-owner", "sealed-agent", "sealed-spouse", "sealed-neighbour"].map((id, place) => ({
  id,
  name: `测试${place}`,
  idNumber: madeUpIdNumber(id),
  phone: `1370000321${place}`,
})) as [Somebody, Somebody, Somebody, Somebody];
type Somebody = { id: string; name: string; idNumber: string; phone: string };
const [ownerIs, agentIs, spouseIs, neighbourIs] = people;
const contactPhone = "13600004321";

let app: TestApp;
let owner: Person;
let agent: Person;
let office: Office;
beforeAll(async () => {
  app = await startTestApp({ stepMs: 5 });
  owner = await citizenNamed(app, ownerIs.id, ownerIs);
  agent = await citizenNamed(app, agentIs.id, agentIs);
  office = await officeOf(app, "1001");
});
afterAll(() => app.end());

/** An agent applies, a neighbour is heard, a licence is issued and sent home. */
async function playLicence(): Promise<void> {
  const until = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  const granted = await mandate(owner, { person: agent, identity: agentIs }, { until });
  const materials = await uploadMaterials(agent);
  const address = {
    recipient: ownerIs.name,
    phone: ownerIs.phone,
    areaCode: "411602",
    street: "七一路 1 号",
  };
  const opened = await submit(
    agent,
    submissionOf(materials, {
      applicant: { phone: ownerIs.phone },
      onBehalfOf: { representationId: granted.representationId },
      receive: { mode: "courier", address, confirmed: true },
    }),
  );
  const running = await accepted(office, opened);
  const { body: named } = await office.reviewer.ask("POST", "/v1/interested-parties", {
    body: {
      caseNumber: running.caseNumber,
      relation: "neighbour",
      person: { name: neighbourIs.name, idNumber: neighbourIs.idNumber, phone: neighbourIs.phone },
      words: "相邻采光",
    },
    headers: { "idempotency-key": "sealed-neighbour-1" },
  });
  const who = await office.reviewer.ask("GET", `/v1/interested-parties/${named.partyId}`);
  expect(who.body).toMatchObject({ person: { name: expect.stringContaining("测") } });
}

/** Two apply together: both numbers stand on the certificate. */
async function playMarriage(): Promise<void> {
  const { clerk } = await officeOf(app, "1004");
  const opened = await submit(owner, {
    itemCode: marriage,
    applicant: { phone: ownerIs.phone },
    applicantRole: "spouse",
    parties: [
      {
        name: spouseIs.name,
        idNumber: spouseIs.idNumber,
        phone: spouseIs.phone,
        idType: "residentId",
        role: "spouse",
      },
    ],
    answers: { bookedOn: inTenDays(), session: "上午", phone: contactPhone },
    materials: [],
    handIn: { mode: "online" },
    receive: { mode: "window" },
  });
  const spouse = await citizenNamed(app, spouseIs.id, spouseIs);
  await spouse.ask("POST", `/v1/invitations/${opened.caseNumber}/confirm`, { body: { agreed: true } });
  const { body: now } = await clerk.ask("GET", `/v1/cases/${opened.caseNumber}`);
  await act(clerk, now as typeof opened, "decideOnTheSpot", {});
}

/** All texts of an item, bytes as they are. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  else if (value instanceof Uint8Array) yield Buffer.from(value).toString("latin1");
  else if (typeof value === "object" && value !== null)
    for (const part of Object.values(value)) yield* textsIn(part);
}

test("no table holds an ID number or a mobile number that whoever reads it could read", async () => {
  await playLicence();
  await playMarriage();
  await app.drained();
  const { body: wallet } = await owner.ask("GET", "/v1/licences");
  const [certificate] = wallet.items as { licenceId: string }[];
  const { body: licence } = await owner.ask("GET", `/v1/licences/${certificate?.licenceId}`);
  expect(JSON.stringify(licence)).toContain(spouseIs.idNumber);
  const found = await office.clerk.ask("POST", "/v1/cases/search", {
    body: { idNumber: ownerIs.idNumber, reasonCode: "atWindow", reason: "窗口核实" },
  });
  expect(found.body.items).toHaveLength(1);

  const known = [...people.flatMap(({ idNumber, phone }) => [idNumber, phone]), contactPhone];
  const clear: string[] = [];
  let items = 0;
  for (const table of app.tables)
    for await (const { Items = [] } of paginateScan({ client: localTables(app) }, { TableName: table }))
      for (const item of Items) {
        items += 1;
        const where = `${table} ${item.pk} ${item.sk}`;
        for (const text of textsIn(item)) {
          if (known.some((number) => text.includes(number))) clear.push(where);
          // Forms that everybody reads give examples.
          if (table !== app.outputs.CatalogueTableName)
            for (const [number] of text.matchAll(/(?<![0-9a-zA-Z])\d{17}[\dX](?![0-9a-zA-Z])/g))
              if (residentIdFault(number) === undefined) clear.push(`${where}: an ID number`);
        }
      }
  expect(items).toBeGreaterThan(200);
  expect(clear).toEqual([]);
});
