// The platform in a process of its own, for the soak to kill: node scripts/soak/engine.ts ASSEMBLY DATA PORT CARRIERS PEOPLE
import { startLocal } from "#local/engine/index.ts";
import { citizenClaims } from "#local/made-up-identity.ts";
import { seeders } from "#local/seed.ts";
import { carriersInTemplate } from "./settings.ts";

const [, , assemblyDir = "", dataDir = "", port = "", carriersUrl = "", people = ""] = process.argv;
const app = await startLocal({
  assemblyDir,
  dataDir,
  port: Number(port),
  // A message in the hands of a killed function comes again after so long.
  visibilitySeconds: 20,
  moved: { [carriersInTemplate]: carriersUrl },
  log: ({ level, source, message }) => {
    if (level === "error" && !message.includes("will be delivered again"))
      console.error(`[${source}] ${message.slice(0, 300)}`);
  },
});
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

process.on("message", async (asked) => {
  if (asked === "drained")
    await app.drained(300_000).then(
      () => process.send?.("drained"),
      (error: Error) => process.send?.(error.message),
    );
});
