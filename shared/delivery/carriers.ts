import * as z from "zod";

export const carrierIdPattern = /^[a-z][a-z0-9-]{1,31}$/;

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);
const hasSafeTransport = (url: string): boolean => {
  const { protocol, hostname } = new URL(url);
  return protocol === "https:" || loopback.has(hostname);
};

const carrierSchema = z.strictObject({
  /** In our URLs, in events, and the id of the machine whose key signs both ways. */
  id: z.string().regex(carrierIdPattern),
  /** Which interface the carrier speaks. */
  kind: z.enum(["tongban"]),
  /** Orders carry names and addresses, so they travel encrypted, except on this very machine. */
  baseUrl: z.url({ protocol: /^https?$/, abort: true }).refine(hasSafeTransport, "must be https"),
  /** Hours without a word after which somebody has to ask; two days unless said. */
  silentHours: z.int().positive().optional(),
});
export const usualSilentHours = 48;
export type Carrier = z.infer<typeof carrierSchema>;
export type CarrierKind = Carrier["kind"];

/** The environment variable CARRIERS: a JSON array, the first of which gets new orders. */
export const carriersSchema = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: "custom", message: "not JSON" });
      return z.NEVER;
    }
  })
  .pipe(z.array(carrierSchema))
  .refine((carriers) => new Set(carriers.map(({ id }) => id)).size === carriers.length, "ids repeat");
export type Carriers = z.infer<typeof carriersSchema>;
