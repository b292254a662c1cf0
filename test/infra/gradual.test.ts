import { AwsSolutionsChecks } from "cdk-nag";
import { beforeAll, expect, it } from "vitest";
import { type Synthesized, synthesize, synthesized } from "./templates.ts";

let app: Synthesized;
beforeAll(async () => {
  const { environment } = await synthesized("prod");
  app = await synthesize({ ...environment, gradualRelease: true });
});

const aliasesOf = () => app.all("AWS::Lambda::Alias").map(({ name }) => name);
/** Made of an alias's ARN: the name of its function, then its own. */
const calledByQueues = () => [
  ...new Set(
    app
      .all("AWS::Lambda::EventSourceMapping")
      .filter(({ properties }) => !properties.StartingPosition)
      .map(
        ({ stack, properties }) =>
          `${stack}.${/"Ref":"(\w+)"}.*":live"/.exec(JSON.stringify(properties.FunctionName))?.[1]}`,
      ),
  ),
];

it("lets the API call an alias of each function, which alone it may", () => {
  const integrations = app.all("AWS::ApiGatewayV2::Integration");
  expect(integrations.length).toBeGreaterThan(15);
  const called = integrations.map(({ stack, properties }) => app.refersTo(stack, properties.IntegrationUri));
  const allowed = app
    .all("AWS::Lambda::Permission")
    .filter(({ properties }) => properties.Principal === "apigateway.amazonaws.com")
    .map(({ stack, properties }) => app.refersTo(stack, properties.FunctionName));
  expect(allowed.toSorted()).toEqual(called.toSorted());
  expect([...called, ...calledByQueues()].toSorted()).toEqual(aliasesOf().toSorted());
});

it("lets queues call an alias of their workers, and streams the function itself", () => {
  expect(calledByQueues().length).toBeGreaterThan(10);
  for (const name of calledByQueues()) expect(aliasesOf()).toContain(name);
  const functions = app.all("AWS::Lambda::Function").map(({ name }) => name);
  for (const { stack, properties } of app.all("AWS::Lambda::EventSourceMapping"))
    if (properties.StartingPosition)
      expect(functions).toContain(app.refersTo(stack, properties.FunctionName));
});

it("moves calls by degrees, and back when the new version fails", () => {
  const groups = app.all("AWS::CodeDeploy::DeploymentGroup");
  expect(groups).toHaveLength(app.all("AWS::Lambda::Alias").length);
  for (const { stack, properties } of groups) {
    expect(properties.DeploymentConfigName).toMatch(/LambdaCanary10Percent5Minutes$/);
    expect(properties.AutoRollbackConfiguration).toEqual({
      Enabled: true,
      Events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_REQUEST", "DEPLOYMENT_STOP_ON_ALARM"],
    });
    const [{ Name }] = properties.AlarmConfiguration.Alarms;
    const alarm = app.all("AWS::CloudWatch::Alarm").find(({ name }) => name === app.refersTo(stack, Name));
    expect(alarm?.properties).toMatchObject({ MetricName: "Errors", Period: 60, Threshold: 3 });
  }
  const policies = Object.values(app.templates).flatMap((template) =>
    Object.values<{ Type: string; UpdatePolicy?: unknown }>(template.Resources).flatMap(
      ({ Type, UpdatePolicy }) => (Type === "AWS::Lambda::Alias" ? [UpdatePolicy] : []),
    ),
  );
  for (const policy of policies) expect(policy).toHaveProperty("CodeDeployLambdaAliasUpdate");
});

it("stays within what a template may hold", () => {
  for (const [stack, template] of Object.entries(app.templates)) {
    expect([stack, Object.keys(template.Resources).length < 400]).toEqual([stack, true]);
    expect([stack, JSON.stringify(template).length < 500_000]).toEqual([stack, true]);
  }
});

it("is nowhere where the environment does not ask for it", async () => {
  expect((await synthesized("prod")).all("AWS::Lambda::Alias")).toEqual([]);
});

it("leaves cdk-nag nothing to find", () => {
  const { violations } = new AwsSolutionsChecks(app.app).validateScope(app.app);
  expect(
    violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath}`),
    ),
  ).toEqual([]);
});
