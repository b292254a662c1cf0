import { useSyncExternalStore } from "react";
import type { Text } from "../../shared/api-types.ts";
import type { Party } from "./application.ts";

/** One citizen at one window, with everything that is applied for in one visit (一次办). In memory: closing the tab ends it. */
export type Visit = {
  applicant: Party | null;
  done: { caseNumber: string; name: Text; department: string }[];
};

let current: Visit | undefined;
const listeners = new Set<() => void>();
const change = (visit: Visit | undefined): void => {
  current = visit;
  for (const listener of listeners) listener();
};
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const beginVisit = (): void => change({ applicant: null, done: [] });
export const endVisit = (): void => change(undefined);

export function useVisit() {
  const visit = useSyncExternalStore(subscribe, () => current);
  const add = (done: Visit["done"][number], applicant: Party): void => {
    if (current) change({ applicant, done: [...current.done, done] });
  };
  return { visit, add };
}
