import { useSyncExternalStore } from "react";

let count = 0;
const listeners = new Set<() => void>();
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
const change = (by: number): void => {
  count += by;
  for (const listener of listeners) listener();
};

/** Counts an upload until it has ended, well or not. */
export function inFlight<Result>(upload: Promise<Result>): Promise<Result> {
  change(1);
  return upload.finally(() => change(-1));
}

/** Whether files are on their way: what would send or leave the form waits for them. */
export const useUploadsInFlight = (): boolean => useSyncExternalStore(subscribe, () => count) > 0;
