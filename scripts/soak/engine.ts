// The platform in a process of its own, for the soak to kill:
// node scripts/soak/engine.ts ASSEMBLY DATA PORT MOVED PEOPLE TRAVELLED HEARD
import { startLocal } from "#local/engine/index.ts";
import { citizenClaims } from "#local/made-up-identity.ts";
import { seeders } from "#local/seed.ts";
import type { Asked } from "./platform.ts";

type Heard = { queues: string; tables: string };
const [
  ,
  ,
  assemblyDir = "",
  dataDir = "",
  port = "",
  moved = "{}",
  people = "",
  travelled = "0",
  listen = "",
] = process.argv;
const heardBy = ({ queues, tables }: Heard) => ({ queues: new RegExp(queues), tables: new RegExp(tables) });
let heard = heardBy(JSON.parse(listen) as Heard);
const app = await startLocal({
  assemblyDir,
  dataDir,
  port: Number(port),
  // A message in the hands of a killed function comes again after so long.
  visibilitySeconds: 20,
  moved: JSON.parse(moved) as Record<string, string>,
  hooks: {
    sqsBatch: (batch, queue) => (heard.queues.test(queue) ? batch : []),
    streamBatch: (changes, table) => (heard.tables.test(table) ? [changes] : []),
  },
  log: ({ level, source, message }) => {
    if (level === "error" && !/"level":"(WARN|INFO)"/.test(message))
      console.error(`[${source}] ${message.slice(0, 300)}`);
  },
});
app.travel(Number(travelled) / 86_400_000);
for (const seed of seeders) await seed(app);

const tokens = async (role: "citizen" | "clerk" | "reviewer") =>
  Promise.all(
    Array.from({ length: Number(people) }, (_, index) =>
      app.tokenWith({
        ...citizenClaims(`${role}-${index}`),
        role,
        ...(role !== "citizen" && { department: "1001" }),
      }),
    ),
  );
const { apiUrl, endpoints, region, outputs, queues } = app;
const started = { apiUrl, endpoints, region, outputs, queues };
const all = {
  citizen: await tokens("citizen"),
  clerk: await tokens("clerk"),
  reviewer: await tokens("reviewer"),
};
process.stdout.write(`${JSON.stringify({ ...started, tokens: all })}\n`);

const day = 86_400_000;
const delayed = (): number =>
  Object.keys(queues).reduce((sum, name) => sum + app.queueDepth(name).delayed, 0);

async function answerTo(asked: Asked): Promise<unknown> {
  if ("drained" in asked) {
    await app.drained(300_000, { waitsForDelayed: asked.drained });
    return delayed();
  }
  if ("travel" in asked) return app.travel(asked.travel / day);
  if ("fire" in asked) return app.fireSchedule(asked.fire);
  heard = heardBy(asked.listen);
  return undefined;
}

process.on("message", (asked) =>
  answerTo(asked as Asked).then(
    (answer) => process.send?.({ answer }),
    (error: Error) => process.send?.({ failed: error.message }),
  ),
);
