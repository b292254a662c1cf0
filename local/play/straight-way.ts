import { randomUUID } from "node:crypto";
import departments from "#district/departments.json" with { type: "json" };
import district from "#district/district.json" with { type: "json" };
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { usccCheckCharacter } from "#shared/kernel/identifiers/uscc.ts";
import { handIn, type Person } from "./api.ts";
import { makeJpeg, makePdf } from "./files.ts";

/** @throws Error when the district has no such department */
export function usccOf(department: string): string {
  const found = departments.find(({ code }) => code === department);
  if (!found) throw new Error(`the district has no department ${department}`);
  return found.uscc;
}

/** An item's code begins with the number of its department. */
export const itemCodeIn = (department: string, rest: string): string => `${usccOf(department)}${rest}`;

/** 食品经营许可（新办）: the item that the demo, the bench and the tests apply for. */
export const foodLicence = itemCodeIn("1001", "4000101001001");

/** A number in the district's own streets. */
export const streetAddress = `${district.city.zh}${district.name.zh}七一路 100 号`;

/** 李敏 with the documents that she shows at a window. */
export const applicant = {
  name: "李敏",
  idType: "residentId",
  idNumber: "11010519491231002X",
  phone: "13800003210",
} as const;

export const address = {
  recipient: "李敏",
  phone: "13800003210",
  areaCode: district.code,
  street: "七一路 100 号 3 单元 402",
};

const traderBody = `92${district.code}MA9F00000`;
/** Of her own business. */
const traderNumber = `${traderBody}${usccCheckCharacter(traderBody)}`;

export type Materials = { materialId: string; documentId: string }[];

export function submissionOf(materials: Materials, more: Record<string, unknown> = {}) {
  return {
    itemCode: foodLicence,
    applicant: { phone: applicant.phone },
    answers: {
      shopName: "颍河小馆",
      businessType: "餐饮服务经营者",
      premisesArea: 60,
      premisesAddress: streetAddress,
      activities: ["热食类食品制售"],
      foodSafety: {
        uscc: traderNumber,
        employees: 4,
        safetyStaff: [{ name: "李敏", role: "食品安全员" }],
        safetyRules: ["食品安全自查", "从业人员健康管理"],
      },
    },
    materials,
    handIn: { mode: "online" },
    receive: { mode: "courier", address, confirmed: true },
    ...more,
  };
}

/** The two documents of an application, different for every seed. */
export const sampleFiles = (seed: number) => [
  { materialId: "application", file: makePdf(`Application ${seed}`) },
  { materialId: "premises", file: makeJpeg(seed) },
];

export async function uploadMaterials(citizen: Person, seed = 1): Promise<Materials> {
  const draft = randomUUID();
  const materials: Materials = [];
  for (const { materialId, file } of sampleFiles(seed))
    materials.push({ materialId, documentId: await handIn(citizen, file, draft) });
  return materials;
}

export type CaseBody = {
  caseNumber: string;
  state: string;
  version: number;
  /** Materials that another office holds and nobody has looked up yet. */
  lookUps?: string[];
};

export async function submit(citizen: Person, body: unknown, key: string = randomUUID()): Promise<CaseBody> {
  const answer = await citizen.ask("POST", "/v1/cases", { body, headers: { "idempotency-key": key } });
  return answer.body as CaseBody;
}

/** Takes an action on the version that was last seen; answers the case afterwards. */
export const take = async (
  who: Person,
  { caseNumber, version }: CaseBody,
  action: string,
  body: unknown = {},
): Promise<CaseBody> => {
  const answer = await who.ask("POST", `/v1/cases/${caseNumber}/actions/${action}`, {
    body,
    headers: { "if-match": `"${version}"` },
  });
  return answer.body as CaseBody;
};

/** What a look-up found, today. */
export const found = (materialId: string) => ({
  materialId,
  source: "政务数据共享平台",
  result: "found",
  lookedUpOn: dayOf(new Date().toISOString()),
});

/** Looks up what another office holds, in a step of its own. */
export async function lookUp(who: Person, of: CaseBody): Promise<CaseBody> {
  let current = of;
  for (const materialId of of.lookUps ?? [])
    current = await take(who, current, "recordLookUp", found(materialId));
  return current;
}

/** Steps that bring along what was looked up. */
const bringLookUps = ["accept", "decideOnTheSpot"];

/** Takes it with what has to be looked up for it. */
export async function act(who: Person, of: CaseBody, action: string, body: unknown = {}): Promise<CaseBody> {
  if (action === "approve") return take(who, await lookUp(who, of), action, body);
  const lookUps = bringLookUps.includes(action) ? of.lookUps?.map(found) : undefined;
  return take(who, of, action, lookUps ? { ...(body as object), lookUps } : body);
}

/** Asks again until the case is in the state; the way there is asynchronous. */
export async function waitForState(
  who: Person,
  caseNumber: string,
  state: string,
  timeoutMs = 180_000,
): Promise<Record<string, unknown> & CaseBody> {
  const until = Date.now() + timeoutMs;
  for (;;) {
    const { body } = await who.ask("GET", `/v1/cases/${caseNumber}`);
    if (body.state === state) return body as Record<string, unknown> & CaseBody;
    if (Date.now() > until)
      throw new Error(`case ${caseNumber} is still ${body.state} after ${timeoutMs} ms, not ${state}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
