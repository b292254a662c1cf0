import type { RecordStore, Row } from "#shared/kernel/records/record-store.ts";
import type { Licence, licence } from "./record.ts";

type Indexes = (typeof licence)["indexes"];
export type WalletStore = Pick<RecordStore<Licence, Indexes>, "list">;
type InWallet = Row<Licence, Indexes["byHolder"]>;

/** The licence of this number among those that an account holds; undefined when it holds none. */
export async function ownLicence(
  store: WalletStore,
  holderAccount: string,
  number: string,
): Promise<InWallet | undefined> {
  return inWallet(store, holderAccount, (held) => held.number === number);
}

/** The first of an account's licences that fits, the oldest first. */
export async function inWallet(
  store: WalletStore,
  holderAccount: string,
  fits: (held: InWallet) => boolean,
): Promise<InWallet | undefined> {
  let cursor: Parameters<WalletStore["list"]>[2]["cursor"];
  do {
    const page = await store.list("byHolder", holderAccount, { cursor, limit: 100 });
    const found = page.items.find(fits);
    if (found) return found;
    cursor = page.next;
  } while (cursor);
  return undefined;
}
