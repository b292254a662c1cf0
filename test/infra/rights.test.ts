import { describe, expect, it } from "vitest";
import { missingRights } from "#local/engine/iam/missing.ts";
import type { Rights } from "#local/engine/iam/rights.ts";
import { rightsIn, without } from "#local/engine/iam/rights.ts";
import { readAssembly } from "#local/engine/templates/assembly.ts";
import { resolveStacks, type Stacks } from "#local/engine/templates/stacks.ts";
import { synthesized } from "./templates.ts";

/** An environment's templates as they would be resolved where it is deployed. */
async function resolved(name: string): Promise<{ stacks: Stacks; rights: Rights }> {
  const { app, environment } = await synthesized(name);
  const stacks = resolveStacks(readAssembly(app.synth().directory), {
    region: environment.region ?? "eu-central-1",
    account: "123456789012",
    apiUrl: "https://api.example.com",
    queueUrl: (queue) => `https://sqs.example.com/123456789012/${queue}`,
    secretValue: () => "",
    readsOnly: true,
  });
  return { stacks, rights: rightsIn(stacks) };
}

it.each(["local", "prod"])(
  "environment %s gives every mapping, rule, route and use of a key its rights",
  async (name) => {
    const { stacks, rights } = await resolved(name);
    expect(missingRights(stacks, rights)).toEqual([]);
  },
);

describe("where the account has keys of its own", () => {
  it("a missing right on one is found: of a function, of the bus, of logs", async () => {
    const { stacks, rights } = await resolved("prod");
    const withoutKeys = missingRights(
      stacks,
      without(rights, ({ action }) => action.startsWith("kms:")),
    );
    for (const { service } of rights.functions.values())
      expect(
        withoutKeys.some((text) => text.includes("kms:")),
        service,
      ).toBe(true);
    const silent: Rights = {
      ...rights,
      policyOf: (arn) =>
        rights.policyOf(arn).filter(({ principals }) => JSON.stringify(principals).includes("root")),
    };
    const ofServices = missingRights(stacks, silent).filter((text) => text.includes("kms:"));
    expect(
      ofServices.filter((text) => text.startsWith("events.amazonaws.com may not kms:GenerateDataKey")),
    ).not.toEqual([]);
    expect(
      ofServices.filter((text) => /^logs\.cn-north-1\.amazonaws\.com\.cn may not kms:Encrypt/.test(text)),
    ).not.toEqual([]);
    const closed: Rights = {
      ...rights,
      policyOf: (arn) =>
        rights.policyOf(arn).filter(({ principals }) => !JSON.stringify(principals).includes("root")),
    };
    expect(
      missingRights(stacks, closed).filter(
        (text) => text.startsWith("Tongban-prod-") && text.includes("kms:Decrypt"),
      ),
    ).not.toEqual([]);
  });
});
