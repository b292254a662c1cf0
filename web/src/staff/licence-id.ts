/**
 * The id in what is on a licence: the third of the parts after its root (证照标识, GB/T 36904-2018), or the id
 * itself. The API says what is wrong with another text.
 */
export const licenceIdIn = (typed: string): string => {
  const text = typed.trim().toUpperCase();
  const parts = text.split(".");
  return parts.length === 10 ? (parts[7] ?? text) : text;
};
