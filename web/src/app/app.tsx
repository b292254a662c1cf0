import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { type AroundNavHandler, Route, Router, useLocation } from "wouter";
import { ErrorBoundary } from "./error-boundary.tsx";
import { Layout } from "./layout.tsx";
import { PageRoutes } from "./page-routes.tsx";
import { pages } from "./pages.tsx";
import { useTitle } from "./use-title.ts";

const StaffPages = lazy(() => import("./staff-pages.tsx"));
const LaterPages = lazy(() => import("./later-pages.tsx"));

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: 1,
      refetchOnWindowFocus: false,
      // Without a connection people learn so at once.
      networkMode: "always",
    },
    mutations: { networkMode: "always" },
  },
});

/** A new page is begun at its top; one that is replaced, such as by another filter, stays where it is. */
const beginAtTop: AroundNavHandler = (navigate, to, options) => {
  navigate(to, options);
  if (options?.replace) return;
  window.scrollTo(0, 0);
  document.getElementById("main")?.focus();
};

function CurrentPage() {
  const { t } = useTranslation();
  const [path] = useLocation();
  useTitle(t("site"));
  const failed = (
    <div role="alert" className="problem">
      <p>{t("failed")}</p>
      <button type="button" onClick={() => window.location.reload()}>
        {t("retry")}
      </button>
    </div>
  );
  return (
    <Layout bare={path === "/device"}>
      <ErrorBoundary fallback={failed} key={path}>
        <Suspense fallback={<p role="status">{t("loading")}</p>}>
          <PageRoutes pages={pages} others={<LaterPages />}>
            <Route path={/^\/staff(\/.*)?$/}>
              <StaffPages />
            </Route>
          </PageRoutes>
        </Suspense>
      </ErrorBoundary>
    </Layout>
  );
}

export const App = () => (
  <QueryClientProvider client={queries}>
    <Router aroundNav={beginAtTop}>
      <CurrentPage />
    </Router>
  </QueryClientProvider>
);
