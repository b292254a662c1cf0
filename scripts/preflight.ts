// What would stop or spoil a deployment, before it begins: npm run preflight -- ENV
import { ConfigurationError, readEnvironment } from "#infra/environments.ts";
import { preflight } from "./preflight/checks.ts";
import type { Finding } from "./preflight/finding.ts";
import { awsCommandLine } from "./preflight/world.ts";

const usage = `Usage:
  npm run preflight -- ENV      one line for each check of the environment: ok, wrong and what to do, or open
It asks the issuer, and AWS by its command line with the caller's credentials; without these, what needs them stays open.
Ends with 1 when something is wrong.`;

const words: Record<Finding["kind"], string> = { ok: "ok   ", wrong: "wrong", open: "open " };

async function main([name, ...more]: string[]): Promise<number> {
  if (!name || more.length > 0) {
    console.error(usage);
    return 2;
  }
  try {
    const environment = readEnvironment(name);
    const findings = await preflight(environment, {
      fetch,
      aws: awsCommandLine(environment.region),
      now: () => new Date(),
    });
    for (const finding of findings) {
      console.log(`${words[finding.kind]} ${finding.text}`);
      if (finding.kind === "wrong") console.log(`      ${finding.remedy}`);
    }
    const count = (kind: Finding["kind"]) => findings.filter((finding) => finding.kind === kind).length;
    console.log(`${count("ok")} ok, ${count("wrong")} wrong, ${count("open")} open`);
    return count("wrong") > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    console.log(`wrong settings: ${error.message}`);
    return 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
