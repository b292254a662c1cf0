import type { Person } from "#local/play/api.ts";
import { foodLicence } from "#local/play/straight-way.ts";
import type { Questions } from "#shared/catalogue/form-conditions.ts";
import { exampleAnswers } from "#shared/catalogue/form-examples.ts";
import { calendar } from "#shared/kernel/calendar/calendar.ts";
import { dayOf, isWorkingDay } from "#shared/kernel/calendar/working-days.ts";

/** Offices give appointments on working days, by the calendar that ships. */
const isOpen = (day: string): boolean => isWorkingDay(calendar, day);

/** An answer to every question of an item's form. */
export async function answersFor(who: Person, itemCode: string): Promise<Record<string, unknown>> {
  const { body } = await who.ask("GET", `/v1/items/${itemCode}`);
  return exampleAnswers(body.form as Questions, { today: dayOf(new Date().toISOString()), isOpen });
}

/** Publishes the flagship item with special procedures, which it has none of in law. */
export async function publishProcedures(admin: Person): Promise<void> {
  const { body } = await admin.ask("GET", `/v1/items/${foodLicence}`);
  const { version: _version, ...item } = body;
  const basis = "《中华人民共和国行政许可法》第四十五条";
  const specialProcedures = ["expertReview", "hearing"].map((kind) => ({ kind, basis, maxDays: 30 }));
  await admin.ask("POST", "/v1/catalogue/imports", { body: { items: [{ ...item, specialProcedures }] } });
}

/** A promise to bring what is deferred. */
export const inTenDays = (): string => new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);

/** An action that is hoped to be refused. */
export const refused = (
  who: Person,
  { caseNumber, version }: { caseNumber: string; version: number },
  action: string,
  body: unknown = {},
) =>
  who.call("POST", `/v1/cases/${caseNumber}/actions/${action}`, {
    body,
    headers: { "if-match": `"${version}"` },
  });
