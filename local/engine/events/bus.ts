import { randomUUID } from "node:crypto";
import { AwsError, type Operation } from "../aws-json.ts";
import { type Logger, messageOf } from "../log.ts";
import type { Resource } from "../templates/stacks.ts";
import type { BusEvent, Counters, EngineHooks } from "../types.ts";
import { matches, type Pattern } from "./pattern.ts";
import { requirePattern } from "./pattern-refusals.ts";
import { inputFor, type TargetInput } from "./transform.ts";

type Target = TargetInput & { Id: string; Arn: string; DeadLetterConfig?: { Arn?: string } };
type Rule = { name: string; bus: string; pattern: Pattern; targets: Target[] };
type Entry = {
  EventBusName?: string;
  Source?: string;
  DetailType?: string;
  Detail?: string;
  Time?: number;
  Resources?: string[];
};

export type BusDeps = {
  rules: Resource[];
  busNames: Set<string>;
  region: string;
  account: string;
  /** Durable once it returns. */
  sendToQueue(queueName: string, body: string): void;
  invokeFunction(arn: string, event: unknown): Promise<unknown>;
  counts: Counters["events"];
  hooks: EngineHooks;
  log: Logger;
};

const maxEntries = 10;
/** PutEvents' limit on the whole request. */
const maxBytes = 1024 * 1024;
const lastPart = (arn: string): string => arn.split(/[:/]/).at(-1) ?? arn;

const ruleOf = ({ name, properties }: Resource): Rule => ({
  name,
  bus: lastPart(String(properties.EventBusName ?? "default")),
  pattern: properties.EventPattern as Pattern,
  targets: (properties.Targets ?? []) as Target[],
});

/** The PutEvents operation: an entry is answered with its id only when every queue that it goes to has it. */
export function eventBus(deps: BusDeps): { putEvents: Operation; pending(): number } {
  const rules = deps.rules
    .filter(({ properties }) => properties.EventPattern && properties.State !== "DISABLED")
    .map(ruleOf);
  for (const { name, pattern } of rules) requirePattern(pattern, name);
  let pending = 0;

  const deliver = (target: Target, event: BusEvent): void => {
    const input = inputFor(target, event);
    const service = target.Arn.split(":")[2];
    if (service === "sqs") {
      deps.sendToQueue(lastPart(target.Arn), input);
      return;
    }
    if (service !== "lambda") throw new Error(`Rule target ${target.Arn} is not run by the local engine`);
    pending += 1;
    deps
      .invokeFunction(target.Arn, JSON.parse(input))
      .catch((error) => {
        deps.log.error(`rule target ${target.Id} failed: ${messageOf(error)}`);
        if (target.DeadLetterConfig?.Arn) deps.sendToQueue(lastPart(target.DeadLetterConfig.Arn), input);
      })
      .finally(() => {
        pending -= 1;
      });
  };

  const put = (entry: Entry): { EventId: string } | { ErrorCode: string; ErrorMessage: string } => {
    const busName = lastPart(entry.EventBusName ?? "default");
    const refuse = (ErrorCode: string, ErrorMessage: string) => ({ ErrorCode, ErrorMessage });
    if (!deps.busNames.has(busName))
      return refuse("ResourceNotFoundException", `Event bus ${busName} does not exist.`);
    if (!entry.Source || !entry.DetailType)
      return refuse("InvalidArgument", "Source and DetailType are needed.");
    const detail = detailOf(entry.Detail);
    if (!detail) return refuse("MalformedDetail", "Detail is malformed.");
    const event: BusEvent = {
      version: "0",
      id: randomUUID(),
      "detail-type": entry.DetailType,
      source: entry.Source,
      account: deps.account,
      time: new Date((entry.Time ?? Date.now() / 1000) * 1000).toISOString().replace(/\.\d+Z$/, "Z"),
      region: deps.region,
      resources: entry.Resources ?? [],
      detail,
    };
    for (const rule of rules)
      if (rule.bus === busName && matches(rule.pattern, event))
        for (const target of rule.targets) deliver(target, event);
    deps.counts[event["detail-type"]] = (deps.counts[event["detail-type"]] ?? 0) + 1;
    deps.hooks.onPublished?.({ busName, event });
    return { EventId: event.id };
  };

  return {
    pending: () => pending,
    putEvents(input) {
      const entries = (input.Entries ?? []) as Entry[];
      if (entries.length < 1 || entries.length > maxEntries)
        throw new AwsError(
          "ValidationException",
          `1 to ${maxEntries} entries are allowed, not ${entries.length}.`,
        );
      if (Buffer.byteLength(JSON.stringify(entries)) > maxBytes)
        throw new AwsError(
          "ValidationException",
          "Total size of the entries in the request is over the limit.",
        );
      const results = entries.map(put);
      return { FailedEntryCount: results.filter((result) => "ErrorCode" in result).length, Entries: results };
    },
  };
}

function detailOf(text: string | undefined): Record<string, unknown> | undefined {
  try {
    const detail: unknown = JSON.parse(text ?? "");
    const isObject = typeof detail === "object" && detail !== null && !Array.isArray(detail);
    return isObject ? (detail as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
