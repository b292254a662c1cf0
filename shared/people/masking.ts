/** 张伟 -> 张*, 欧阳小敏 -> 欧**敏: enough to recognise, not to identify (after GB/T 35273). */
export const maskName = (name: string): string =>
  name.length <= 2
    ? name.slice(0, 1) + "*".repeat(Math.max(name.length - 1, 1))
    : name.slice(0, 1) + "*".repeat(name.length - 2) + name.slice(-1);

export const maskPhone = (phone: string): string => `${phone.slice(0, 3)}****${phone.slice(-4)}`;

/** The stricter form: one character in front and two behind. */
export const maskIdNumber = (idNumber: string): string =>
  idNumber.slice(0, 1) + "*".repeat(Math.max(idNumber.length - 3, 1)) + idNumber.slice(-2);
