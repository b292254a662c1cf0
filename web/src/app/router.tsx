import { createContext, type MouseEvent, type ReactNode, useContext, useEffect, useState } from "react";

type Place = { path: string; query: URLSearchParams; go: (to: string) => void };
const here = (): Pick<Place, "path" | "query"> => ({
  path: window.location.pathname,
  query: new URLSearchParams(window.location.search),
});

const PlaceContext = createContext<Place>({ ...here(), go: () => {} });
export const usePlace = (): Place => useContext(PlaceContext);

/** Where the page is, by the browser's own history. */
export function Router({ children }: { children: ReactNode }) {
  const [place, setPlace] = useState(here);
  useEffect(() => {
    const follow = () => setPlace(here());
    window.addEventListener("popstate", follow);
    return () => window.removeEventListener("popstate", follow);
  }, []);
  const go = (to: string): void => {
    window.history.pushState(null, "", to);
    setPlace(here());
    window.scrollTo(0, 0);
    document.getElementById("main")?.focus();
  };
  return <PlaceContext value={{ ...place, go }}>{children}</PlaceContext>;
}

/** A link that stays on the page; opened in a new tab it is any other link. */
export function Link({ to, children, className }: { to: string; children: ReactNode; className?: string }) {
  const { go } = usePlace();
  const follow = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(to);
  };
  return (
    <a href={to} onClick={follow} {...(className && { className })}>
      {children}
    </a>
  );
}
