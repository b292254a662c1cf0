import { useSyncExternalStore } from "react";
import type { Role } from "#shared/kernel/http/contract.ts";
import type { Identity } from "#shared/kernel/people/identity.ts";

/** Who is signed in on this tab, as far as a page has to know; the API reads the token itself. */
export type Session = {
  token: string;
  /** The issuer's, to sign out there. */
  idToken: string;
  id: string;
  name: string;
  role: Role;
  department?: string;
  /** As whom a citizen applies; the number masked. Undefined before it was verified. */
  identity?: Identity;
};

const key = "session";
const untilKey = "session until";
const endedKey = "session ended at";
const listeners = new Set<() => void>();

function stored(): Session | undefined {
  const text = window.sessionStorage.getItem(key);
  // A tab that a browser brings back after hours: its sign-in is over, as if it had stayed open.
  if (Number(window.sessionStorage.getItem(untilKey) ?? Infinity) < Date.now()) {
    window.sessionStorage.removeItem(key);
    return undefined;
  }
  return text ? (JSON.parse(text) as Session) : undefined;
}
let current = stored();

function change(session: Session | undefined): void {
  current = session;
  if (session) window.sessionStorage.setItem(key, JSON.stringify(session));
  else window.sessionStorage.removeItem(key);
  window.sessionStorage.removeItem(untilKey);
  for (const listener of listeners) listener();
}

/** Of this tab and until it closes: on a shared computer nobody finds it later. */
export const sessions = {
  current: (): Session | undefined => current,
  begin: (session: Session): void => change(session),
  end: (): void => change(undefined),
  /** Without anything done it is over then, in milliseconds. */
  keepUntil: (at: number): void => window.sessionStorage.setItem(untilKey, String(at)),
};

/** Where somebody was when inactivity ended their sign-in. */
export const endedAt = {
  place: (): string | undefined => window.sessionStorage.getItem(endedKey) ?? undefined,
  keep: (place: string): void => window.sessionStorage.setItem(endedKey, place),
  forget: (): void => window.sessionStorage.removeItem(endedKey),
};

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useSession = (): Session | undefined => useSyncExternalStore(subscribe, sessions.current);

/** Works on cases: whoever keeps, guards or audits the platform does not. */
export const isStaff = (role: Role): boolean => ["clerk", "reviewer", "supervisor"].includes(role);

/** Where somebody's work begins. */
export const homeOf = (role: Role): string => {
  if (isStaff(role)) return "/staff";
  if (role === "admin") return "/staff/catalogue";
  return role === "citizen" ? "/" : "/staff/searches";
};
