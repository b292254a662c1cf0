import type { PageSettings } from "#infra/page-policy.ts";

let known: PageSettings | undefined;
let loading: Promise<void> | undefined;

/** Where the API and the sign-in are. Without a connection it is loaded again by the first call that needs it. */
export function loadSettings(): Promise<void> {
  loading ??= fetch("/config.json")
    .then(async (answer) => {
      known = (await answer.json()) as PageSettings;
    })
    .catch(() => {
      loading = undefined;
    });
  return loading;
}

/** @throws TypeError as a call without a connection does */
export async function settings(): Promise<PageSettings> {
  if (!known) await loadSettings();
  if (!known) throw new TypeError("the pages' settings could not be loaded");
  return known;
}
