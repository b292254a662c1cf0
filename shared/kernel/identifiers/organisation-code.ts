const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const weights = [3, 7, 9, 10, 5, 8, 4, 2];

/**
 * The check character of the first 8 characters of an organisation's code (GB 11714), which is the 主体标识码 inside a
 * 统一社会信用代码.
 * @throws RangeError when the text is not 8 digits and capital letters
 */
export function organisationCheckCharacter(body: string): string {
  if (!/^[0-9A-Z]{8}$/.test(body))
    throw new RangeError("an organisation's code has 8 characters before its check");
  const sum = weights.reduce(
    (total, weight, place) => total + weight * alphabet.indexOf(body.charAt(place)),
    0,
  );
  const check = 11 - (sum % 11);
  return check === 10 ? "X" : String(check % 11);
}
