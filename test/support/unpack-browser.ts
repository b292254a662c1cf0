import chromium from "@sparticuz/chromium";

/** Once for the whole run: two workers that unpack it at once would start a file that is still written. */
export default async function setup(): Promise<void> {
  await chromium.executablePath();
}
