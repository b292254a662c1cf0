import type { PageSettings } from "#infra/page-policy.ts";

let known: PageSettings | undefined;
let asked: Promise<void> | undefined;

/** Where the API and the sign-in are. Without a connection it is asked again by the first call that needs it. */
export function loadSettings(): Promise<void> {
  asked ??= fetch("/config.json")
    .then(async (answer) => {
      known = (await answer.json()) as PageSettings;
    })
    .catch(() => {
      asked = undefined;
    });
  return asked;
}

/** @throws TypeError as a call without a connection does */
export async function settings(): Promise<PageSettings> {
  if (!known) await loadSettings();
  if (!known) throw new TypeError("the pages' settings could not be loaded");
  return known;
}
