import type { CaseForm, CasePerson } from "#shared/cases/case.ts";
import type { CaseStore } from "#shared/cases/case-store.ts";
import { caseRecord } from "#shared/cases/record.ts";
import { memoryRecordStore } from "#test/support/memory-record-store.ts";

/** For tests. It also keeps the history that the relay keeps in the table. */
export function memoryCaseStore(): CaseStore {
  const records = memoryRecordStore(caseRecord);
  const forms = new Map<string, CaseForm>();
  const persons = new Map<string, CasePerson>();
  return {
    ...records,
    async write(head, { form, person } = {}) {
      if (!(await records.write(head))) return false;
      if (form) forms.set(`${head.caseNumber}/${form.revision}`, structuredClone(form));
      if (person) persons.set(head.caseNumber, structuredClone(person.person));
      return true;
    },
    readForm: async (caseNumber, revision) => structuredClone(forms.get(`${caseNumber}/${revision}`)),
    readPerson: async (caseNumber) => structuredClone(persons.get(caseNumber)),
    async readApplication(caseNumber, revision) {
      const form = forms.get(`${caseNumber}/${revision}`);
      const person = persons.get(caseNumber);
      return form && person && structuredClone({ form, person });
    },
  };
}
