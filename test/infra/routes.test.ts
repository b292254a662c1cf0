import { beforeAll, describe, expect, it } from "vitest";
import { contexts } from "#shared/contexts.ts";
import { type RouteContract, routeKey } from "#shared/kernel/http/contract.ts";
import { functionsOf, type Synthesized, synthesized } from "./templates.ts";

const contractsOf: Record<string, readonly RouteContract[]> = Object.fromEntries(
  contexts.flatMap(({ functions }) =>
    Object.entries(functions).flatMap(([name, { routes }]) => (routes ? [[name, routes] as const] : [])),
  ),
);

describe("the API", () => {
  let app: Synthesized;
  beforeAll(async () => {
    app = await synthesized("prod");
  });

  const functionBehind = (stack: string, target: { "Fn::Join": [string, [string, unknown]] }): string => {
    const integration = app.refersTo(stack, target["Fn::Join"][1][1]);
    const found = app.all("AWS::ApiGatewayV2::Integration").find(({ name }) => name === integration);
    const arn = app.refersTo(stack, found?.properties.IntegrationUri);
    return functionsOf(app).find(({ name }) => name === arn)?.service ?? "nobody";
  };

  it("has exactly the routes of the contracts and one for all other paths, each before its function and behind the right door", () => {
    const routes = app
      .all("AWS::ApiGatewayV2::Route")
      .map(({ stack, properties }) => [
        `${properties.RouteKey} -> ${functionBehind(stack, properties.Target)}`,
        properties.AuthorizationType,
      ]);
    const wanted = Object.entries(contractsOf).flatMap(([service, contracts]) =>
      contracts.map((contract) => [
        `${routeKey(contract)} -> ${service}`,
        contract.access.kind === "person" ? "JWT" : "NONE",
      ]),
    );
    wanted.push(["$default -> catalogue", "NONE"]);
    expect(routes.sort()).toEqual(wanted.sort());
    expect(new Set(routes.map(([route]) => route?.split(" ->")[0])).size).toBe(routes.length);
  });

  it("checks tokens of the environment's issuer on every route for people", () => {
    const [authorizer, ...others] = app.all("AWS::ApiGatewayV2::Authorizer");
    expect(others).toEqual([]);
    expect(authorizer?.properties).toMatchObject({
      AuthorizerType: "JWT",
      IdentitySource: ["$request.header.Authorization"],
      JwtConfiguration: {
        Issuer: app.environment.oidc.issuer,
        Audience: [app.environment.oidc.audience],
      },
    });
    for (const { stack, properties } of app.all("AWS::ApiGatewayV2::Route"))
      if (properties.AuthorizationType === "JWT")
        expect(app.refersTo(stack, properties.AuthorizerId)).toBe(authorizer?.name);
  });

  it("may call those functions, and only this API may", () => {
    const permitted = app
      .all("AWS::Lambda::Permission")
      .filter(({ properties }) => properties.Principal === "apigateway.amazonaws.com")
      .map(({ stack, properties }) => {
        expect(JSON.stringify(properties.SourceArn)).toContain("execute-api");
        return functionsOf(app).find((fn) => fn.name === app.refersTo(stack, properties.FunctionName))
          ?.service;
      });
    expect(permitted.sort()).toEqual(Object.keys(contractsOf).sort());
  });

  it("throttles everybody together and tells each function the limit per caller", () => {
    const { api, callsPerMinutePerCaller } = app.environment.limits;
    expect(app.all("AWS::ApiGatewayV2::Stage")[0]?.properties.DefaultRouteSettings).toMatchObject({
      ThrottlingRateLimit: api.perSecond,
      ThrottlingBurstLimit: api.burst,
    });
    for (const { service, environment } of functionsOf(app))
      expect(environment.RATE_LIMIT_PER_MINUTE).toBe(
        service in contractsOf ? String(callsPerMinutePerCaller) : undefined,
      );
  });

  it("logs who called what from where as JSON, without name, path, query or token", () => {
    const { Format } = app.all("AWS::ApiGatewayV2::Stage")[0]?.properties.AccessLogSettings ?? {};
    const variables = Object.values<string>(JSON.parse(Format));
    expect(
      variables.filter((name) => /path|domainName|querystring|jwt|claims\.(?!sub|role|acr)/i.test(name)),
    ).toEqual([]);
    for (const name of ["authorizer.claims.sub", "identity.sourceIp", "routeKey", "status"])
      expect(variables).toContain(`$context.${name}`);
  });

  it("lets browsers of the environment's pages call, with the headers that the contracts use", () => {
    const { CorsConfiguration } = app.all("AWS::ApiGatewayV2::Api")[0]?.properties ?? {};
    expect(CorsConfiguration.AllowOrigins).toEqual(app.environment.webOrigins);
    const allowed = new Set<string>(CorsConfiguration.AllowHeaders);
    for (const contract of Object.values(contractsOf).flat()) {
      if (contract.access.kind === "machine") continue;
      const shape = (contract.headers as { shape?: Record<string, unknown> } | undefined)?.shape ?? {};
      // Every browser may send what it accepts.
      for (const header of Object.keys(shape).filter((name) => name !== "accept"))
        expect(allowed, routeKey(contract)).toContain(header);
    }
  });
});
