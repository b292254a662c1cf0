import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import type { Channel, Message } from "../channels/port.ts";
import { type Address, addressIdOf, inUse } from "../people/address.ts";
import type { Notice } from "../record.ts";
import { type TextSources, textsOf } from "../texts.ts";

type Addresses = Pick<RecordStore<Address>, "read">;

/** A code goes where it is to be proved that somebody reads it; everything else where they are reached. */
const isCode = ({ templateId }: Pick<Notice, "templateId">): boolean => templateId === "addressCode";

/** Where a notice goes on a channel now; undefined: nowhere. */
export async function addressFor(
  addresses: Addresses,
  one: Pick<Notice, "recipientId" | "templateId" | "addressId">,
  channel: Channel,
  now: string,
): Promise<string | undefined> {
  const found = await addresses.read(
    one.addressId && isCode(one) ? one.addressId : addressIdOf(one.recipientId, channel),
  );
  return found && (isCode(one) ? found.pending : inUse(found, now));
}

/** What a provider is given: the words as they are at this moment. */
export async function messageFor(
  one: Notice,
  channel: Channel,
  address: string,
  sources: TextSources,
): Promise<Message> {
  const { title, text, link, params } = await textsOf(
    one,
    channel === "mail" ? "inbox" : "short",
    one.language,
    sources,
  );
  return {
    noticeId: one.noticeId,
    attempt: one.attempts?.length ?? 1,
    address,
    template: { id: one.templateId, version: one.templateVersion },
    params,
    text,
    title,
    language: one.language,
    link,
  };
}

/** Of one kind for the queue of what becomes of messages. */
export type Outcome =
  | { kind: "ask"; noticeId: string }
  | {
      kind: "receipt";
      provider: string;
      receipt: {
        providerRef?: string | undefined;
        noticeId?: string | undefined;
        attempt?: number | undefined;
        outcome: "delivered" | "failed";
        failure?: "permanent" | "temporary" | undefined;
        code?: string | undefined;
        at: string;
      };
    };

/** By which a receipt is found whose provider does not give our id back. */
export const aliasOf = (provider: string, ref: string): string => `${provider} ${ref}`;
