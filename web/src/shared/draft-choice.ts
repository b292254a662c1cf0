import { sessions } from "../sign-in/session.ts";
import { draftKeys, placeNow, sharedChoice } from "./drafts.ts";

/** At a workplace of the office nobody chooses: it is shared. */
export const isOffice = (): boolean => (sessions.current()?.role ?? "citizen") !== "citizen";

/** Kept on this device for the next time; what somebody has begun goes along. */
export function sayShared(person: string, shared: boolean): void {
  const before = placeNow();
  localStorage.setItem(sharedChoice, shared ? "yes" : "no");
  const after = placeNow();
  if (after === before) return;
  for (const key of draftKeys(before, person)) {
    after.setItem(key, before.getItem(key) ?? "");
    before.removeItem(key);
  }
}
