import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { has } from "./partitions.ts";
import { type Settings, settingsSchema } from "./settings.ts";
import { contradictionsIn } from "./settings-together.ts";

export type Environment = Settings & { name: string };

/** Where people find the pages: codes on licences lead there. */
export const pagesOf = ({ webOrigins: [first] }: Environment): string => first;

/** The one name for pages and API where CloudFront stands before both; undefined: the API has an address of its own. */
export const frontDoorOf = (environment: Environment): Environment["pages"] =>
  has(environment, "cloudFrontPolicies") && has(environment, "cloudFrontFunctions")
    ? environment.pages
    : undefined;

/** Where the firewall before CloudFront is, wherever the rest is. */
export const firewallRegion = "us-east-1";

/** What whoever deploys is told of a front door without a firewall. */
export const frontDoorNotes = (environment: Environment): string[] =>
  environment.protected && frontDoorOf(environment) && !environment.pages?.firewallArn
    ? [
        `No firewall stands before https://${environment.pages?.name}: deploy the stack Firewall and write its output FirewallArn into pages.firewallArn. The API's own limits hold meanwhile.`,
      ]
    : [];

/** Whether what looks into uploads writes its verdict as a tag. */
export const tagsVerdicts = ({ scanning: { kind } }: Environment): boolean =>
  kind === "guardDuty" || kind === "clamavMachine";

/** Whether there is a dashboard. */
export const isWatchedClosely = ({ protected: isProtected, dashboard }: Environment): boolean =>
  isProtected || dashboard;

/** What whoever deploys has to put right; its message is all they need to read. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}

const filesDirectory = join(import.meta.dirname, "environments");

/** The names that `-c env=NAME` takes: one file each in infra/environments. */
export const environmentNames = (directory = filesDirectory): string[] =>
  readdirSync(directory)
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.slice(0, -".json".length))
    .sort();

/** Checks an environment's settings. Throws a ConfigurationError that names everything wrong. */
export function parseEnvironment(name: string, settings: unknown): Environment {
  const parsed = settingsSchema.safeParse(settings);
  const wrong = parsed.success
    ? contradictionsIn(parsed.data)
    : parsed.error.issues.map(({ path, message }) => ({ path: path.join(".") || "the file", message }));
  if (parsed.success && wrong.length === 0) return { name, ...parsed.data };
  throw new ConfigurationError(
    `The settings of environment "${name}" are wrong: ${wrong.map(({ path, message }) => `${path}: ${message}`).join("; ")}.`,
  );
}

export function readEnvironment(name: string, directory = filesDirectory): Environment {
  const names = environmentNames(directory);
  if (!names.includes(name))
    throw new ConfigurationError(
      `There is no environment "${name}"; choose one of ${names.join(", ")} with -c env=NAME.`,
    );
  const text = readFileSync(join(directory, `${name}.json`), "utf8");
  let settings: unknown;
  try {
    settings = JSON.parse(text);
  } catch (error) {
    throw new ConfigurationError(
      `The settings of environment "${name}" are not JSON: ${(error as Error).message}.`,
    );
  }
  return parseEnvironment(name, settings);
}
