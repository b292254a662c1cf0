import * as z from "zod";
import { itemCode } from "#events/identifiers.ts";
import { defineRoute, type RouteContract } from "#shared/kernel/http/contract.ts";
import { inBothLanguages, line } from "#shared/kernel/text.ts";
import { maxItemsOfWord, phraseId } from "./words.ts";

const keeper = { kind: "person", roles: ["admin"] } as const;
const tag = "catalogue";
const editionId = z.string().regex(/^[0-9a-f]{32}$/);

export const getCurrentEdition = defineRoute({
  method: "GET",
  path: "/v1/search/edition",
  summary: { zh: "现行的搜索索引", en: "Which edition of the search index is current" },
  tag,
  access: { kind: "public" },
  answers: {
    200: {
      description: "follows within two minutes from items and everyday words",
      schema: z.object({ edition: editionId, items: z.int().nonnegative() }),
    },
  },
});

export const getEdition = defineRoute({
  method: "GET",
  path: "/v1/search/editions/{edition}",
  summary: { zh: "搜索索引", en: "One edition of the search index" },
  tag,
  access: { kind: "public" },
  pathParameters: z.strictObject({ edition: editionId }),
  answers: {
    200: {
      description: "names of all items with how they are read, and everyday words; it never changes",
      content: "application/json",
      headers: { "content-encoding": "always gzip" },
    },
    404: { description: "no such edition" },
  },
});

export const countSearchMiss = defineRoute({
  method: "POST",
  path: "/v1/search/misses",
  summary: { zh: "记录没有结果的搜索", en: "Count a search without a result" },
  tag,
  access: { kind: "public" },
  body: z.strictObject({ q: line(1, 100) }),
  answers: {
    204: { description: "counted once a day for each phrase, without anything of who searched" },
  },
});

const miss = z.object({ missId: phraseId, phrase: z.string(), days: z.int(), lastOn: z.iso.date() });

export const listSearchMisses = defineRoute({
  method: "GET",
  path: "/v1/search/misses",
  summary: { zh: "没有结果的搜索", en: "Searches without a result" },
  tag,
  access: keeper,
  answers: {
    200: {
      description: "phrases that were searched in vain on five days or more, the most frequent first",
      schema: z.object({ items: z.array(miss) }),
    },
  },
});

export const forgetSearchMiss = defineRoute({
  method: "POST",
  path: "/v1/search/forgotten-misses",
  summary: { zh: "忽略没有结果的搜索", en: "Take a search without a result off the list" },
  tag,
  access: keeper,
  body: z.strictObject({ missId: phraseId }),
  answers: { 204: { description: "it is counted from nothing again" } },
});

const word = z.object({
  wordId: phraseId,
  word: z.string(),
  /** What it means, the best first; a name is missing where the catalogue has no such item any more. */
  items: z.array(z.object({ itemCode, name: inBothLanguages.optional() })),
  source: z.enum(["shipped", "district"]),
});

export const listEverydayWords = defineRoute({
  method: "GET",
  path: "/v1/everyday-words",
  summary: { zh: "俗称", en: "Everyday words" },
  tag,
  access: keeper,
  query: z.object({
    q: z.string().trim().max(40).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
    /** The id of the last word of the page before. */
    cursor: phraseId.optional(),
  }),
  answers: {
    200: {
      description: "in force, those set here before those that ship",
      schema: z.object({ items: z.array(word), total: z.int(), nextCursor: z.string().nullable() }),
    },
  },
});

export const setEverydayWord = defineRoute({
  method: "PUT",
  path: "/v1/everyday-words",
  summary: { zh: "设定俗称", en: "Say what an everyday word means" },
  tag,
  access: keeper,
  body: z.strictObject({
    word: line(1, 40),
    /** None: the word leads nowhere any more. */
    items: z.array(itemCode).max(maxItemsOfWord),
  }),
  answers: {
    200: { description: "searched with from the next edition on", schema: word },
    400: { description: "an item that the catalogue does not have, or one named twice" },
  },
});

export const searchRoutes: RouteContract[] = [
  getCurrentEdition,
  getEdition,
  countSearchMiss,
  listSearchMisses,
  forgetSearchMiss,
  listEverydayWords,
  setEverydayWord,
];
