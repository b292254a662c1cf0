/** Where editions of the search index are kept, packed, each under its own name and never changed. */
export const editionKeys = "search/*";

export type EditionFiles = {
  /** Packed, as it was put; undefined when there is none of this name. */
  read(edition: string): Promise<Buffer | undefined>;
  put(edition: string, packed: Buffer): Promise<void>;
};
