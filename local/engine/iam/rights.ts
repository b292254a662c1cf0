import { functionNameOf } from "../lambda/function-name.ts";
import type { Resource, Stacks } from "../templates/stacks.ts";
import { oneByOne, type PolicyDocument, type Statement, statementsOf } from "./policy.ts";

/** What one function may do: its role's rights one by one, and what its policies forbid. */
export type FunctionRights = { functionName: string; service: string; role: string; statements: Statement[] };

/** A right as it stands in a role: of a function, an action on what an ARN names. */
export type Right = { service: string; action: string; resource: string };
/** Of a statement that was said one by one. */
export const rightOf = (service: string, { actions, resources }: Statement): Right => ({
  service,
  action: actions[0] ?? "",
  resource: resources[0] ?? "",
});

export type Rights = {
  functions: ReadonlyMap<string, FunctionRights>;
  /** What the policy of a queue, bucket, key or function says, by its ARN. */
  policyOf(arn: string): readonly Statement[];
};

/** Of AWS's own policies, those that give no more than logs. */
const managedByAws: Record<string, PolicyDocument | undefined> = {
  "service-role/AWSLambdaBasicExecutionRole": {
    Statement: {
      Effect: "Allow",
      Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: "*",
    },
  },
};

type Attached = { document: PolicyDocument; where: string };
const listOf = <T>(value: unknown): T[] => (value === undefined ? [] : ([value].flat() as T[]));
const documentOf = ({ properties, logicalId }: Resource): Attached => ({
  document: properties.PolicyDocument as PolicyDocument,
  where: logicalId,
});

/** Everything that is attached to a role: in it, beside it, and managed policies by their ARN. */
function attachedTo(role: Resource, stacks: Stacks): Attached[] {
  const managed = stacks.ofType("AWS::IAM::ManagedPolicy");
  const isNamed = (policy: Resource): boolean => listOf<string>(policy.properties.Roles).includes(role.name);
  const inside = listOf<{ PolicyName: string; PolicyDocument: PolicyDocument }>(role.properties.Policies);
  return [
    ...inside.map(({ PolicyName, PolicyDocument }) => ({ document: PolicyDocument, where: PolicyName })),
    ...[...stacks.ofType("AWS::IAM::Policy"), ...managed].filter(isNamed).map(documentOf),
    ...listOf<string>(role.properties.ManagedPolicyArns).map((arn) => {
      const own = managed.find((policy) => policy.ref === arn);
      const document = own ? documentOf(own).document : managedByAws[arn.split(":policy/")[1] ?? ""];
      if (!document) throw new Error(`${role.logicalId}: the local engine does not know the policy ${arn}.`);
      return { document, where: arn };
    }),
  ];
}

function functionRights(fn: Resource, roles: Map<string, Resource>, stacks: Stacks): FunctionRights {
  const role = roles.get(String(fn.properties.Role));
  if (!role) throw new Error(`${fn.logicalId}: its role ${String(fn.properties.Role)} is in no template.`);
  const { Variables = {} } = (fn.properties.Environment ?? {}) as { Variables?: Record<string, string> };
  return {
    functionName: fn.name,
    service: Variables.POWERTOOLS_SERVICE_NAME ?? fn.logicalId,
    role: role.arn,
    statements: attachedTo(role, stacks).flatMap(({ document, where }) =>
      statementsOf(document, where).flatMap(oneByOne),
    ),
  };
}

const lastPart = (text: string): string => text.split(/[/:]/).at(-1) ?? text;

/** A permission is one statement of the function's policy. */
function permissionStatement({ properties }: Resource, functionArn: string): Statement {
  const { Action, Principal, SourceArn, SourceAccount } = properties as Record<string, string | undefined>;
  return {
    effect: "Allow",
    actions: [Action ?? ""],
    resources: [functionArn],
    principals: [{ service: Principal ?? "" }],
    conditions: {
      ...(SourceArn && { ArnLike: { "aws:SourceArn": SourceArn } }),
      ...(SourceAccount && { StringEquals: { "aws:SourceAccount": SourceAccount } }),
    },
  };
}

/** The same rights without some: what a test takes away. */
export const without = (rights: Rights, isTaken: (right: Right) => boolean): Rights => ({
  ...rights,
  functions: new Map(
    [...rights.functions].map(([name, own]) => [
      name,
      { ...own, statements: own.statements.filter((each) => !isTaken(rightOf(own.service, each))) },
    ]),
  ),
});

/** Who may do what, as the templates say it. @throws Error for what is said in a way that is not known here */
export function rightsIn(stacks: Stacks): Rights {
  const roles = new Map(stacks.ofType("AWS::IAM::Role").map((role) => [role.arn, role]));
  const functions = stacks.ofType("AWS::Lambda::Function");
  const policies = new Map<string, Statement[]>();
  const say = (arn: string, statements: Statement[]): void => {
    policies.set(arn, [...(policies.get(arn) ?? []), ...statements]);
  };
  const resources = stacks.ofType("AWS::SQS::Queue", "AWS::S3::Bucket");
  const arnOf = (type: string, name: string): string =>
    resources.find((one) => one.type === type && one.name === name)?.arn ?? name;
  for (const policy of stacks.ofType("AWS::SQS::QueuePolicy"))
    for (const url of listOf<string>(policy.properties.Queues))
      say(
        arnOf("AWS::SQS::Queue", lastPart(url)),
        statementsOf(documentOf(policy).document, policy.logicalId),
      );
  for (const policy of stacks.ofType("AWS::S3::BucketPolicy"))
    say(
      arnOf("AWS::S3::Bucket", String(policy.properties.Bucket)),
      statementsOf(documentOf(policy).document, policy.logicalId),
    );
  for (const key of stacks.ofType("AWS::KMS::Key"))
    say(key.arn, statementsOf(key.properties.KeyPolicy as PolicyDocument, key.logicalId));
  for (const permission of stacks.ofType("AWS::Lambda::Permission")) {
    const given = String(permission.properties.FunctionName);
    const name = functionNameOf(given);
    const fn = functions.find((one) => one.name === name);
    if (!fn) throw new Error(`${permission.logicalId}: there is no function ${name}.`);
    // An alias has permissions of its own.
    const target = given.startsWith("arn:") ? given : fn.arn;
    say(target, [permissionStatement(permission, target)]);
  }
  return {
    functions: new Map(functions.map((fn) => [fn.name, functionRights(fn, roles, stacks)])),
    policyOf: (arn) => policies.get(arn) ?? [],
  };
}
