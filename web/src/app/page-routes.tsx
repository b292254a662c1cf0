import type { ReactNode } from "react";
import { Route, Switch } from "wouter";
import { RequireAudience } from "../sign-in/require-audience.tsx";
import { type Page, page } from "./page.ts";

const notFound = page(".*", "anybody", [], () => import("./not-found.tsx"));

/** The page at the current address; `children` are further routes, asked first. */
export const PageRoutes = ({ pages, children }: { pages: readonly Page[]; children?: ReactNode }) => (
  <Switch>
    {children}
    {[...pages, notFound].map(({ path, audience, page: Page }) => (
      <Route key={path.source} path={path}>
        <RequireAudience audience={audience}>
          <Page />
        </RequireAudience>
      </Route>
    ))}
  </Switch>
);
