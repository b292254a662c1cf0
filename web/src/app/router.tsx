import {
  createContext,
  type MouseEvent,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
} from "react";

type Place = {
  path: string;
  query: URLSearchParams;
  hash: string;
  go: (to: string) => void;
  /** The same page told otherwise, such as with another filter: no step back, and whoever chose it stays where they are. */
  replace: (to: string) => void;
};
const here = (): Pick<Place, "path" | "query" | "hash"> => ({
  path: window.location.pathname,
  query: new URLSearchParams(window.location.search),
  hash: window.location.hash.slice(1),
});

const PlaceContext = createContext<Place>({ ...here(), go: () => {}, replace: () => {} });
export const usePlace = (): Place => useContext(PlaceContext);

/** Where the page is, by the browser's own history. */
export function Router({ children }: { children: ReactNode }) {
  const [place, setPlace] = useState(here);
  useEffect(() => {
    const follow = () => setPlace(here());
    window.addEventListener("popstate", follow);
    return () => window.removeEventListener("popstate", follow);
  }, []);
  const go = useCallback((to: string): void => {
    window.history.pushState(null, "", to);
    setPlace(here());
    window.scrollTo(0, 0);
    document.getElementById("main")?.focus();
  }, []);
  const replace = useCallback((to: string): void => {
    window.history.replaceState(null, "", to);
    setPlace(here());
  }, []);
  const value = useMemo(() => ({ ...place, go, replace }), [place, go, replace]);
  return <PlaceContext value={value}>{children}</PlaceContext>;
}

type LinkProps = { to: string; children: ReactNode; className?: string | undefined; current?: boolean };

/** A link that stays on the page; opened in a new tab it is any other link. */
export function Link({ to, children, className, current }: LinkProps) {
  const { go } = usePlace();
  const follow = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(to);
  };
  return (
    <a href={to} onClick={follow} className={className} aria-current={current ? "page" : undefined}>
      {children}
    </a>
  );
}
