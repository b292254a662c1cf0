// Node's own programs read the data of the district that runs here: node --import ./infra/of-district.ts PROGRAM
import { registerHooks } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { districtFolder, districtHere } from "./district.ts";

const folder = districtFolder(districtHere());

registerHooks({
  resolve(specifier, context, next) {
    if (!specifier.startsWith("#district/")) return next(specifier, context);
    return next(pathToFileURL(join(folder, specifier.slice("#district/".length))).href, context);
  },
});
