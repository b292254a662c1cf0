import { functionNameOf } from "../lambda/function-name.ts";
import type { Resource, Stacks } from "../templates/stacks.ts";
import { keyActionsFor, keyFinder } from "./encrypted.ts";
import { decide, leavesToAccount, type Request } from "./policy.ts";
import type { FunctionRights, Rights } from "./rights.ts";

type Source = { service: string; arn: string };

const pollQueue = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];
/** Lambda names all four when it refuses to make a mapping. */
const followStream = ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"].map(
  (name) => `dynamodb:${name}`,
);

/** Rights that Lambda takes from a function's role to bring it what it consumes: action and resource. */
export function mappingRequests({ properties }: Resource): Request[] {
  const arn = String(properties.EventSourceArn);
  const { OnFailure } = (properties.DestinationConfig ?? {}) as { OnFailure?: { Destination: string } };
  const actions = arn.split(":")[2] === "sqs" ? pollQueue : followStream;
  return [
    ...actions.map((action) => ({ action, resource: arn })),
    ...(OnFailure ? [{ action: "sqs:SendMessage", resource: OnFailure.Destination }] : []),
  ];
}

const lastPart = (text: string): string => text.split(":").at(-1) ?? text;

/** What would fail on AWS without a call of a function: in words, one for each right that no template gives. */
export function missingRights(stacks: Stacks, rights: Rights): string[] {
  const { place } = stacks;
  const missing: string[] = [];
  const keyOf = keyFinder(stacks);
  const own = (who: FunctionRights, request: Request): boolean =>
    decide(who.statements, request, { role: who.role }).kind === "allowed";
  const demand = (who: string, has: boolean, { action, resource }: Request, why: string): void => {
    if (!has) missing.push(`${who} may not ${action} on ${resource}, ${why}`);
  };
  const functionOf = (target: string): FunctionRights | undefined =>
    rights.functions.get(functionNameOf(target));

  const mayUseKey = (who: FunctionRights, key: string, action: string): boolean =>
    own(who, { action, resource: key }) &&
    leavesToAccount(rights.policyOf(key), { action, resource: key }, { role: who.role });

  /** A service's own deed: the policy of the thing says whether it may. */
  const service = ({ service, arn }: Source, target: string, action: string, why: string): void => {
    const context = {
      "aws:sourcearn": arn,
      "aws:sourceaccount": place.account,
      "aws:securetransport": "true",
    };
    const may = (of: string, asked: string): boolean =>
      decide(rights.policyOf(of), { action: asked, resource: of, context }, { service }).kind === "allowed";
    demand(service, may(target, action), { action, resource: target }, why);
    const key = keyOf(target);
    if (key)
      for (const asked of keyActionsFor(action))
        demand(
          service,
          may(key, asked),
          { action: asked, resource: key },
          `which encrypts ${lastPart(target)}`,
        );
  };

  for (const mapping of stacks.ofType("AWS::Lambda::EventSourceMapping")) {
    const who = functionOf(String(mapping.properties.FunctionName));
    for (const request of mappingRequests(mapping))
      if (who) demand(who.functionName, own(who, request), request, `as mapping ${mapping.logicalId} has to`);
  }
  for (const rule of stacks.ofType("AWS::Events::Rule")) {
    const from = { service: "events.amazonaws.com", arn: rule.arn };
    const targets = (rule.properties.Targets ?? []) as { Arn: string; DeadLetterConfig?: { Arn?: string } }[];
    for (const { Arn, DeadLetterConfig } of targets) {
      const action = Arn.split(":")[2] === "sqs" ? "sqs:SendMessage" : "lambda:InvokeFunction";
      service(from, Arn, action, `as rule ${rule.name} has to`);
      if (DeadLetterConfig?.Arn)
        service(
          from,
          DeadLetterConfig.Arn,
          "sqs:SendMessage",
          `where rule ${rule.name} lays what it cannot deliver`,
        );
    }
  }
  const api = stacks.ofType("AWS::ApiGatewayV2::Api")[0];
  const integrations = new Map(stacks.ofType("AWS::ApiGatewayV2::Integration").map((one) => [one.ref, one]));
  for (const route of stacks.ofType("AWS::ApiGatewayV2::Route")) {
    const integration = integrations.get(String(route.properties.Target).replace("integrations/", ""));
    const key = String(route.properties.RouteKey);
    const arn = `arn:${place.partition}:execute-api:${place.region}:${place.account}:${api?.ref}/$default/${key.replace(" ", "")}`;
    const from = { service: "apigateway.amazonaws.com", arn };
    if (integration)
      service(
        from,
        String(integration.properties.IntegrationUri),
        "lambda:InvokeFunction",
        `as route ${key} has to`,
      );
  }
  for (const log of stacks.ofType("AWS::Logs::LogGroup")) {
    const key = log.properties.KmsKeyId as string | undefined;
    if (!key) continue;
    const writer = `logs.${place.region}.${place.urlSuffix}`;
    const context = { "kms:encryptioncontext:aws:logs:arn": log.arn.replace(/:\*$/, "") };
    for (const action of ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey"]) {
      const request = { action, resource: key, context };
      const may = decide(rights.policyOf(key), request, { service: writer }).kind === "allowed";
      demand(writer, may, request, `which encrypts ${log.name}`);
    }
  }
  for (const who of rights.functions.values())
    for (const { effect, actions, resources } of who.statements) {
      const [action = "", resource = ""] = [actions[0], resources[0]];
      const key = effect === "Allow" ? keyOf(resource) : undefined;
      if (key)
        for (const asked of keyActionsFor(action))
          demand(
            who.functionName,
            mayUseKey(who, key, asked),
            { action: asked, resource: key },
            `which encrypts ${resource}`,
          );
    }
  return [...new Set(missing)];
}

/** @throws Error with one sentence that names everything that is missing */
export function requireRights(stacks: Stacks, rights: Rights): void {
  const missing = missingRights(stacks, rights);
  if (missing.length > 0) throw new Error(`The templates leave out rights: ${missing.join("; ")}.`);
}
