import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Doorkeeper } from "../sign-in/doorkeeper.tsx";
import { Boundary } from "./boundary.tsx";
import { Layout } from "./layout.tsx";
import { pageAt } from "./pages.tsx";
import { Router, usePlace } from "./router.tsx";
import { useTitle } from "./use-title.ts";

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: 1,
      refetchOnWindowFocus: false,
      // Without a connection people are told so, and do not wait for a word.
      networkMode: "always",
    },
    mutations: { networkMode: "always" },
  },
});

function Here() {
  const { t } = useTranslation();
  const { path } = usePlace();
  const { page: Page, parameter, audience, bare } = pageAt(path);
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
    <Layout bare={bare ?? false}>
      <Boundary instead={failed} key={path}>
        <Suspense fallback={<p role="status">{t("loading")}</p>}>
          <Doorkeeper audience={audience}>
            <Page parameter={parameter} key={parameter} />
          </Doorkeeper>
        </Suspense>
      </Boundary>
    </Layout>
  );
}

export const App = () => (
  <QueryClientProvider client={queries}>
    <Router>
      <Here />
    </Router>
  </QueryClientProvider>
);
