import type { Person } from "#local/play/api.ts";
import type { CaseBody } from "#local/play/straight-way.ts";
import type { TestApp } from "./app.ts";

type Named = Pick<CaseBody, "caseNumber">;

/** A case as this person sees it. */
export const read = async (who: Person, { caseNumber }: Named) =>
  (await who.ask("GET", `/v1/cases/${caseNumber}`)).body as CaseBody & Record<string, unknown>;

/** What became of cases, once all that follows from them is done. */
export const casesIn = (app: TestApp) => ({
  async eventsOf(who: Person, { caseNumber }: Named): Promise<string[]> {
    await app.drained();
    const { body } = await who.ask("GET", `/v1/cases/${caseNumber}/history?limit=100`);
    return (body.items as { event: string }[]).map(({ event }) => event);
  },
  async documentsOf(who: Person, one: Named): Promise<string[]> {
    await app.drained();
    return ((await read(who, one)).officialDocuments as { kind: string }[]).map(({ kind }) => kind);
  },
  /** The sweep of deadlines, so many days later than the machine's own time. */
  async sweepAfter(days: number): Promise<void> {
    app.travel(days);
    const schedule = Object.entries(app.resources).find(([id]) =>
      /^CaseDeadlinesSweep.*Schedule/.test(id),
    )?.[1];
    if (!schedule) throw new Error("no schedule");
    await app.fireSchedule(schedule);
    await app.drained();
    app.travel(-days);
  },
});
