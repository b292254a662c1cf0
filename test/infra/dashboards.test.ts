import { describe, expect, it } from "vitest";
import { pascalCase } from "#infra/platform.ts";
import { contexts } from "#shared/contexts.ts";
import { functionsOf, type Synthesized, synthesized } from "./templates.ts";

type Widget = { type: string; properties: { title?: string; alarms?: string[]; metrics?: unknown[][] } };

/** What a dashboard shows; references stand as `{"Ref":…}` in the text that CloudFormation joins. */
const bodyOf = (app: Synthesized, stack: string): { text: string; widgets: Widget[] } => {
  const [dashboard] = app.all("AWS::CloudWatch::Dashboard").filter((one) => one.stack === stack);
  const parts: unknown[] = dashboard?.properties.DashboardBody["Fn::Join"][1] ?? [];
  const text = parts
    .map((part) => (typeof part === "string" ? part : JSON.stringify(part).replaceAll('"', "'")))
    .join("");
  return { text, widgets: JSON.parse(text).widgets };
};

describe("dashboards", () => {
  it("are there for each context and the API where citizens' records live, and nowhere else", async () => {
    const prod = await synthesized("prod");
    const shown = prod.all("AWS::CloudWatch::Dashboard").map(({ stack }) => stack);
    expect(shown.sort()).toEqual(["Api", ...contexts.map(({ name }) => pascalCase(name))].sort());
    const names = prod.all("AWS::CloudWatch::Dashboard").map(({ properties }) => properties.DashboardName);
    expect(names).toContain("Tongban-prod-Cases");
    expect((await synthesized("dev")).all("AWS::CloudWatch::Dashboard")).toEqual([]);
  });

  it("show every alarm, function and queue of the context's stack", async () => {
    const app = await synthesized("prod");
    for (const { name } of contexts) {
      const stack = pascalCase(name);
      const { text, widgets } = bodyOf(app, stack);
      const of = (type: string) => app.all(type).filter((one) => one.stack === stack);
      const [alarms] = widgets.filter(({ type }) => type === "alarm");
      expect(alarms?.properties.alarms).toHaveLength(of("AWS::CloudWatch::Alarm").length);
      for (const type of ["AWS::Lambda::Function", "AWS::Logs::LogGroup"])
        for (const { logicalId } of of(type))
          expect([stack, text]).toContainEqual(expect.stringContaining(logicalId));
      const waiting = of("AWS::SQS::Queue").filter(({ logicalId }) => !logicalId.includes("SetAside"));
      for (const { logicalId } of waiting) expect(text).toContain(logicalId);
    }
  });

  it("show requests of what answers the API apart from what works behind it", async () => {
    const { widgets } = bodyOf(await synthesized("prod"), "Deliveries");
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
      const graph = bodyOf(app, stack).widgets.find(({ properties }) => properties.title === "Figures");
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
