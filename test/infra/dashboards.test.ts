import { describe, expect, it } from "vitest";
import { pascalCase } from "#infra/platform.ts";
import { contexts } from "#shared/contexts.ts";
import { functionsOf, type Synthesized, synthesized } from "./templates.ts";

type Widget = {
  type: string;
  properties: { title?: string; markdown?: string; alarms?: unknown[]; metrics?: unknown[][] };
};

/** What the dashboard shows; references stand as `{'Ref':…}` in the text that CloudFormation joins. */
const widgetsOf = (app: Synthesized): Widget[] => {
  const [dashboard] = app.all("AWS::CloudWatch::Dashboard");
  const parts: unknown[] = dashboard?.properties.DashboardBody["Fn::Join"][1] ?? [];
  const text = parts
    .map((part) => (typeof part === "string" ? part : JSON.stringify(part).replaceAll('"', "'")))
    .join("");
  return JSON.parse(text).widgets;
};

/** From a stack's heading to the next. */
const sectionOf = (app: Synthesized, stack: string): Widget[] => {
  const widgets = widgetsOf(app);
  const isHeading = ({ type }: Widget) => type === "text";
  const from = widgets.findIndex(({ properties }) => properties.markdown?.startsWith(`# ${stack}: `));
  const length = widgets.slice(from + 1).findIndex(isHeading);
  return widgets.slice(from, length < 0 ? undefined : from + 1 + length);
};

const alarmsIn = (widgets: Widget[]) =>
  widgets.flatMap(({ properties }) =>
    (properties.alarms ?? []).map((arn) => /Tongban-prod-[\w-]+/.exec(String(arn))?.[0]),
  );

describe("the dashboard", () => {
  it("is one, with a section for each context, where citizens' records live, and nowhere else", async () => {
    const prod = await synthesized("prod");
    const [dashboard, ...more] = prod.all("AWS::CloudWatch::Dashboard");
    expect([dashboard?.properties.DashboardName, more]).toEqual(["Tongban-prod", []]);
    expect(
      widgetsOf(prod).flatMap(
        ({ properties: { markdown } }) => /^# (.+?)(?:: |$)/.exec(markdown ?? "")?.[1] ?? [],
      ),
    ).toEqual([
      "What all contexts stand on",
      "HTTP API and sign-in",
      ...contexts.map(({ name }) => pascalCase(name)),
    ]);
    expect((await synthesized("dev")).all("AWS::CloudWatch::Dashboard")).toEqual([]);
  });

  it("keeps nothing of other stacks from going: it imports what functions import too", async () => {
    const { templates } = await synthesized("prod");
    const importsOf = (stacks: string[]) =>
      new Set(
        stacks.flatMap((stack) =>
          [...JSON.stringify(templates[stack]).matchAll(/"Fn::ImportValue":"([^"]+)"/g)].map(
            ([, name]) => name,
          ),
        ),
      );
    const others = importsOf(Object.keys(templates).filter((stack) => stack !== "Dashboard"));
    expect([...importsOf(["Dashboard"])].filter((name) => !others.has(name))).toEqual([]);
  });

  it("shows every alarm, function and queue, by names that are theirs", async () => {
    const app = await synthesized("prod");
    for (const { name } of contexts) {
      const stack = pascalCase(name);
      const section = sectionOf(app, stack);
      const of = (type: string) => app.all(type).filter((one) => one.stack === stack);
      expect(alarmsIn(section).sort()).toEqual(
        of("AWS::CloudWatch::Alarm")
          .map(({ properties }) => properties.AlarmName)
          .sort(),
      );
      for (const { properties } of of("AWS::Lambda::Function"))
        expect([stack, JSON.stringify(section)]).toContainEqual(
          expect.stringContaining(`"${properties.FunctionName}"`),
        );
    }
    const all = alarmsIn(widgetsOf(app));
    const missing = app
      .all("AWS::CloudWatch::Alarm")
      .filter(({ properties }) => !all.includes(properties.AlarmName));
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  it("finds queues by the stack in their names, which CloudFormation does not cut", async () => {
    const app = await synthesized("prod");
    const searched = (stack: string) =>
      JSON.stringify(sectionOf(app, stack)).includes(`QueueName=Tongban-prod-${stack} `);
    const withQueues = new Set(app.all("AWS::SQS::Queue").map(({ stack }) => stack));
    for (const { name } of contexts)
      expect([name, searched(pascalCase(name))]).toEqual([name, withQueues.has(pascalCase(name))]);
    // The name of a queue has 80 characters, its random end thirteen.
    for (const { stack, logicalId } of app.all("AWS::SQS::Queue"))
      expect([logicalId, `Tongban-prod-${stack}-${logicalId}`.length <= 67]).toEqual([logicalId, true]);
  });

  it("shows requests of what answers the API apart from what works behind it", async () => {
    const widgets = sectionOf(await synthesized("prod"), "Deliveries");
    const labels = (title: string) =>
      JSON.stringify(widgets.find(({ properties }) => properties.title === title)?.properties.metrics);
    expect(labels("Requests")).toContain("courier-callback");
    expect(labels("Requests")).not.toContain("courier-handover");
    expect(labels("Runs in a day of what works behind")).toContain("courier-handover");
    expect(labels("Refusals of the table and its indexes")).toContain("ReadThrottleEvents");
  });
});

describe("figures", () => {
  it("are written where the dashboard looks, by every function that counts some", async () => {
    const app = await synthesized("prod");
    const counting = contexts.flatMap(({ name, functions }) =>
      Object.entries(functions).flatMap(([fn, { sweep }]) =>
        sweep?.figures ? [{ stack: pascalCase(name), fn, names: Object.keys(sweep.figures) }] : [],
      ),
    );
    expect(counting.length).toBeGreaterThan(1);
    for (const { stack, fn, names } of counting) {
      const [writes] = functionsOf(app).filter(({ service }) => service === fn);
      expect(writes?.environment.FIGURES_NAMESPACE).toBe(`Tongban/Tongban-prod-${stack}`);
      const graph = sectionOf(app, stack).find(({ properties }) => properties.title === "Figures");
      const shown = graph?.properties.metrics?.map(([namespace, name]) => `${namespace} ${name}`);
      for (const name of names) expect(shown).toContain(`Tongban/Tongban-prod-${stack} ${name}`);
    }
  });
});

describe("saved queries", () => {
  it("follow one case, one trace and one call through all functions", async () => {
    const queries = Object.fromEntries(
      (await synthesized("prod"))
        .all("AWS::Logs::QueryDefinition")
        .map(({ properties }) => [properties.Name, properties.QueryString]),
    );
    expect(Object.keys(queries).sort()).toEqual(
      ["One call", "One case", "One trace", "What failed"].map((name) => `Tongban/prod/${name}`),
    );
    expect(queries["Tongban/prod/One trace"]).toContain('filter trace = "TRACE"');
  });
});
