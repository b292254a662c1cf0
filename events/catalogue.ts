import * as z from "zod";
import { defineEvent } from "./define-event.ts";

export const catalogueEvents = {
  /** A new version of one service item (政务服务事项) is in force. */
  published: defineEvent("catalogue", "published", {
    itemCode: z.string().min(31).max(33),
    itemVersion: z.int().positive(),
    department: z.string().regex(/^\d{4}$/),
    /** SHA-256 of the item's canonical JSON, hex. */
    digest: z.string().regex(/^[0-9a-f]{64}$/),
  }),
};
