import type { Page } from "#shared/kernel/aws/page.ts";
import { mergedList } from "#shared/kernel/records/merged-list.ts";
import type { ListQuery, RecordStore, Row } from "#shared/kernel/records/record-store.ts";
import { type Licence, licence } from "./record.ts";

type Indexes = (typeof licence)["indexes"];
export type WalletStore = Pick<RecordStore<Licence, Indexes>, "list">;
type InWallet = Row<Licence, Indexes["byHolder"]>;

/** What is held under these names, which are one holder's. */
export const walletOf = (
  store: WalletStore,
  names: readonly string[],
  query: ListQuery,
): Promise<Page<InWallet>> =>
  mergedList(licence, store, "byHolder", names, query, ({ licenceId, issuedAt }) => ({
    id: licenceId,
    place: issuedAt,
  }));

/** The licence of this number among those that a holder has; undefined when there is none. */
export async function ownLicence(
  store: WalletStore,
  names: readonly string[],
  number: string,
): Promise<InWallet | undefined> {
  return inWallet(store, names, (held) => held.number === number);
}

/** The first of a holder's licences that fits, the oldest first. */
export async function inWallet(
  store: WalletStore,
  names: readonly string[],
  fits: (held: InWallet) => boolean,
): Promise<InWallet | undefined> {
  let cursor: ListQuery["cursor"];
  do {
    const page = await walletOf(store, names, { cursor, limit: 100 });
    const found = page.items.find(fits);
    if (found) return found;
    cursor = page.next;
  } while (cursor);
  return undefined;
}
