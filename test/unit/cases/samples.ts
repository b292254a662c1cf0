import type { CaseForm } from "#shared/cases/case.ts";
import type { IndexedPerson } from "#shared/cases/case-store.ts";
import type { Actor } from "#shared/cases/command.ts";
import { type NewCase, openCase } from "#shared/cases/decide.ts";
import type { CaseHead } from "#shared/cases/record.ts";
import { calendar } from "#shared/kernel/calendar/calendar.ts";
import { caseNumberOf } from "#shared/kernel/identifiers/case-number.ts";

export const department = "1001";
export const citizen: Actor = { role: "citizen", id: "li-min" };
export const clerk: Actor = { role: "clerk", id: "chen-fang", department };
export const reviewer: Actor = { role: "reviewer", id: "wang-lei", department };
export const supervisor: Actor = { role: "supervisor", id: "liu-yang" };
/** The head of the department. */
export const leader: Actor = { role: "supervisor", id: "he-ping", department };
export const system: Actor = { role: "system", id: "delivery" };
export const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

export const steadyCalendar = async () => calendar;

/** 2026-09-17 09:00 in Shanghai, a Thursday. */
export const thursday = "2026-09-17T01:00:00.000Z";

export function openSample(
  { key = "key-1", ...more }: Partial<NewCase> & { key?: string } = {},
  now = thursday,
): CaseHead {
  const applicantId = more.applicantId ?? citizen.id;
  return openCase(
    {
      action: "submit",
      caseNumber: caseNumberOf({
        department,
        day: "2026-09-17",
        submitter: applicantId,
        idempotencyKey: key,
        attempt: 0,
      }),
      item: {
        code: "1141160200000000014000101001001",
        version: 1,
        legal: "20w",
        promised: "5w",
      },
      department,
      applicantId,
      actor: citizen,
      handIn: "online",
      receive: "courier",
      addressConfirmed: true,
      channel: "online",
      request: { key, body: "body" },
      traceparent,
      ...more,
    },
    now,
    calendar,
  );
}

export const form: CaseForm = {
  revision: 1,
  answers: { shopName: "颍河小馆" },
  materials: [{ materialId: "application", documentId: "00000000-0000-4000-8000-000000000001" }],
};
export const person: IndexedPerson = {
  person: {
    applicant: { name: "李敏", idType: "residentId", idNumber: "11010519491231002X", phone: "13800003210" },
  },
  keys: { idKey: "id-key", phoneKey: "phone-key" },
};
