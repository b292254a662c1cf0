import { historyKey, historyPrefix } from "#shared/kernel/messaging/outbox.ts";
import type { CaseForm, CaseHead, CasePerson } from "./case.ts";
import type { CaseStore } from "./case-store.ts";
import { toItem } from "./head-item.ts";
import { changesBetween, eventOf, type HistoryEntry } from "./history.ts";

/** For tests. It also keeps the history that the relay keeps in the table. */
export function memoryCaseStore(): CaseStore {
  const heads = new Map<string, CaseHead>();
  const forms = new Map<string, CaseForm>();
  const persons = new Map<string, CasePerson>();
  const histories = new Map<string, HistoryEntry[]>();

  const remember = (head: CaseHead): void => {
    const changes = changesBetween(heads.get(head.caseNumber), head);
    heads.set(head.caseNumber, structuredClone(head));
    const entries = histories.get(head.caseNumber) ?? [];
    const { note } = head.lastEvent;
    histories.set(head.caseNumber, [
      ...entries,
      { version: head.version, event: eventOf(head), changes, ...(note && { note }) },
    ]);
  };
  const pageFrom = <Entry>(entries: Entry[], start: number, limit: number) => ({
    items: structuredClone(entries.slice(start, start + limit)),
    next: entries.length > start + limit ? { start: String(start + limit) } : undefined,
  });

  return {
    async create(head, form, person) {
      if (heads.has(head.caseNumber)) return "exists";
      remember(head);
      forms.set(`${head.caseNumber}/${form.revision}`, structuredClone(form));
      persons.set(head.caseNumber, structuredClone(person.person));
      return "created";
    },
    async replace(next, { form, person } = {}) {
      if (heads.get(next.caseNumber)?.version !== next.version - 1) return "stale";
      remember(next);
      if (form) forms.set(`${next.caseNumber}/${form.revision}`, structuredClone(form));
      if (person) persons.set(next.caseNumber, structuredClone(person.person));
      return "replaced";
    },
    async read(caseNumber) {
      return structuredClone(heads.get(caseNumber));
    },
    async readForm(caseNumber, revision) {
      return structuredClone(forms.get(`${caseNumber}/${revision}`));
    },
    async readPerson(caseNumber) {
      return structuredClone(persons.get(caseNumber));
    },
    async history(caseNumber, cursor, limit) {
      const after = cursor?.sk ? Number(cursor.sk.slice(historyPrefix.length)) : 0;
      const { items, next } = pageFrom(histories.get(caseNumber) ?? [], after, limit);
      return { items, next: next && { sk: historyKey(after + limit) } };
    },
    async byApplicant(applicantId, cursor, limit) {
      const own = [...heads.values()]
        .filter((head) => head.applicantId === applicantId)
        .sort((a, b) => (`${a.submittedAt}#${a.caseNumber}` < `${b.submittedAt}#${b.caseNumber}` ? 1 : -1));
      return pageFrom(own, Number(cursor?.start ?? 0), limit);
    },
    async toLookAt(department, { now, edition }) {
      const due = [...heads.values()].filter((head) => {
        const { worklistKey, lookAt, provisionalIn } = toItem(head) as Record<string, string | undefined>;
        const isDue = lookAt !== undefined && lookAt <= now;
        return worklistKey === department && (isDue || (provisionalIn ?? edition) !== edition);
      });
      return { caseNumbers: due.map(({ caseNumber }) => caseNumber), next: undefined };
    },
    async worklist(department, states, { cursor, limit }) {
      const rows = [...heads.values()]
        .map((head) => ({ head, item: toItem(head) }))
        .filter(({ head, item }) => item.worklistKey === department && states.includes(head.state))
        .map(({ head, item }) => ({ head, sort: String(item.worklistSort) }))
        .filter(({ sort }) => !cursor?.after || sort > cursor.after)
        .sort((a, b) => (a.sort < b.sort ? -1 : 1));
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return {
        items: structuredClone(page.map(({ head }) => head)),
        next: last && rows.length > limit ? { after: last.sort } : undefined,
      };
    },
  };
}
