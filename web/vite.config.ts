import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { textFaults } from "./check-texts.ts";
import { districtAlias, districtPages } from "./district.ts";

/** Pages with a text that one language lacks are not built. */
const wholeTexts: Plugin = {
  name: "whole-texts",
  buildStart() {
    const faults = textFaults();
    if (faults.length > 0) this.error(`The pages' texts are not whole: ${faults.join("; ")}.`);
  },
};

const ofEveryPage =
  /node_modules\/(preact|wouter|regexparam|use-sync-external-store|@tanstack|i18next|react-i18next)\//;

/** Our own part of it: one file of these is packed better than ten. */
const ownOfEveryPage =
  /web\/src\/(app\/(texts|page-routes|settings)|sign-in\/session|shared\/(api|drafts|use-read|query-view|written))\.tsx?$/;

/** What every application begins with. */
const ofApplications =
  /web\/src\/citizen\/apply\/(apply|application|visit|step-fields|submission|draft-kept-later)\.tsx?$/;

/** Everything from our own origin and nothing inline, as the content security policy asks. */
export default defineConfig(({ command }) => ({
  root: fileURLToPath(new URL(".", import.meta.url)),
  plugins: [wholeTexts, districtPages, react()],
  // A seventh of React in size, which a slow phone waits for. React's own warnings help while pages are worked on.
  resolve: {
    alias: [
      districtAlias,
      ...(command === "build"
        ? ["react", "react-dom"].map((find) => ({ find, replacement: "preact/compat" }))
        : []),
    ],
  },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What every page needs comes in one file, which is packed better and asked for once.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "libraries", test: ofEveryPage },
            { name: "base", test: ownOfEveryPage },
            { name: "applications", test: ofApplications, includeDependenciesRecursively: false },
          ],
        },
      },
    },
    // ECharts, which comes with the public figures only.
    chunkSizeWarningLimit: 600,
  },
  // `npx vite web` while working on pages; the rest comes from a running `npm start`.
  server: { proxy: { "/config.json": "http://127.0.0.1:8790" } },
}));
