type Item = Record<string, unknown>;

/** Brings an older item up to the format that the code knows, step by step. */
export const upcaster =
  (name: string, format: number, upcasts: Readonly<Record<number, (item: Item) => Item>>) =>
  (item: Item): Item => {
    const written = Number(item.format ?? 1);
    if (written > format)
      throw new Error(`a ${name} of format ${written} is newer than this code, which knows ${format}`);
    let current = item;
    for (let from = written; from < format; from += 1) {
      const step = upcasts[from];
      if (!step) throw new Error(`nothing reads a ${name} of format ${from}`);
      current = step(current);
    }
    return current;
  };

/** The table gives bytes; its stream, on the way through Lambda's JSON, gives them as base64. */
export const hexOf = (bytes: unknown): string =>
  (bytes instanceof Uint8Array ? Buffer.from(bytes) : Buffer.from(String(bytes), "base64")).toString("hex");
