/** 张伟 -> 张*, 欧阳小敏 -> 欧**敏: enough to recognise, not to identify (after GB/T 35273). */
export function maskName(name: string): string {
  // By character, not by code unit: rare characters take two of those.
  const [first = "", ...rest] = name;
  const last = rest.length > 1 ? rest.at(-1) : "";
  return first + "*".repeat(Math.max(rest.length - (last ? 1 : 0), 1)) + last;
}

export const maskPhone = (phone: string): string => `${phone.slice(0, 3)}****${phone.slice(-4)}`;

/** The stricter form: one character in front and two behind. */
export const maskIdNumber = (idNumber: string): string =>
  idNumber.slice(0, 1) + "*".repeat(Math.max(idNumber.length - 3, 1)) + idNumber.slice(-2);
