import { beforeAll, describe, expect, it } from "vitest";
import { type DeployedFunction, functionsOf, type Synthesized, synthesized } from "./templates.ts";

const everywhere = ["POWERTOOLS_SERVICE_NAME", "RATE_LIMIT_PER_MINUTE"];

type Index = { IndexName: string; KeySchema: { AttributeName: string }[]; Projection: object };

/** What was agreed on is in a file: who changes it on purpose runs this test with `-u` and looks at the difference. */
const expectKept = (name: string, lines: string[]) =>
  expect(`${lines.toSorted().join("\n")}\n`).toMatchFileSnapshot(`wiring/${name}.txt`);

describe("the wiring", () => {
  let app: Synthesized;
  let functions: DeployedFunction[];
  beforeAll(async () => {
    app = await synthesized("local");
    functions = functionsOf(app);
  });

  /** What the role may do to a resource itself, to its indexes by name, and to the objects of a bucket. */
  const rightsOn = (fn: DeployedFunction, target: string): string[] => {
    type Joined = { "Fn::Join"?: [string, unknown[]] };
    const about = (resource: Joined) =>
      app.refersTo(fn.stack, resource["Fn::Join"]?.[1][0] ?? resource) === target;
    const indexOf = (resource: Joined): string =>
      /^\/index\/(.+)$/.exec(String(resource["Fn::Join"]?.[1][1] ?? ""))?.[1] ?? "";
    const actions = fn.statements.flatMap(({ actions, resources }) =>
      resources
        .filter(about)
        .flatMap((resource) =>
          actions.map((action) => [action.replace(/^.*:/, ""), indexOf(resource)].filter(Boolean).join(":")),
        ),
    );
    const stream = ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"];
    return [...new Set(actions)].filter((action) => !stream.includes(action)).sort();
  };

  const describeBinding = (fn: DeployedFunction, variable: string): string => {
    const value = fn.environment[variable];
    if (variable === "CARRIERS") return "[configuration]";
    if (typeof value === "string") return value;
    const target = app.refersTo(fn.stack, value);
    const rights = rightsOn(fn, target);
    const name = target.replace(/^.*\./, "").replace(/[0-9A-F]{8}$/, "");
    return [name, ...rights].join(" ");
  };

  it("gives each function its variables and the rights that go with them, and no others", () => {
    const blocks = functions.map((fn) =>
      [
        fn.service,
        ...Object.keys(fn.environment)
          .filter((variable) => !everywhere.includes(variable))
          .sort()
          .map((variable) => `  ${variable}: ${describeBinding(fn, variable)}`),
      ].join("\n"),
    );
    return expectKept("functions", blocks);
  });

  it("lets no function touch what no variable, event source or log of its own leads to", () => {
    for (const fn of functions) {
      const mappings = app
        .all("AWS::Lambda::EventSourceMapping")
        .filter(({ stack, properties }) => app.refersTo(stack, properties.FunctionName) === fn.name)
        .flatMap(({ properties }) => [
          properties.EventSourceArn,
          properties.DestinationConfig?.OnFailure.Destination,
        ]);
      const known = [...Object.values(fn.environment), ...mappings, fn.properties.LoggingConfig.LogGroup].map(
        (value) => app.refersTo(fn.stack, value),
      );
      const touched = fn.statements
        .flatMap(({ resources }) => resources)
        .filter((resource) => resource !== "*")
        .map((resource) => app.refersTo(fn.stack, resource["Fn::Join"]?.[1][0] ?? resource));
      expect(touched.filter((name) => !known.includes(name))).toEqual([]);
    }
  });

  it("gives sweeps five minutes, what works off queues and streams half a minute, and requests ten seconds", () => {
    const swept = app
      .all("AWS::Events::Rule")
      .filter(({ properties }) => properties.ScheduleExpression)
      .map(({ stack, properties }) => app.refersTo(stack, properties.Targets[0].Arn));
    const fed = app
      .all("AWS::Lambda::EventSourceMapping")
      .map(({ stack, properties }) => app.refersTo(stack, properties.FunctionName));
    expect(functions.map(({ service, timeout }) => [service, timeout])).toEqual(
      functions.map(({ name, service }) => [
        service,
        swept.includes(name) ? 300 : fed.includes(name) ? 30 : 10,
      ]),
    );
  });

  it("hands the carriers of the environment over as JSON", () => {
    for (const { environment } of functions.filter(({ environment }) => environment.CARRIERS))
      expect(JSON.parse(environment.CARRIERS)).toEqual(app.environment.carriers);
  });

  it("indexes tables as the adapters ask for them", () => {
    const indexes = app.all("AWS::DynamoDB::Table").flatMap(({ logicalId, properties }) =>
      (properties.GlobalSecondaryIndexes ?? []).map(({ IndexName, KeySchema, Projection }: Index) => {
        const name = `${logicalId.replace(/[0-9A-F]{8}$/, "")}.${IndexName}`;
        const keys = KeySchema.map(({ AttributeName }) => AttributeName);
        return [name, ...keys, JSON.stringify(Projection)].join(" ");
      }),
    );
    return expectKept("indexes", indexes);
  });

  it("tells scripts where things are", () => {
    const outputs = Object.values(app.templates).flatMap((template) =>
      Object.entries<{ Export?: unknown }>(template.Outputs ?? {})
        .filter(([, output]) => !output.Export)
        .map(([key]) => key),
    );
    return expectKept("outputs", outputs);
  });
});
