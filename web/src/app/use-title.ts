import { useEffect } from "react";

/** The window is called as its page's heading is, whichever page that is and whenever it comes. */
export function useTitle(site: string): void {
  useEffect(() => {
    const name = (): void => {
      const heading = document.querySelector("main h1")?.textContent?.trim();
      const title = heading ? `${heading} · ${site}` : site;
      if (document.title !== title) document.title = title;
    };
    name();
    const watcher = new MutationObserver(name);
    watcher.observe(document.body, { childList: true, subtree: true, characterData: true });
    return () => watcher.disconnect();
  }, [site]);
}
