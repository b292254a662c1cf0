/** Digits and a point, full width or with commas between thousands; nobody writes 1e3 or 0x1F into a form. */
const decimal = /^-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/;

/** "12.5" becomes 12.5; what is no number is sent as it was typed, and the form says what is wrong with it. */
export function numberOrText(text: string): unknown {
  const normal = text.normalize("NFKC").trim();
  if (normal === "") return undefined;
  return decimal.test(normal) ? Number(normal.replaceAll(",", "")) : text;
}
