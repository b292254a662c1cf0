import type * as z from "zod";
import type { getCall, getDraw, listDraws } from "#shared/ratings/calls/call-api.ts";

export type Draw = z.output<(typeof listDraws)["answers"][200]["schema"]>["items"][number];
export type WholeDraw = z.output<(typeof getDraw)["answers"][200]["schema"]>;
export type Call = z.output<(typeof getCall)["answers"][200]["schema"]>;
