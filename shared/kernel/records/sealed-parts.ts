import type { FieldCipher } from "#shared/kernel/crypto/sealed.ts";
import type { RecordDefinition } from "./record.ts";

type Item = Record<string, unknown>;
type Definition = Pick<RecordDefinition, "name" | "sealed">;

const isItem = (value: unknown): value is Item => typeof value === "object" && value !== null;

/**
 * The parts of a record that stand sealed in its table, on the way there and back. They are known by the partition: what
 * the relay takes over into the history beside the record opens there as well.
 */
export function sealedParts({ name, sealed }: Definition, cipher: FieldCipher) {
  /** Fields of the item and details of its step, where there are any. */
  const each = async (
    item: Item,
    step: "lastEvent" | "privateNote",
    turn: (field: string, value: unknown) => Promise<unknown>,
  ): Promise<Item> => {
    const turned = async (of: Item, fields: readonly string[] = [], prefix = ""): Promise<Item> =>
      Object.fromEntries(
        await Promise.all(
          fields
            .filter((field) => of[field] !== undefined)
            .map(async (field) => [field, await turn(prefix + field, of[field])] as const),
        ),
      );
    const said = item[step];
    const details = isItem(said) && isItem(said.details) ? said.details : undefined;
    return {
      ...item,
      ...(await turned(item, sealed?.fields)),
      ...(details && {
        [step]: {
          ...(said as Item),
          details: { ...details, ...(await turned(details, sealed?.details, "details.")) },
        },
      }),
    };
  };
  const placeOf = ({ pk }: Item, field: string) => ({ table: name, item: String(pk), field });
  const opened = async (item: Item, step: "lastEvent" | "privateNote"): Promise<Item> =>
    sealed ? each(item, step, (field, value) => cipher.open(placeOf(item, field), value)) : item;

  return {
    seal: async (item: Item): Promise<Item> =>
      sealed ? each(item, "lastEvent", (field, value) => cipher.seal(placeOf(item, field), value)) : item,
    open: (item: Item): Promise<Item> => opened(item, "lastEvent"),
    /** An entry of the history that stands beside the record. */
    openEntry: (entry: Item): Promise<Item> => opened(entry, "privateNote"),
  };
}
