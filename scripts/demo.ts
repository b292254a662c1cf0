// Plays a whole case on a running `npm start`, or on one that it starts and ends: npm run demo

import { type Runtime, readRuntime } from "#local/client.ts";
import { launch } from "#local/launch.ts";
import { playDemo } from "./demo/play.ts";

function runningOne(): Runtime | undefined {
  try {
    return readRuntime();
  } catch {
    return undefined;
  }
}

async function main(): Promise<void> {
  const running = runningOne();
  if (running) return playDemo(running);
  console.log("Nothing runs here yet; starting Tongban for the demo (npm start keeps one running) …");
  const started = launch();
  try {
    await started.ready();
    await playDemo(readRuntime());
  } finally {
    await started.end("SIGINT");
  }
}

main().catch((error: Error) => {
  console.error(`\nThe demo stopped: ${error.message}`);
  process.exitCode = 1;
});
