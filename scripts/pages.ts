// The pages, published to an environment: npm run pages -- OUTPUTS.json
import { readFileSync } from "node:fs";
import { S3Client } from "@aws-sdk/client-s3";
import { build } from "vite";
import { readEnvironment } from "#infra/environments.ts";
import { publish, targetIn } from "./pages/publish.ts";

const [file] = process.argv.slice(2);
if (!file) {
  console.error(`Which environment? Deploy it, and give the outputs:
  npx cdk deploy --all -c env=prod --outputs-file outputs.json
  npm run pages -- outputs.json`);
  process.exitCode = 2;
} else {
  const target = targetIn(JSON.parse(readFileSync(file, "utf8")));
  // Read by the pages' build.
  process.env.TONGBAN_DISTRICT = readEnvironment(target.environment).district;
  await build({ configFile: "web/vite.config.ts", logLevel: "warn" });
  const published = await publish({ dist: "web/dist", target, s3: new S3Client() });
  console.log(`${published.length} files are in ${target.bucket}. Open pages take them with the next load.`);
}
