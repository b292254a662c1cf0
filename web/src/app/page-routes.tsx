import type { ReactNode } from "react";
import { Route, Switch } from "wouter";
import { RequireAudience } from "../sign-in/require-audience.tsx";
import type { Page } from "./page.ts";

/** The page at the current address; `children` are further routes. */
export const PageRoutes = ({ pages, children }: { pages: readonly Page[]; children?: ReactNode }) => (
  <Switch>
    {pages.map(({ path, audience, page: Page }) => (
      <Route key={path.source} path={path}>
        <RequireAudience audience={audience}>
          <Page />
        </RequireAudience>
      </Route>
    ))}
    {children}
  </Switch>
);
