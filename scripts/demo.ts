// Plays a whole case on a running `npm start`, or on one that it starts and ends: npm run demo -- --port 8800 --data DIR
import { parseArgs } from "node:util";

import { defaultDataDir, type Runtime, readRuntime } from "#local/client.ts";
import { launch } from "#local/launch.ts";
import { playDemo } from "./demo/play.ts";

const { values } = parseArgs({
  options: { port: { type: "string" }, data: { type: "string", default: defaultDataDir } },
});

function runningOne(): Runtime | undefined {
  try {
    return readRuntime(values.data);
  } catch {
    return undefined;
  }
}

async function main(): Promise<void> {
  const running = runningOne();
  if (running) return playDemo(running);
  console.log("Nothing runs here yet; starting Tongban for the demo (npm start keeps one running) …");
  const started = launch(["--data", values.data, ...(values.port ? ["--port", values.port] : [])]);
  try {
    await started.ready();
    await playDemo(readRuntime(values.data));
  } finally {
    await started.end("SIGINT");
  }
}

main().catch((error: Error) => {
  console.error(`\nThe demo stopped: ${error.message}`);
  process.exitCode = 1;
});
