/** Without what people put between the characters of a number, half width, capitals. */
const compact = (text: string): string =>
  text
    .normalize("NFKC")
    .replaceAll(/[\s\p{Cf}\p{Pd}·•.。]/gu, "")
    .toUpperCase();

/** How a number is kept, whatever it was typed or pasted as, by the `format` of its field. */
export const normalForms = {
  "resident-id": compact,
  uscc: compact,
  "licence-plate": compact,
  "mobile-phone": (text: string) => compact(text).replace(/^(\+|00)?86(?=1\d{10}$)/, ""),
} as const satisfies Record<string, (text: string) => string>;
export type NumberFormat = keyof typeof normalForms;

export const isNumberFormat = (format: string | undefined): format is NumberFormat =>
  format !== undefined && Object.hasOwn(normalForms, format);

/** A number of a document that is no number format's: a passport's, for one. */
export const documentNumber = compact;
