import * as z from "zod";
import types from "#district/licence-types.json" with { type: "json" };

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
  /** 登记管理部门代码 of a social credit code. */
  authority: z
    .string()
    .regex(/^[0-9A-HJ-NPQRTUWXY]$/)
    .optional(),
  edition: z.string(),
  source: z.string(),
  unconfirmed: z.string().optional(),
});

/** One line of what is printed: its name in the record, its label, and the form's fields that fill it, first one first. */
const particular = z.strictObject({
  name: z.string(),
  label: text,
  /** Left out: the field of the same name. */
  fields: z.array(z.string()).min(1).optional(),
  /** Filled by whoever applied together in this role instead: another before the holder. */
  party: z.strictObject({ role: z.string(), value: z.enum(["name", "idNumber"]) }).optional(),
});

const licenceType = z.strictObject({
  /** 证照类型代码 (GB/T 36902): who defined it, by 统一社会信用代码, and a number of three digits. */
  code: z.string().length(21),
  name: text,
  /** How long one is valid; left out: for good. */
  years: z.int().positive().optional(),
  /** What such a licence states beside holder, number and days, in the order in which it is printed. */
  particulars: z.array(particular),
  /** Where the form names an organisation here, the licence is made out to it, and not to the person who applied. */
  organisation: z.strictObject({ nameField: z.string() }).optional(),
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
