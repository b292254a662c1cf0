import type { LegKind } from "#events/delivery.ts";
import type { Caller } from "#shared/http/caller.ts";
import type { CaseStore } from "./case-store.ts";
import { mayActOn } from "./decide.ts";
import { dynamodbCaseStore } from "./dynamodb-case-store.ts";
import { actorOf } from "./view.ts";

export type DeliveryParty = { name: string; phone: string; address: string; areaCode?: string };

/** What other contexts may ask of cases. */
export type CasesPublic = {
  /** The applicant's end of a journey of papers; undefined when the case has no such address. */
  deliveryPartyOf(caseNumber: string, leg: LegKind): Promise<DeliveryParty | undefined>;
  /** Whether this person may see the case and the document belongs to it. */
  mayReadDocument(caseNumber: string, documentId: string, caller: Caller): Promise<boolean>;
};

export function casesPublic(store: Pick<CaseStore, "read" | "readForm" | "readPerson">): CasesPublic {
  return {
    async deliveryPartyOf(caseNumber, leg) {
      const person = await store.readPerson(caseNumber);
      const address = leg === "inbound" ? person?.handInAddress : person?.receiveAddress;
      return (
        address && {
          name: address.recipient,
          phone: address.phone,
          address: address.street,
          ...(address.areaCode && { areaCode: address.areaCode }),
        }
      );
    },

    async mayReadDocument(caseNumber, documentId, caller) {
      const head = await store.read(caseNumber);
      if (!head || !mayActOn(head, actorOf(caller))) return false;
      const form = await store.readForm(caseNumber, head.formRevision);
      return form?.materials.some((material) => material.documentId === documentId) ?? false;
    },
  };
}

export const casesOf = (table: string): CasesPublic => casesPublic(dynamodbCaseStore(table));
