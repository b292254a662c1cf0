import { type KeyboardEvent, type RefObject, useCallback, useEffect } from "react";

/**
 * The links of a list by keyboard: J and K from anywhere on the page where nothing is typed, the arrows within the
 * list, as they scroll elsewhere. Enter opens, as for every link.
 */
export function useRowKeys(list: RefObject<HTMLElement | null>) {
  const move = useCallback(
    (step: number): void => {
      const links = [...(list.current?.querySelectorAll<HTMLAnchorElement>("tbody a") ?? [])];
      const at = links.findIndex((link) => link.matches(":focus"));
      links[Math.min(Math.max(at + step, 0), links.length - 1)]?.focus();
    },
    [list],
  );
  useEffect(() => {
    const onKey = ({ key, target, ctrlKey, metaKey, altKey }: globalThis.KeyboardEvent): void => {
      const step = { j: 1, k: -1 }[key];
      const isTyping = target instanceof HTMLElement && target.matches("input, select, textarea");
      if (step && !isTyping && !ctrlKey && !metaKey && !altKey) move(step);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [move]);
  return (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    move(step);
    event.preventDefault();
  };
}
