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

/** The word itself stays in its table, where the record is. */
const wordFacts = { wordId: z.string().regex(/^[0-9a-f]{16}$/), items: z.array(itemCode) };

/** 俗称: what people say for a service item. */
export const everydayWordEvents = {
  /** It means these items now, the best first. */
  wordSet: defineEvent("catalogue", "wordSet", wordFacts),
  /** It leads nowhere any more. */
  wordTakenOut: defineEvent("catalogue", "wordTakenOut", wordFacts),
};
