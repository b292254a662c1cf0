import * as z from "zod";
import { defineEvent } from "./define-event.ts";
import { departmentCode, digest, itemCode } from "./identifiers.ts";

export const catalogueEvents = {
  /** A new version of one service item (政务服务事项) is in force. */
  published: defineEvent("catalogue", "published", {
    itemCode,
    itemVersion: z.int().positive(),
    department: departmentCode,
    /** SHA-256 of the item's canonical JSON, hex. */
    digest,
  }),
};
