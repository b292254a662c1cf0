import { defineProblems } from "#shared/kernel/http/problem.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import type { MachineKeys, MachineName } from "./machine-keys.ts";
import { type SignatureVerdict, verifySignature } from "./signature.ts";

/** What a machine sends beside its body; lower case, as API Gateway's HTTP APIs hand headers over. */
export const signatureHeaders = {
  key: "x-tongban-key",
  timestamp: "x-tongban-timestamp",
  signature: "x-tongban-signature",
} as const;

const problems = defineProblems({
  signatureRefused: {
    status: 401,
    zh: "请求签名未通过验证。",
    en: "The request's signature was not accepted.",
  },
});

const logs = defineLogs("machineKeys", {
  refused: { level: "warn", text: "a machine's request was refused" },
});

type SignedRequest = {
  rawBody: Uint8Array;
  rawHeaders: Record<string, string | undefined>;
  target?: string;
};
type Cause = "missingHeader" | "otherMachine" | Exclude<SignatureVerdict, "ok">;

/**
 * Lets a request pass only if the expected machine signed it.
 * @throws Problem the same 401 whatever the cause: an attacker learns nothing, the log has the cause's code
 */
export async function requireSignature(
  keys: MachineKeys,
  request: SignedRequest,
  machine: MachineName,
  now: string,
): Promise<void> {
  const cause = await refusalOf(keys, request, machine, now);
  if (cause) refuse(machine, cause);
}

/** @throws Problem 401 always; the cause stays in the log */
export function refuse(machine: MachineName, cause: string): never {
  log(logs.refused, { machine, cause });
  throw problems.signatureRefused({ headers: { "www-authenticate": "Tongban-HMAC-SHA256" } });
}

async function refusalOf(
  keys: MachineKeys,
  { rawBody, rawHeaders, target }: SignedRequest,
  machine: MachineName,
  now: string,
): Promise<Cause | undefined> {
  const machineId = rawHeaders[signatureHeaders.key];
  const timestamp = rawHeaders[signatureHeaders.timestamp];
  const signature = rawHeaders[signatureHeaders.signature];
  if (!machineId || !timestamp || !signature) return "missingHeader";
  if (machineId !== machine.slice(machine.indexOf(":") + 1)) return "otherMachine";
  const secrets = await keys.secretsOf(machine);
  const verdict = verifySignature({ secrets, timestamp, signature, rawBody, target, now });
  return verdict === "ok" ? undefined : verdict;
}
