/** `unscanned`: nobody is configured to look. `pending`: the answer is not there yet; ask again. */
export type ScanResult = "clean" | "infected" | "pending" | "unscanned";

/** A gate that files pass before they may be attached. */
export type Scanner = {
  scan(documentId: string, bytes: Uint8Array): Promise<ScanResult>;
};

export const noScanner: Scanner = { scan: async () => "unscanned" };
