import * as z from "zod";
import { normalForms } from "#shared/kernel/identifiers/normal-forms.ts";
import { mobilePhonePattern } from "#shared/kernel/identifiers/number-formats.ts";
import type { RecordStore, Together } from "#shared/kernel/records/record-store.ts";
import { line, lines } from "#shared/kernel/text.ts";
import type { InterestedParty, interestedParty } from "./record.ts";

/** Who a third party is, as staff name them. */
export const personSchema = z.strictObject({
  name: line(1, 100),
  /** Where the office knows it: whoever takes the notice up online then has this number. */
  idNumber: z.string().trim().min(5).max(32).optional(),
  phone: z
    .string()
    .overwrite(normalForms["mobile-phone"])
    .regex(mobilePhonePattern, "请填写 11 位手机号码。|Please give an 11-digit mobile number.")
    .optional(),
  /** Where the notice is sent. */
  address: line(2, 200).optional(),
});
export const statementSchema = lines(2, 2000);

/** Personal data of a third party: only in its own item, deleted on its own terms. */
export const partyPersonSchema = personSchema.extend({
  /** What they said, in their words. */
  statement: statementSchema.optional(),
});
export type PartyPerson = z.infer<typeof partyPersonSchema>;

/** What is written with a step: who it is, or what they said. */
export type PartyWrites = Together & { person?: PartyPerson | undefined };

/** Third parties and who they are, to read. */
export type PartyReader = Omit<
  RecordStore<InterestedParty, (typeof interestedParty)["indexes"]>,
  "write" | "put"
> & {
  /** Undefined once it was deleted on its own terms. */
  readPerson(partyId: string): Promise<PartyPerson | undefined>;
};

/** Where third parties are kept: the record, and who it is. */
export type PartyStore = PartyReader & {
  write(party: InterestedParty, writes?: PartyWrites): Promise<boolean>;
};
