// Runs the engine as a process of its own, for a test to kill: `node run-engine.ts ASSEMBLY DATA [hold]`.
import { setTimeout as wait } from "node:timers/promises";
import { startLocal } from "#local/engine/index.ts";
import { writeEveryMs } from "#local/engine/lambda/checkpoints.ts";

const [, , assemblyDir = "", dataDir = "", hold] = process.argv;
const app = await startLocal({
  assemblyDir,
  dataDir,
  port: 0,
  hooks: {
    // `hold` stops every event on its way at a named place, so that the kill falls into the middle of the work.
    ...(hold && {
      aroundInvoke: async (call, invoke) => {
        const result = await invoke();
        if (call.source === hold) {
          // By then what came before on the way is on disk, so that this alone is done again.
          await wait(2 * writeEveryMs);
          process.stdout.write("held\n");
          await new Promise(() => undefined);
        }
        return result;
      },
    }),
  },
});
process.stdout.write(
  `${JSON.stringify({ apiUrl: app.apiUrl, token: await app.token("citizen"), endpoints: app.endpoints })}\n`,
);
process.on("SIGTERM", () => app.close().then(() => process.exit(0)));
