import * as z from "zod";
import types from "#data/licence-types.json" with { type: "json" };

const text = z.strictObject({ zh: z.string(), en: z.string() });

/** How licences of a type are numbered, by which edition of which rule; `unconfirmed` says what of it we do not know. */
const numbering = z.strictObject({
  rule: z.enum(["foodBusiness", "socialCreditCode"]),
  /** The digit for the kind of business or body: by the answer to a field of the form. */
  leading: z.strictObject({
    field: z.string(),
    kinds: z.record(z.string(), z.string().regex(/^\d$/)),
    otherwise: z.string().regex(/^\d$/),
  }),
  edition: z.string(),
  source: z.string(),
  unconfirmed: z.string().optional(),
});

const licenceType = z.strictObject({
  /** 证照类型代码 (GB/T 36902): who defined it, by 统一社会信用代码, and a number of three digits. */
  code: z.string().length(21),
  name: text,
  /** How long one is valid; left out: for good. */
  years: z.int().positive().optional(),
  /** Left out: the district's code and the serial of the licence's id. */
  numbering: numbering.optional(),
});
export type LicenceType = z.infer<typeof licenceType>;

const known = z.array(licenceType).parse(types.types);

/** By the Chinese name that the catalogue's items use. */
export const licenceTypeNamed = (name: string): LicenceType | undefined =>
  known.find((type) => type.name.zh === name);
export const licenceTypeCoded = (code: string): LicenceType | undefined =>
  known.find((type) => type.code === code);
