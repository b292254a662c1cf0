/** yyyy-MM-dd, from an 18-character identity number (GB 11643). */
export const birthDateOf = (residentId: string): string =>
  `${residentId.slice(6, 10)}-${residentId.slice(10, 12)}-${residentId.slice(12, 14)}`;

const pad = (number: number, length: number): string => String(number).padStart(length, "0");

/** The day on which somebody born then is so many years old; whoever was born on 29 February is on 1 March. */
export function birthday(bornOn: string, years: number): string {
  const [year = 0, month = 1, day = 1] = bornOn.split("-").map(Number);
  const date = new Date(Date.UTC(year + years, month - 1, day));
  return `${pad(date.getUTCFullYear(), 4)}-${pad(date.getUTCMonth() + 1, 2)}-${pad(date.getUTCDate(), 2)}`;
}

/** 民法典 (2020) Art. 18(2): 16 or 17. Who lives mainly on earnings of their own at that age counts as fully capable. */
export function mayLiveOnOwnEarnings(day: string, residentId: string): boolean {
  const bornOn = birthDateOf(residentId);
  return day >= birthday(bornOn, 16) && day < birthday(bornOn, 18);
}

/** 民法典 (2020) Arts. 17-20: full from 18, limited from 8, none before. Days in Asia/Shanghai. */
export type Capacity = "full" | "limited" | "none";
export function capacityOn(day: string, residentId: string): Capacity {
  const bornOn = birthDateOf(residentId);
  if (day >= birthday(bornOn, 18)) return "full";
  return day >= birthday(bornOn, 8) ? "limited" : "none";
}
