import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AwsError, type Operation } from "../aws-json.ts";
import type { TemplateResource } from "../templates/assembly.ts";

type Versions = { AWSCURRENT: string; AWSPREVIOUS?: string };
type Generate = { SecretStringTemplate?: string; GenerateStringKey?: string; PasswordLength?: number };

/** Secrets of the app: made once, kept in a file that only its owner reads. */
export class Secrets {
  readonly #file: string;
  readonly #values: Record<string, Versions>;

  constructor(dataDir: string) {
    this.#file = join(dataDir, "secrets.json");
    this.#values = existsSync(this.#file) ? JSON.parse(readFileSync(this.#file, "utf8")) : {};
  }

  /** Names are kept as CloudFormation would give them; a secret that is there keeps its value. */
  ensure(name: string, properties: TemplateResource["Properties"] = {}): void {
    if (this.#values[name]) return;
    const { SecretString, GenerateSecretString } = properties as {
      SecretString?: string;
      GenerateSecretString?: Generate;
    };
    this.#set(name, { AWSCURRENT: SecretString ?? generate(GenerateSecretString ?? {}) });
  }

  value(secretId: string): string {
    return this.#find(secretId).versions.AWSCURRENT;
  }

  operations(): Record<string, Operation> {
    return {
      "secretsmanager.GetSecretValue": ({ SecretId, VersionStage }) => {
        const { name, versions } = this.#find(String(SecretId));
        const stage = (VersionStage ?? "AWSCURRENT") as keyof Versions;
        const SecretString = versions[stage];
        if (SecretString === undefined)
          throw new AwsError(
            "ResourceNotFoundException",
            `Secrets Manager can't find the specified secret value for staging label: ${stage}`,
          );
        return {
          ARN: SecretId,
          Name: name,
          SecretString,
          VersionStages: [stage],
          VersionId: `local-${stage}`,
        };
      },
      "secretsmanager.PutSecretValue": ({ SecretId, SecretString }) => {
        const { name, versions } = this.#find(String(SecretId));
        this.#set(name, { AWSCURRENT: String(SecretString), AWSPREVIOUS: versions.AWSCURRENT });
        return { ARN: SecretId, Name: name, VersionStages: ["AWSCURRENT"] };
      },
    };
  }

  #find(secretId: string): { name: string; versions: Versions } {
    // An ARN ends in the name and six more characters.
    const name = /:secret:(.+)-[A-Za-z0-9]{6}$/.exec(secretId)?.[1] ?? secretId;
    const versions = this.#values[name];
    if (!versions)
      throw new AwsError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
    return { name, versions };
  }

  #set(name: string, versions: Versions): void {
    this.#values[name] = versions;
    writeFileSync(this.#file, JSON.stringify(this.#values, null, 2), { mode: 0o600 });
  }
}

function generate({ SecretStringTemplate, GenerateStringKey, PasswordLength = 32 }: Generate): string {
  const random = randomBytes(PasswordLength).toString("base64url").slice(0, PasswordLength);
  if (!GenerateStringKey) return random;
  return JSON.stringify({ ...JSON.parse(SecretStringTemplate ?? "{}"), [GenerateStringKey]: random });
}
