import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  ConfigurationError,
  environmentNames,
  parseEnvironment,
  readEnvironment,
} from "#infra/environments.ts";
import { tongban } from "#infra/tongban.ts";

const { name: _, ...settings } = readEnvironment("dev");

describe("environments", () => {
  it.each(environmentNames())("%s is set up right", (name) => {
    expect(readEnvironment(name).name).toBe(name);
  });

  it("ships four", () => {
    expect(environmentNames()).toEqual(["dev", "local", "prod", "test"]);
  });

  it("names the environments there are when asked for another", () => {
    expect(() => readEnvironment("production")).toThrow(
      new ConfigurationError(
        'There is no environment "production"; choose one of dev, local, prod, test with -c env=NAME.',
      ),
    );
  });

  it("takes no audience by which an ID token would pass as an access token", () => {
    const { clientId } = settings.oidc;
    const wrong = { ...settings, oidc: { ...settings.oidc, audience: clientId } };
    expect(() => parseEnvironment("dev", wrong)).toThrow("oidc.audience: must not be the clientId");
  });

  it("tells everything that is wrong in one sentence", () => {
    const wrong = {
      ...settings,
      region: "Beijing",
      oidc: { issuer: "http://sign-in.example.com", audience: "" },
      logRetentionDays: 8,
      limits: { ...settings.limits, consumerConcurrency: 1 },
      colour: "red",
    };
    expect(() => parseEnvironment("dev", wrong)).toThrow(ConfigurationError);
    let message = "";
    try {
      parseEnvironment("dev", wrong);
    } catch (error) {
      message = (error as Error).message;
    }
    for (const part of [
      'The settings of environment "dev" are wrong: region: is not a region; ',
      "oidc.issuer: must be an https address; ",
      "oidc.audience: ",
      "logRetentionDays: ",
      "limits.consumerConcurrency: ",
      '"colour"',
    ])
      expect(message).toContain(part);
    expect(message.split("\n")).toHaveLength(1);
  });

  it("refuses plain http except to this machine", () => {
    const withIssuer = (issuer: string) => () =>
      parseEnvironment("dev", { ...settings, oidc: { ...settings.oidc, issuer } });
    expect(withIssuer("http://127.0.0.1:8788")).not.toThrow();
    expect(withIssuer("http://127.0.0.1.example.com")).toThrow("https");
    expect(withIssuer("sign-in.example.com")).toThrow("https");
  });

  it("refuses providers of messages that nobody knows, by their name", () => {
    const withProvider = (provider: object) => () =>
      parseEnvironment("dev", { ...settings, noticeProviders: [provider] });
    expect(withProvider({ id: "post-pigeons", kind: "pigeon" })).toThrow(
      "noticeProviders.0.kind: nobody knows providers of kind pigeon, as post-pigeons is",
    );
    expect(withProvider({ id: "mail", kind: "smtp" })).toThrow("noticeProviders.0.host: ");
  });

  it("refuses two carriers of one id, and carriers of an unknown kind", () => {
    const post = settings.carriers[0];
    expect(() => parseEnvironment("dev", { ...settings, carriers: [post, post] })).toThrow(
      "carriers: has an id twice",
    );
    expect(() => parseEnvironment("dev", { ...settings, carriers: [{ ...post, kind: "pigeon" }] })).toThrow(
      "carriers.0.kind",
    );
  });

  it("refuses concurrency for a function that there is not", async () => {
    const reserving = { ...settings.limits, reservedConcurrency: { "case-submision": 5 } };
    const environment = parseEnvironment("dev", { ...settings, limits: reserving });
    await expect(tongban({ environment, bundles: new Map() })).rejects.toThrow(
      'The settings of environment "dev" are wrong: limits.reservedConcurrency: there is no function case-submision.',
    );
  });

  it("says which file is not JSON", () => {
    const directory = mkdtempSync(join(tmpdir(), "tongban-environments-"));
    writeFileSync(join(directory, "dev.json"), "{");
    expect(() => readEnvironment("dev", directory)).toThrow(
      /^The settings of environment "dev" are not JSON: .*\.$/,
    );
  });

  it("takes the name from the CLI's context and stops with the sentence alone", () => {
    const env = { ...process.env, CDK_CONTEXT_JSON: JSON.stringify({ env: "moon" }) };
    let failure: { status: number | null; stderr: string } | undefined;
    try {
      execFileSync(process.execPath, ["infra/app.ts"], { env, encoding: "utf8", stdio: "pipe" });
    } catch (error) {
      failure = error as typeof failure;
    }
    expect(failure?.status).toBe(1);
    expect(failure?.stderr.trim()).toBe(
      'There is no environment "moon"; choose one of dev, local, prod, test with -c env=NAME.',
    );
  });

  it("keeps production's logs for at least the six months of 网络安全法 article 21", () => {
    expect(readEnvironment("prod").logRetentionDays).toBeGreaterThanOrEqual(184);
  });
});
