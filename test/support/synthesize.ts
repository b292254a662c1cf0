import { synthesize } from "#local/synthesize.ts";

export const assemblyDir = "cdk.out/test-run";

/** Once for the whole run: every test that starts the app starts this assembly. */
export default async function setup(): Promise<void> {
  await synthesize(assemblyDir);
}
