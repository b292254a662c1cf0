import { ConfigurationError } from "./environments.ts";
import { tongban } from "./tongban.ts";

// Started by the CDK's CLI (cdk.json): `npx cdk synth -c env=dev`.
try {
  const app = await tongban();
  app.synth();
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
