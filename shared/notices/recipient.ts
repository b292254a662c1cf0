import { sha256Hex } from "#shared/kernel/messaging/canonical.ts";

/** Whose messages lie together: the name, hashed, because a key is seen where a name is not. */
export const recipientKeyOf = (recipientId: string): string =>
  sha256Hex(`recipient ${recipientId}`).slice(0, 32);
