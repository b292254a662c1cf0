import type * as z from "zod";
import type { EventDefinition } from "#events/define-event.ts";

/** In place of an event's definition: a step that nobody hears of. It gives neither an event nor a history entry. */
export const silent = "silent";

export type EventFamily = Readonly<
  Record<string, (Pick<EventDefinition, "type" | "source"> & { create: unknown }) | typeof silent>
>;

/** What the events of a family hold. */
export type DataOf<Events extends EventFamily> = {
  [Name in keyof Events]: Events[Name] extends EventDefinition<string, infer Shape>
    ? z.infer<z.ZodObject<Shape>>
    : never;
}[keyof Events];
