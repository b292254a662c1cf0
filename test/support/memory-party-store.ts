import type { PartyPerson, PartyStore } from "#shared/examinations/parties/party-person.ts";
import { interestedParty } from "#shared/examinations/parties/record.ts";
import { memoryRecordStore } from "./memory-record-store.ts";

/** Third parties in memory, with who they are. */
export function memoryPartyStore(): PartyStore & { forget(partyId: string): void } {
  const records = memoryRecordStore(interestedParty);
  const people = new Map<string, PartyPerson>();
  return {
    ...records,
    async write(party, { person } = {}) {
      const isWritten = await records.write(party);
      if (isWritten && person) people.set(party.partyId, person);
      return isWritten;
    },
    readPerson: async (partyId) => people.get(partyId),
    forget: (partyId) => people.delete(partyId),
  };
}
