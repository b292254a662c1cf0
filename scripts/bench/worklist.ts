import { citizenClaims } from "#local/made-up-identity.ts";
import { person } from "#local/play/api.ts";
import { submissionOf, submit, uploadMaterials } from "#local/play/straight-way.ts";
import { localTables } from "#local/seed.ts";
import { worklist } from "#shared/cases/case-store.ts";
import { dynamodbCaseStore } from "#shared/cases/dynamodb-case-store.ts";
import { type CaseHead, caseRecord } from "#shared/cases/record.ts";
import { listedStates } from "#shared/cases/states.ts";
import { caseNumberOf } from "#shared/kernel/identifiers/case-number.ts";
import { withTables } from "./fill.ts";
import type { Bench } from "./meter.ts";

export type WorklistFigures = {
  cases: number;
  department: string;
  rows: { filter: string; readUnits: number; rows: number }[];
  seconds: number;
};

const limit = 20;
const requestedFile = { refusal: { kind: "notOurs", file: "requested" } } satisfies Partial<CaseHead>;
const openRemedy = { remedy: { kind: "reconsideration" } } satisfies Partial<CaseHead>;
const ended: readonly string[] = ["completed", "terminated"];

/** As many like this one, in the order of their numbers; those of one state together, so that a filter has to find its place. */
function manyLike(head: CaseHead, count: number): CaseHead[] {
  const { department, applicantId, submittedAt } = head;
  const day = submittedAt.slice(0, 10);
  const numbers = new Set<string>();
  for (let n = 0; numbers.size < count; n += 1)
    numbers.add(
      caseNumberOf({ department, day, submitter: applicantId, idempotencyKey: String(n), attempt: 0 }),
    );
  return [...numbers].sort().map((caseNumber, place) => {
    const state = listedStates[Math.floor((place * listedStates.length) / count)] ?? head.state;
    // Only those of silent couriers are listed, those whose file is asked for, and ended ones with an open remedy.
    const { refusal } = requestedFile;
    return {
      ...head,
      caseNumber,
      state,
      ...(state === "delivering" && { deliveryStalled: true as const }),
      ...(state === "refused" && { refusal }),
      ...(ended.includes(state) && openRemedy),
    };
  });
}

/** A case that was just submitted. */
async function anyCase({ app }: Bench): Promise<CaseHead> {
  const citizen = person(app.apiUrl, await app.tokenWith(citizenClaims("bench-citizen")));
  const { caseNumber } = await submit(citizen, submissionOf(await uploadMaterials(citizen)));
  await app.drained();
  const store = dynamodbCaseStore(app.outputs.CasesTableName ?? "", localTables(app));
  const head = await store.read(caseNumber);
  if (!head) throw new Error(`there is no case ${caseNumber}`);
  return head;
}

/** What the first page of a department's worklist reads, whole and by each state that it can be filtered by. */
export async function worklistFigures(bench: Bench, cases = 100_000): Promise<WorklistFigures> {
  const start = performance.now();
  const head = await anyCase(bench);
  const { department } = head;
  return withTables(["Cases"], async ({ names, db, fill, readUnitsOf }) => {
    await fill("Cases", manyLike(head, cases).map(caseRecord.toItem));
    const store = dynamodbCaseStore(names.Cases, db);
    const rows: WorklistFigures["rows"] = [];
    for (const state of [undefined, ...listedStates]) {
      const { readUnits, result } = await readUnitsOf(() =>
        worklist(store, department, state, { cursor: undefined, limit }),
      );
      rows.push({ filter: state ?? "none", readUnits, rows: result.items.length });
    }
    return { cases, department, rows, seconds: (performance.now() - start) / 1000 };
  });
}
