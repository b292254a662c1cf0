import type * as z from "zod";
import type { getRectification, listRectifications } from "#shared/rectifications/api.ts";

export type Order = z.output<(typeof listRectifications)["answers"][200]["schema"]>["items"][number];
/** With the rating that it is about; `null` when that is not kept any more. */
export type WholeOrder = z.output<(typeof getRectification)["answers"][200]["schema"]>;
