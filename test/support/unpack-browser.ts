import chromium from "@sparticuz/chromium";
import { ownBrowser } from "./what-runs-here.ts";

/** Once for the whole run: two workers that unpack it at once would start a file that is still written. */
export default async function setup(): Promise<void> {
  if (!ownBrowser) await chromium.executablePath();
}
