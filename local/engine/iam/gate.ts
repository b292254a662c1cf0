import type { Logger } from "../log.ts";
import { decide, type Request, type Statement } from "./policy.ts";
import { type FunctionRights, type Right, type Rights, without } from "./rights.ts";

/** A request that a function may make, with the rights that each let it by itself. */
export type Use = { rights: FunctionRights; action: string; by: Statement[] };

/** All calls are as if by HTTPS: between AWS's clients and AWS nothing else is spoken. */
const secure = { "aws:securetransport": "true", "s3:tlsversion": "1.3" };

/** Whose policy may speak about a resource: an object's is its bucket's. */
const policyHolder = (resource: string): string =>
  resource.includes(":s3:::") ? (resource.split("/")[0] ?? resource) : resource;
/** Objects are too many to remember one by one. */
const isObject = (resource: string): boolean => resource.includes(":s3:::") && resource.includes("/");

/** Stands before everything that functions ask of AWS. Who is no function is a person at this machine, and may all. */
export class Gate {
  /** What was refused so far, in AWS's words. */
  readonly refused = new Set<string>();
  #rights: Rights;
  readonly #onUse: ((use: Use) => void) | undefined;
  readonly #log: Logger | undefined;
  readonly #known = new Map<string, string | undefined>();

  constructor(
    rights: Rights,
    { onUse, log }: { onUse?: ((use: Use) => void) | undefined; log?: Logger } = {},
  ) {
    this.#rights = rights;
    this.#onUse = onUse;
    this.#log = log;
  }

  /** Names of all functions. */
  callers(): Iterable<string> {
    return this.#rights.functions.keys();
  }

  isFunction(caller: string): boolean {
    return this.#rights.functions.has(caller);
  }

  /** What AWS would say to refuse one of these requests; undefined when it lets all of them. */
  refusalOf(caller: string, requests: readonly Request[]): string | undefined {
    const rights = this.#rights.functions.get(caller);
    if (!rights) return undefined;
    for (const request of requests) {
      const refusal = this.#refusal(rights, request);
      if (!refusal) continue;
      if (!this.refused.has(refusal)) this.#log?.error(refusal);
      this.refused.add(refusal);
      return refusal;
    }
    return undefined;
  }

  /** Takes rights away. What it gives brings them back, and tells what was refused meanwhile. */
  take(isTaken: (right: Right) => boolean): () => string[] {
    const [rights, before] = [this.#rights, new Set(this.refused)];
    const change = (to: Rights): void => {
      this.#rights = to;
      this.#known.clear();
    };
    change(without(rights, isTaken));
    return () => {
      change(rights);
      const meanwhile = [...this.refused].filter((text) => !before.has(text));
      for (const text of meanwhile) this.refused.delete(text);
      return meanwhile;
    };
  }

  #refusal(rights: FunctionRights, request: Request): string | undefined {
    if (request.context || isObject(request.resource)) return this.#judge(rights, request);
    const key = `${rights.functionName} ${request.action} ${request.resource}`;
    if (!this.#known.has(key)) this.#known.set(key, this.#judge(rights, request));
    return this.#known.get(key);
  }

  #judge(rights: FunctionRights, { action, resource, context }: Request): string | undefined {
    const request = { action, resource, context: { ...secure, ...context } };
    const own = decide(rights.statements, request);
    const policy = decide(this.#rights.policyOf(policyHolder(resource)), request, { role: rights.role });
    const why = refusalIn(action, own.kind, policy.kind);
    if (!why && own.kind === "allowed") this.#onUse?.({ rights, action, by: own.by });
    return (
      why && `User: ${userOf(rights)} is not authorized to perform: ${action} on resource: ${resource} ${why}`
    );
  }
}

type Kind = ReturnType<typeof decide>["kind"];
function refusalIn(action: string, own: Kind, policy: Kind): string | undefined {
  if (own === "denied") return "with an explicit deny in an identity-based policy";
  if (policy === "denied") return "with an explicit deny in a resource-based policy";
  if (own === "allowed" || policy === "allowed") return undefined;
  return `because no identity-based policy allows the ${action} action`;
}

function userOf({ role, functionName }: FunctionRights): string {
  const [start, partition, , , account, name] = role.split(":");
  return `${start}:${partition}:sts::${account}:assumed-${name}/${functionName}`;
}
