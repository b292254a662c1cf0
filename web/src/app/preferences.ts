import { useState } from "react";

export const preference = (name: string, initial: string): string =>
  window.localStorage.getItem(name) ?? initial;

/** What a person chose on this device, kept at once; nothing about who they are. */
export function usePreference(name: string, initial: string): [string, (value: string) => void] {
  const [value, setValue] = useState(() => preference(name, initial));
  const choose = (next: string): void => {
    window.localStorage.setItem(name, next);
    setValue(next);
  };
  return [value, choose];
}
