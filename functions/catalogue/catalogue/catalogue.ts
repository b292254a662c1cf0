import * as api from "#shared/catalogue/api.ts";
import { checkCatalogue } from "#shared/catalogue/checks.ts";
import { type Catalogue, summariesIn } from "#shared/catalogue/contents.ts";
import type { ItemSummary } from "#shared/catalogue/item-summary.ts";
import { catalogueProblems } from "#shared/catalogue/problems.ts";
import { type CatalogueItems, guide, inSituation } from "#shared/catalogue/public.ts";
import { publishItems } from "#shared/catalogue/publish.ts";
import type { CatalogueContext } from "#shared/catalogue/rule.ts";
import { type LifeEvent, searchItems } from "#shared/catalogue/search.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import { recordTag } from "#shared/kernel/http/entity-tag.ts";
import { requireNoErrors } from "#shared/kernel/http/field-error.ts";
import { pointer } from "#shared/kernel/http/validation.ts";

export type CatalogueDeps = Catalogue & {
  items: CatalogueItems;
  context: CatalogueContext;
  lifeEvents: readonly LifeEvent[];
  /** The description of the whole API, as JSON. */
  openApi: () => Promise<string>;
  now: Clock;
};

/** A thousand summaries are 400 KB: read once a minute for each execution environment, not for each search. */
const listingLifeMs = 60_000;

const publicFor = (seconds: number) => ({ "cache-control": `public, max-age=${seconds}` });

export function catalogueApi({
  store,
  contents,
  items,
  context,
  lifeEvents,
  openApi,
  now,
}: CatalogueDeps): Route[] {
  let listing: { summaries: ItemSummary[]; until: number } | undefined;
  const summaries = async (): Promise<ItemSummary[]> => {
    const at = Date.parse(now());
    // An empty catalogue is about to be filled: look again at once.
    if (!listing || listing.until < at || listing.summaries.length === 0)
      listing = { summaries: await summariesIn(store), until: at + listingLifeMs };
    return listing.summaries;
  };

  return [
    route(api.listItems)(async ({ query: { limit, cursor, ...query } }) => {
      const found = searchItems(await summaries(), query, lifeEvents);
      const rest = cursor ? found.filter(({ itemCode }) => itemCode > cursor) : found;
      const page = rest.slice(0, limit);
      return {
        status: 200,
        headers: publicFor(60),
        body: {
          items: page,
          total: found.length,
          nextCursor: rest.length > limit ? (page.at(-1)?.itemCode ?? null) : null,
        },
      };
    }),

    route(api.getItem)(async ({ path, query }) => {
      const published = query.version
        ? await items.version(path.itemCode, query.version)
        : await items.current(path.itemCode);
      if (!published) throw catalogueProblems.itemNotFound();
      return {
        status: 200,
        headers: { ...publicFor(60), etag: recordTag(published.version) },
        body: { ...published.item, version: published.version },
      };
    }),

    route(api.guideItem)(async ({ path, body: { answers } }) => {
      const published = await items.current(path.itemCode);
      const situation = published?.item.situation;
      if (!published || !situation) throw catalogueProblems.itemNotFound();
      const guided = guide(situation, answers);
      if (guided.kind === "next")
        return { status: 200, headers: publicFor(0), body: { next: guided.question, situations: [] } };
      const outcomes = guided.kind === "outcome" ? [guided.outcome] : guided.outcomes;
      const { materials, promisedLimit, legalLimit, fee, form } = inSituation(published.item, answers);
      return {
        status: 200,
        headers: publicFor(0),
        body: {
          situations: outcomes.map(({ id, name, note, handleItem }) => ({
            id,
            name,
            ...(note && { note }),
            ...(handleItem && { handleItem }),
          })),
          item: { materials, promisedLimit, legalLimit, fee, form },
        },
      };
    }),

    route(api.listThemes)(async () => ({
      status: 200,
      headers: publicFor(3600),
      body: { items: [...context.themes] },
    })),

    route(api.listDepartments)(async () => ({
      status: 200,
      headers: publicFor(3600),
      body: { items: context.departments.map(({ code, name }) => ({ code, name })) },
    })),

    route(api.listLifeEvents)(async () => ({
      status: 200,
      headers: publicFor(3600),
      body: { items: lifeEvents.map(({ id, name }) => ({ id, name })) },
    })),

    route(api.importItems)(async ({ body, caller, traceparent }) => {
      const checked = checkCatalogue(body.items, context);
      const errors = checked.problems.map(({ row, column, code, message }) => ({
        path: pointer("body/items", [row, column]),
        code,
        message,
      }));
      requireNoErrors(errors);
      const actor = { role: caller.role, id: caller.id };
      const counts = await publishItems({ store, contents, now, actor, traceparent }, checked.items);
      listing = undefined;
      return { status: 200, body: counts };
    }),

    route(api.getOpenApi)(async () => ({ status: 200, headers: publicFor(3600), body: await openApi() })),
  ];
}
