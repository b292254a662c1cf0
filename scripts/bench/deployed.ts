import * as z from "zod";
import { synthesize } from "#local/builds.ts";
import { readAssembly } from "#local/engine/templates/assembly.ts";
import { resolveStacks } from "#local/engine/templates/stacks.ts";

export type DeployedFunction = {
  /** Its physical name. */
  name: string;
  /** Below its context's in `functions/`. */
  folder: string;
  memoryMb: number;
  environment: Record<string, string>;
};

const propertiesSchema = z.object({
  MemorySize: z.int(),
  Environment: z.object({
    Variables: z
      .record(z.string(), z.string())
      .and(z.object({ POWERTOOLS_SERVICE_NAME: z.string(), CONTEXT: z.string().optional() })),
  }),
});

/** Nothing is called there. */
const places = {
  region: "us-east-1",
  account: "000000000000",
  apiUrl: "https://api.example.com",
  queueUrl: (name: string) => `https://sqs.example.com/${name}`,
  secretValue: () => "bench",
};

/** Every function as the templates of environment `local` deploy it, with the environment that it gets. */
export async function deployedFunctions(): Promise<DeployedFunction[]> {
  const stacks = resolveStacks(readAssembly(await synthesize()), places);
  return stacks.ofType("AWS::Lambda::Function").map(({ name, properties }) => {
    const { MemorySize: memoryMb, Environment } = propertiesSchema.parse(properties);
    const { POWERTOOLS_SERVICE_NAME: service, CONTEXT: context } = Environment.Variables;
    // One folder is deployed once for each context.
    const folder = context ? service.replace(`-${context}`, "") : service;
    return { name, folder, memoryMb, environment: Environment.Variables };
  });
}
