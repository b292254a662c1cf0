import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { districtFolder, districtHere } from "../infra/district.ts";

const folder = districtFolder(districtHere());
const samples = join(folder, "samples");
const { site } = JSON.parse(readFileSync(join(folder, "district.json"), "utf8")) as { site: { zh: string } };

/** What `#district/…` is in the pages. */
export const districtAlias = { find: /^#district\//, replacement: `${folder.replaceAll("\\", "/")}/` };

/** The district's name in the title, and its filled-in examples (样表) beside the pages' own files. */
export const districtPages: Plugin = {
  name: "district-pages",
  transformIndexHtml: (html) => html.replace("%SITE%", site.zh),
  configureServer({ middlewares }) {
    middlewares.use("/samples", (request, answer, next) => {
      const file = join(samples, new URL(request.url ?? "/", "http://web").pathname);
      if (!file.startsWith(samples) || !existsSync(file)) return next();
      answer.setHeader("content-type", "image/svg+xml");
      answer.end(readFileSync(file));
    });
  },
  generateBundle() {
    for (const name of existsSync(samples) ? readdirSync(samples) : [])
      this.emitFile({
        type: "asset",
        fileName: `samples/${name}`,
        source: readFileSync(join(samples, name)),
      });
  },
};
