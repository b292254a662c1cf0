import type { ReactNode } from "react";
import { Route, Switch } from "wouter";
import { RequireAudience } from "../sign-in/require-audience.tsx";
import { type Page, page } from "./page.ts";

const notFound = page(".*", "anybody", [], () => import("./not-found.tsx"));

type Props = {
  pages: readonly Page[];
  /** Further routes, asked first. */
  children?: ReactNode;
  /** For every other address; left out: there is no such page. */
  others?: ReactNode;
};

const routesOf = (pages: readonly Page[]) =>
  pages.map(({ path, audience, page: Page }) => (
    <Route key={path.source} path={path}>
      <RequireAudience audience={audience}>
        <Page />
      </RequireAudience>
    </Route>
  ));

/** The page at the current address. */
export const PageRoutes = ({ pages, children, others }: Props) => (
  <Switch>
    {children}
    {routesOf(others ? pages : [...pages, notFound])}
    {others && <Route>{others}</Route>}
  </Switch>
);
