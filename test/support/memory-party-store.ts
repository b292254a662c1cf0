import type { Access, PartyPerson, PartyStore } from "#shared/examinations/parties/party-person.ts";
import { interestedParty } from "#shared/examinations/parties/record.ts";
import { memoryRecordStore } from "./memory-record-store.ts";

/** Third parties in memory, with who they are and who looked. */
export function memoryPartyStore(): PartyStore & { forget(partyId: string): void } {
  const records = memoryRecordStore(interestedParty);
  const people = new Map<string, PartyPerson>();
  const accesses = new Map<string, Access[]>();
  return {
    ...records,
    async write(party, { person } = {}) {
      const isWritten = await records.write(party);
      if (isWritten && person) people.set(party.partyId, person);
      return isWritten;
    },
    readPerson: async (partyId) => people.get(partyId),
    async logAccess(partyId, access) {
      accesses.set(partyId, [access, ...(accesses.get(partyId) ?? [])]);
    },
    accesses: async (partyId) => accesses.get(partyId) ?? [],
    forget: (partyId) => people.delete(partyId),
  };
}
