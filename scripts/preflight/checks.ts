import * as z from "zod";
import { type Environment, firewallRegion, frontDoorOf } from "#infra/environments.ts";
import { partitionNotes, partitionOf } from "#infra/partitions.ts";
import { contexts } from "#shared/contexts.ts";
import { certificates } from "./certificates.ts";
import { alarms, scanning } from "./deployed.ts";
import { type Check, causeOf, type Finding, ok, open, wrong } from "./finding.ts";
import { issuer } from "./issuer.ts";
import { AwsError, NotAsked, type World } from "./world.ts";

const identitySchema = z.object({ Account: z.string(), Arn: z.string() });

const account: Check = async ({ account: wanted, region }, { aws }) => {
  const { Account, Arn } = identitySchema.parse(await aws("sts", "get-caller-identity"));
  const [, partition = ""] = Arn.split(":");
  if (partition !== partitionOf(region))
    return [
      wrong(
        `account: the credentials are of partition ${partition}`,
        `use an account of ${partitionOf(region)}, where ${region} is`,
      ),
    ];
  if (wanted && wanted !== Account)
    return [wrong(`account: the credentials are of ${Account}`, `use those of ${wanted}, or change account`)];
  return [ok(`account: ${Account}, ${Arn.split(":").at(-1)}`)];
};

/** What the library's stacks ask for. */
const bootstrapVersion = 6;

const bootstrap: Check = async ({ name }, { aws }) => {
  const remedy = `npx cdk bootstrap -c env=${name}`;
  try {
    const answer = await aws("ssm", "get-parameter", "--name", "/cdk-bootstrap/hnb659fds/version");
    const version = Number(
      z.object({ Parameter: z.object({ Value: z.string() }) }).parse(answer).Parameter.Value,
    );
    return [
      version >= bootstrapVersion
        ? ok(`bootstrap: version ${version}`)
        : wrong(`bootstrap: version ${version} is too old`, remedy),
    ];
  } catch (error) {
    if (error instanceof AwsError && error.code === "ParameterNotFound")
      return [wrong("bootstrap: the region is not prepared for the CDK", remedy)];
    throw error;
  }
};

/** What is before CloudFront lies in a region of its own, which has to be prepared as well. */
const frontDoor: Check = async (environment, { aws }) => {
  const door = frontDoorOf(environment);
  if (!door) return [ok("front door: none, the API has its own address")];
  if (!door.firewallArn) {
    const what = `front door: no firewall stands before https://${door.name}`;
    const remedy = `npx cdk bootstrap in ${firewallRegion}, deploy Tongban-${environment.name}-Firewall, and write its FirewallArn into pages.firewallArn`;
    return [environment.protected ? wrong(what, remedy) : ok(what)];
  }
  const [, , name = "", id = ""] = (door.firewallArn.split(":")[5] ?? "").split("/");
  try {
    await aws(
      ...["wafv2", "get-web-acl", "--scope", "CLOUDFRONT", "--region", firewallRegion],
      ...["--name", name, "--id", id],
    );
    return [ok(`front door: the firewall ${name} stands before https://${door.name}`)];
  } catch (error) {
    if (error instanceof AwsError && error.code === "WAFNonexistentItemException")
      return [
        wrong(
          `front door: there is no firewall ${door.firewallArn}`,
          `write the FirewallArn of Tongban-${environment.name}-Firewall into pages.firewallArn`,
        ),
      ];
    throw error;
  }
};

const services: Check = async (environment) => {
  const notes = partitionNotes(environment);
  if (notes.length === 0)
    return [ok(`services: ${environment.region ?? "the region"} has all that the templates use`)];
  return [
    ok(`services: ${notes.length} are left out or replaced in ${environment.region}; cdk synth names them`),
    ...(partitionOf(environment.region) === "aws-cn"
      ? [open("ICP filing (备案) of each name and of the account: ask the account's operator")]
      : []),
  ];
};

/** Functions that a queue feeds. */
const consumers = contexts.reduce(
  (sum, { functions, queues = {} }) =>
    sum + Object.values(functions).filter(({ follows }) => follows).length + Object.keys(queues).length,
  0,
);
/** What requests of people need beside them. */
const leastForPeople = 100;

const concurrency: Check = async ({ limits }, { aws }) => {
  const schema = z.object({
    AccountLimit: z.object({ ConcurrentExecutions: z.number(), UnreservedConcurrentExecutions: z.number() }),
  });
  const { AccountLimit } = schema.parse(await aws("lambda", "get-account-settings"));
  const needed = consumers * limits.consumerConcurrency + leastForPeople;
  const has = AccountLimit.ConcurrentExecutions;
  return [
    has >= needed
      ? ok(`concurrency: the account has ${has}, ${needed} can be in use`)
      : wrong(
          `concurrency: the account has ${has}; ${consumers} queues with ${limits.consumerConcurrency} each and people need ${needed}`,
          `ask for more (Service Quotas, Lambda, Concurrent executions), or lower limits.consumerConcurrency to ${Math.max(2, Math.floor((has - leastForPeople) / consumers))}`,
        ),
  ];
};

const rates: Check = async ({ limits }, { aws }) => {
  const schema = z.object({ throttleSettings: z.object({ rateLimit: z.number(), burstLimit: z.number() }) });
  const { throttleSettings: has } = schema.parse(await aws("apigateway", "get-account"));
  const { perSecond, burst } = limits.api;
  return [
    has.rateLimit >= perSecond && has.burstLimit >= burst
      ? ok(`API's rate: the account has ${has.rateLimit} a second`)
      : wrong(
          `API's rate: the account has ${has.rateLimit} a second and bursts of ${has.burstLimit}, limits.api says ${perSecond} and ${burst}`,
          "ask for more (Service Quotas, API Gateway), or lower limits.api",
        ),
  ];
};

const placeholders: Check = async (environment) => {
  const left = Object.entries({
    "oidc.issuer": environment.oidc.issuer,
    "webOrigins.0": environment.webOrigins[0],
    alarmEmail: environment.alarmEmail ?? "",
    businessLicenceUrl: environment.businessLicenceUrl,
    "feePlatform.baseUrl": environment.feePlatform.baseUrl,
    ...Object.fromEntries(environment.carriers.map(({ id, baseUrl }) => [`carriers.${id}.baseUrl`, baseUrl])),
  }).filter(([, value]) => /(^|[@./])example\.(com|org|net)(\/|$|:)/.test(value));
  return left.length === 0
    ? [ok("addresses: none is an example's")]
    : [
        wrong(
          `addresses: ${left.map(([path]) => path).join(", ")} still stand at example.com`,
          `fill in infra/environments/${environment.name}.json`,
        ),
      ];
};

const checks: Record<string, Check> = {
  addresses: placeholders,
  issuer,
  account,
  bootstrap,
  services,
  concurrency,
  "API's rate": rates,
  certificates,
  "front door": frontDoor,
  scanning,
  alarms,
};

/** Everything that can be known before a deployment, all of it at once. */
export async function preflight(environment: Environment, world: World): Promise<Finding[]> {
  const found = await Promise.all(
    Object.entries(checks).map(async ([name, check]): Promise<Finding[]> => {
      try {
        return await check(environment, world);
      } catch (error) {
        if (error instanceof AwsError) return [open(`${name}: AWS says ${error.code}: ${error.message}`)];
        if (error instanceof NotAsked) return [open(`${name}: not checkable, ${error.message}`)];
        return [open(`${name}: the answer was not understood: ${causeOf(error).split("\n")[0]}`)];
      }
    }),
  );
  return found.flat();
}
