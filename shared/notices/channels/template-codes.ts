import * as z from "zod";
import type { Message } from "./port.ts";

const templateName = z
  .string()
  .regex(/^[a-zA-Z.]+@\d+$/, "must be a template and its version, as accepted@1 is");
const code = z.string().min(1);

/**
 * What a provider calls templates of ours, by `<id>@<version>` and language. It gave the codes out with its keys, and they
 * stand with these in the secret: all the variables of a function together hold 4 KB.
 */
export const templateCodes = z.record(templateName, z.strictObject({ zh: code, en: code }));

/** Tencent numbers a template's parameters: the names of ours in its order. */
export const numberedTemplateCodes = z.record(
  templateName,
  z.strictObject({ zh: code, en: code, params: z.array(z.string()) }),
);

/** Of WeChat, which of its fields shows which of our parameters. */
export const fieldTemplateCodes = z.record(
  templateName,
  z.strictObject({
    zh: code,
    en: code,
    fields: z.record(
      z.string().regex(/^(thing|time|date|phrase|number|character_string|letter)\d{1,2}$/),
      z.string(),
    ),
  }),
);

/** Undefined: the provider has no such template, or not yet. */
export const codesFor = <Codes>(
  codes: Readonly<Record<string, Codes>>,
  { template: { id, version } }: Pick<Message, "template">,
): Codes | undefined => codes[`${id}@${version}`];
