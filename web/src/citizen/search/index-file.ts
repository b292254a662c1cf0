import type * as z from "zod";
import type { getCurrentEdition } from "#shared/catalogue/search/api.ts";
import type { SearchEdition } from "#shared/catalogue/search/edition.ts";
import { openSearch, type Search } from "#shared/catalogue/search/find.ts";
import { settings } from "../../app/settings.ts";
import { read } from "../../shared/api.ts";

type Current = z.output<(typeof getCurrentEdition)["answers"][200]["schema"]>;

let loading: Promise<Search> | undefined;

/**
 * The search index, loaded once for as long as the page is open; without a connection it goes on being searched. The file
 * never changes under its name, so the browser has it from the last time.
 * @throws TypeError when it does not arrive; the next letter asks again
 */
export function searchIndex(): Promise<Search> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(): Promise<Search> {
  const [{ edition }, { apiUrl }] = await Promise.all([read<Current>("/v1/search/edition"), settings()]);
  // Without the headers of other calls: an answer that is the same for everybody is kept for all of them.
  const answer = await fetch(`${apiUrl}/v1/search/editions/${edition}`);
  if (!answer.ok) throw new TypeError(`the search index answered ${answer.status}`);
  return openSearch((await answer.json()) as SearchEdition);
}
