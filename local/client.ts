import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { demoPerson } from "./demo-people.ts";

const runtimeSchema = z.object({
  pid: z.int(),
  apiUrl: z.string(),
  issuer: z.string(),
  region: z.string(),
  endpoints: z.record(z.string(), z.string()),
  outputs: z.record(z.string(), z.string()),
  queues: z.record(z.string(), z.string()),
});
/** What another process needs to know of a running `npm start`. */
export type Runtime = z.infer<typeof runtimeSchema>;

export const defaultDataDir = ".local";

/** @throws Error with a sentence for people when nothing runs */
export function readRuntime(dataDir = defaultDataDir): Runtime {
  const file = join(dataDir, "runtime.json");
  const runtime = existsSync(file) && runtimeSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  // One that was killed leaves its file.
  if (!runtime || !isAlive(runtime.pid))
    throw new Error("Tongban is not running here. Start it with: npm start");
  return runtime;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** An access token of a demo person, from the running sign-in server. */
export async function tokenFor(person: string, runtime = readRuntime()): Promise<string> {
  const { id } = demoPerson(person);
  const answer = await fetch(`${runtime.issuer}/token`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ grant_type: "password", username: id, password: "none", scope: "openid" }),
  });
  if (!answer.ok) throw new Error(`The sign-in server answered ${answer.status}.`);
  const { access_token } = (await answer.json()) as { access_token: string };
  return access_token;
}
