import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { textFaults } from "./check-texts.ts";

/** Pages with a text that one language lacks are not built. */
const wholeTexts: Plugin = {
  name: "whole-texts",
  buildStart() {
    const faults = textFaults();
    if (faults.length > 0) this.error(`The pages' texts are not whole: ${faults.join("; ")}.`);
  },
};

/** Everything from our own origin and nothing inline, as the content security policy asks. */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  plugins: [wholeTexts, react()],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // ECharts, which comes with the public figures only.
    chunkSizeWarningLimit: 600,
  },
  // `npx vite web` while working on pages; the rest comes from a running `npm start`.
  server: { proxy: { "/config.json": "http://127.0.0.1:8790" } },
});
