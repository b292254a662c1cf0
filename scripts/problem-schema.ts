import * as z from "zod";

/** An answer that is not a success, RFC 9457, as it is sent: problem.ts makes it. */
export const problemSchema = z
  .object({
    type: z.string().meta({ description: "urn:tongban:problem:<code>" }),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: "for people, in the Accept-Language" }),
    code: z.string().meta({ description: "for programs" }),
    errors: z
      .array(z.object({ path: z.string(), code: z.string(), message: z.string() }))
      .optional()
      .meta({
        description:
          "all that is wrong with the input; path is a JSON pointer below body, query, path or header",
      }),
    allowedActions: z.array(z.string()).optional().meta({ description: "what the caller could do instead" }),
    currentVersion: z.int().optional().meta({ description: "of a record that has changed meanwhile" }),
    guard: z.string().optional().meta({ description: "which condition an action failed" }),
  })
  .catchall(
    z
      .union([z.string(), z.number(), z.boolean(), z.array(z.string())])
      .meta({ description: "a fact that the detail names" }),
  )
  .meta({ id: "Problem" });

/** What the gateway in front of the functions answers by itself. */
export const gatewaySchema = z.object({ message: z.string() }).meta({ id: "GatewayMessage" });
