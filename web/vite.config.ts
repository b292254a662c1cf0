import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Everything from our own origin and nothing inline, as the content security policy asks. */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  plugins: [react()],
  build: { outDir: "dist", emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  // `npx vite web` while working on pages; the rest comes from a running `npm start`.
  server: { proxy: { "/config.json": "http://127.0.0.1:8790" } },
});
