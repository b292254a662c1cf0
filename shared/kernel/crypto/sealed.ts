/** Where a sealed value stands: moved to another item or field it does not open. The table by its context's name. */
export type Place = { table: string; item: string; field: string };

/** Values that stand in a table so that whoever reads the table, its stream or its backup cannot read them. */
export type FieldCipher = {
  seal(place: Place, value: unknown): Promise<Uint8Array>;
  /** @throws SealError for what was not sealed, was sealed for another place, was changed, or has a key nobody keeps */
  open(place: Place, sealed: unknown): Promise<unknown>;
};

export class SealError extends Error {
  override readonly name = "SealError";
}

/** Of whoever has no business with what is sealed: they read and write the rest. */
export const noKeys: FieldCipher = {
  async seal({ field, table }) {
    throw new SealError(`this function has no keys to seal ${field} of ${table} with`);
  },
  async open({ field, table }) {
    throw new SealError(`this function has no keys to open ${field} of ${table} with`);
  },
};
