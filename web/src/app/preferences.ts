import { useEffect, useState } from "react";

export const preference = (name: string, initial: string): string =>
  window.localStorage.getItem(name) ?? initial;

/** What a person chose on this device; nothing about who they are. */
export function usePreference(name: string, initial: string): [string, (value: string) => void] {
  const [value, setValue] = useState(() => preference(name, initial));
  useEffect(() => window.localStorage.setItem(name, value), [name, value]);
  return [value, setValue];
}
