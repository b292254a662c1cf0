import * as z from "zod";

/** The function's environment, checked when it starts: a missing variable stops it with every name. */
export function readEnv<Shape extends z.ZodRawShape>(shape: Shape): z.output<z.ZodObject<Shape>> {
  const parsed = z.object(shape).safeParse(process.env);
  if (parsed.success) return parsed.data;
  const names = parsed.error.issues.map((issue) => `${issue.path.join(".")} (${issue.message})`);
  throw new Error(`environment variables are missing or wrong: ${names.join(", ")}`);
}

export const nonEmpty = z.string().min(1);
