import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { districtFolder, districtHere } from "../infra/district.ts";

const folder = districtFolder(districtHere());
const samples = join(folder, "samples");
const { site } = JSON.parse(readFileSync(join(folder, "district.json"), "utf8")) as {
  site: Record<string, string>;
};

/** What `#district/…` is in the pages. */
export const districtAlias = { find: /^#district\//, replacement: `${folder.replaceAll("\\", "/")}/` };

/** The district's name in the title and in the texts, and its filled-in examples (样表) beside the pages' own files. */
export const districtPages: Plugin = {
  name: "district-pages",
  enforce: "pre",
  transformIndexHtml: (html) => html.replace("%SITE%", site.zh ?? ""),
  // Where the texts have a word for any district: they come with the page anyway.
  transform(code, id) {
    const [, language = ""] = /\/src\/texts\/(zh|en)\/common\.json$/.exec(id) ?? [];
    return language ? JSON.stringify({ ...JSON.parse(code), site: site[language] }) : undefined;
  },
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
