import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Everything that the shipped pages consist of, as text. */
export const pageSources = (): string =>
  readdirSync("web/src", { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith("kit/showcase/"))
    .map((file) => readFileSync(join("web/src", file), "utf8"))
    .join("\n");
