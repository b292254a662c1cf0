import * as z from "zod";
import { itemCode } from "#events/identifiers.ts";
import { situationAnswersSchema } from "#shared/kernel/forms/situation-answers.ts";
import { defineRoute, pageOf, type RouteContract } from "#shared/kernel/http/contract.ts";
import { audiences, channels, serviceItemSchema } from "./item.ts";
import { situationSchema } from "./item-situation.ts";
import { itemSummarySchema } from "./item-summary.ts";

/** A part of this API's own description; its form is OpenAPI's business. */
const part = (description: string) =>
  z
    .record(z.string(), z.unknown())
    .meta({ description, additionalProperties: { description: "see OpenAPI 3.1" } });
const named = z.object({ zh: z.string(), en: z.string() });

const publicRead = { method: "GET", tag: "catalogue", access: { kind: "public" } } as const;

export const listItems = defineRoute({
  ...publicRead,
  path: "/v1/items",
  summary: { zh: "查找政务服务事项", en: "Find service items" },
  query: z.object({
    q: z.string().trim().max(100).optional(),
    theme: z.string().max(40).optional(),
    department: z.string().max(4).optional(),
    /** The id of a life event: its items, in the order in which they are usually needed. */
    event: z.string().max(40).optional(),
    audience: z.enum(audiences).optional(),
    channel: z.enum(channels).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
    /** The code of the last item of the page before. */
    cursor: z
      .string()
      .regex(/^[0-9A-Z]{31,33}$/, "页码标记无效。|This page mark is not valid.")
      .optional(),
  }),
  answers: {
    200: {
      description: "summaries in order of code; of a life event in its own",
      schema: pageOf(itemSummarySchema).extend({ total: z.int() }),
    },
  },
});

export const getItem = defineRoute({
  ...publicRead,
  path: "/v1/items/{itemCode}",
  summary: { zh: "办事指南", en: "One item with its guide, materials and form" },
  pathParameters: z.strictObject({ itemCode }),
  query: z.object({ version: z.coerce.number().int().positive().optional() }),
  answers: {
    200: {
      description: "the version in force, or the one asked for",
      schema: z.object({ ...serviceItemSchema.shape, version: z.int() }).meta({ id: "ServiceItem" }),
      headers: { etag: "its version" },
    },
    404: { description: "no such item or version" },
  },
});

export const listThemes = defineRoute({
  ...publicRead,
  path: "/v1/themes",
  summary: { zh: "主题", en: "Themes" },
  answers: {
    200: {
      description: "all themes",
      schema: z.object({ items: z.array(z.object({ id: z.string(), name: named, icon: z.string() })) }),
    },
  },
});

export const listDepartments = defineRoute({
  ...publicRead,
  path: "/v1/departments",
  summary: { zh: "部门", en: "Departments" },
  answers: {
    200: {
      description: "all departments",
      schema: z.object({ items: z.array(z.object({ code: z.string(), name: named })) }),
    },
  },
});

export const listLifeEvents = defineRoute({
  ...publicRead,
  path: "/v1/life-events",
  summary: { zh: "人生大事", en: "Life events" },
  answers: {
    200: {
      description: "all of them, in the order of a life",
      schema: z.object({ items: z.array(z.object({ id: z.string(), name: named })) }),
    },
  },
});

export const importItems = defineRoute({
  method: "POST",
  path: "/v1/catalogue/imports",
  summary: { zh: "导入事项", en: "Publish service items, all or none" },
  tag: "catalogue",
  access: { kind: "person", roles: ["admin"] },
  body: z.strictObject({
    items: z
      .array(
        z
          .unknown()
          .meta({ type: "object", description: "as GET /v1/items/{itemCode} gives it, without version" }),
      )
      .min(1)
      .max(200),
  }),
  bodyLimit: 5 * 1024 * 1024,
  answers: {
    200: {
      description: "each changed item has a new version",
      schema: z.object({ published: z.int(), unchanged: z.int() }),
    },
    400: { description: "every wrong field of every item; nothing was written" },
  },
});

export const getOpenApi = defineRoute({
  ...publicRead,
  path: "/v1/openapi.json",
  summary: { zh: "接口说明", en: "This API as OpenAPI 3.1" },
  answers: {
    200: {
      description: "OpenAPI 3.1",
      content: "application/json",
      schema: z.object({
        openapi: z.string(),
        info: part("title, version, licence and what it is for"),
        servers: z.array(z.strictObject({ url: z.string(), description: z.string() })),
        paths: part("by path, and in it by method: parameters, bodies and answers"),
        components: part("what the paths refer to"),
      }),
    },
  },
});

const guidedItem = z.object(
  (({ materials, promisedLimit, legalLimit, fee, form }) => ({
    materials,
    promisedLimit,
    legalLimit,
    fee,
    form,
  }))(serviceItemSchema.shape),
);
const { questions, outcomes } = situationSchema.shape;

/** 情形引导, one question after another. Nothing is kept of it. */
export const guideItem = defineRoute({
  method: "POST",
  path: "/v1/items/{itemCode}/guidance",
  summary: { zh: "情形引导", en: "What an item asks for in one's own situation" },
  tag: "catalogue",
  access: { kind: "public" },
  pathParameters: z.strictObject({ itemCode }),
  body: z.strictObject({ answers: situationAnswersSchema }),
  answers: {
    200: {
      description:
        "the next question; or the situation, or several for whoever is not sure, and what the item is in it",
      schema: z.object({
        next: questions.element.optional(),
        situations: z.array(outcomes.element.pick({ id: true, name: true, note: true, handleItem: true })),
        item: guidedItem.optional(),
      }),
    },
    404: { description: "no such item, or it has no situations" },
  },
});

export const catalogueRoutes: RouteContract[] = [
  listItems,
  getItem,
  guideItem,
  listThemes,
  listDepartments,
  listLifeEvents,
  importItems,
  getOpenApi,
];
