import * as z from "zod";
import { secretTexts } from "#shared/kernel/aws/secret.ts";
import { readVariables } from "#shared/kernel/needs.ts";
import { algorithmNames } from "./algorithms.ts";
import { fieldCipher } from "./field-cipher.ts";
import type { FieldCipher } from "./sealed.ts";

let ofThisFunction: FieldCipher | undefined;
const cipher = (): FieldCipher => {
  if (!ofThisFunction) {
    const env = readVariables(["FIELD_KEYS_SECRET", "FIELD_CIPHER"]);
    const algorithm = z.enum(algorithmNames).parse(env.FIELD_CIPHER);
    ofThisFunction = fieldCipher(secretTexts(env.FIELD_KEYS_SECRET), algorithm);
  }
  return ofThisFunction;
};

/** Of a function with `fieldKeys` among its needs; the keys are fetched when something is first sealed or opened. */
export const environmentCipher: FieldCipher = {
  seal: (place, value) => cipher().seal(place, value),
  open: (place, sealed) => cipher().open(place, sealed),
};
