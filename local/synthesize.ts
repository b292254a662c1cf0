import { spawn } from "node:child_process";

/** Runs the CDK app for environment `local`; the cloud assembly is in the directory afterwards. */
export async function synthesize(outDir: string): Promise<void> {
  const child = spawn(process.execPath, ["infra/app.ts"], {
    env: { ...process.env, CDK_OUTDIR: outDir, CDK_CONTEXT_JSON: JSON.stringify({ env: "local" }) },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  if (code !== 0) throw new Error(`The app could not be synthesized:\n${said}`);
}
