import { dynamodbCaseReader } from "#shared/cases/dynamodb-case-reader.ts";
import { type Missing, owedBy } from "#shared/cases/owed-results.ts";
import { needs } from "#shared/cases/wiring.ts";
import { environmentCipher } from "#shared/kernel/crypto/environment-cipher.ts";
import type { Need } from "#shared/kernel/needs.ts";
import { owedChecks } from "../../functions/cases/owed-results/checks.ts";
import { eventsAbout } from "../../functions/cases/owed-results/events-about.ts";

type Outputs = Readonly<Record<string, string>>;
type Running = { outputs: Outputs; endpoints: Readonly<Record<string, string>>; region: string };

const capital = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** The name that an environment's outputs have for what a function needs. */
function outputOf(need: Need): string | undefined {
  switch (need.kind) {
    case "table":
      return `${capital(need.table)}TableName`;
    case "secret":
      return need.secret === "fieldKeys" ? "FieldKeysArn" : `${capital(need.secret)}SecretArn`;
    case "objects":
      return "DocumentsBucketName";
    default:
      return undefined;
  }
}

/** Makes this process speak with the app that runs here, as its functions do. */
function speakWith({ endpoints, region }: Omit<Running, "outputs">): void {
  Object.assign(process.env, {
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: "S3RVER",
    AWS_SECRET_ACCESS_KEY: "S3RVER",
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_S3: endpoints.s3,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints.secretsManager,
  });
}

/** What a case's history owes and is not there, by the outputs of its environment; of the running app with its endpoints. */
export function owedAudit({ outputs, ...running }: Running | { outputs: Outputs }) {
  if ("endpoints" in running) speakWith(running);
  const env = Object.fromEntries(
    Object.entries(needs.owedResults).map(([name, need]) => [name, outputs[outputOf(need) ?? ""] ?? ""]),
  ) as Record<keyof typeof needs.owedResults, string>;
  // What is owed may depend on answers. It opens what either cipher sealed, and seals nothing.
  Object.assign(process.env, { FIELD_KEYS_SECRET: env.FIELD_KEYS_SECRET, FIELD_CIPHER: "aes-256-gcm" });
  const store = dynamodbCaseReader(env.CASES_TABLE, undefined, environmentCipher);
  const checks = owedChecks(env, store);
  const about = eventsAbout(env);
  return async (caseNumber: string): Promise<Missing[]> =>
    (await owedBy(store, checks, about, caseNumber)).flatMap(({ missing }) => missing);
}
