import { describe, expect, it } from "vitest";
import { allRoutes } from "#scripts/openapi.ts";
import { pageSources } from "./page-sources.ts";

describe("what the office may call", () => {
  /** Operations that no page calls, each with the reason. */
  const withoutPage: Record<string, string> = {};
  const all = pageSources();
  /** Records whose page is the kit's: it reads them, their history, and takes whatever action is allowed. */
  const byKit = new Set(
    [...all.matchAll(/<(?:RecordPage|ActionPanel)\b[^"]*?\brecord="([a-z-]+)"/g)].map(
      ([, record = ""]) => record,
    ),
  );
  /** Without names of parameters, and without a query. */
  const shapeOf = (path: string): string => path.replace(/\$?\{[^}]*\}/g, "{}").replace(/(?<!\/)\{\}$/, "");
  const path = /["`](\/v1\/(?:[^"`?$\n]|\$\{[^{}`]*\})*)/.source;
  const matches = (pattern: string) => [...all.matchAll(new RegExp(pattern, "g"))];
  const asked = new Set(matches(path).map(([, found = ""]) => shapeOf(found)));
  const sent = new Set(
    matches(`"(GET|POST|PUT|DELETE)",\\s*${path}`).map(
      ([, method, found = ""]) => `${method} ${shapeOf(found)}`,
    ),
  );

  const isCalled = (method: string, path: string): boolean => {
    const shape = shapeOf(path);
    const record = path.split("/")[2] ?? "";
    const isOfRecord = /^\/v1\/[a-z-]+\/\{\}(\/history|\/actions\/\w+)?$/.test(shape);
    if (isOfRecord && byKit.has(record) && (method === "GET" || shape.includes("/actions/"))) return true;
    return sent.has(`${method} ${shape}`) || (method === "GET" && asked.has(shape));
  };

  it("has a page for each operation", () => {
    const staff = allRoutes.filter(
      ({ access }) => access.kind === "person" && access.roles.some((role) => role !== "citizen"),
    );
    expect(staff.length).toBeGreaterThan(60);
    const uncalled = staff
      .map(({ method, path }) => ({ method, path, name: `${method} ${path}` }))
      .filter(({ method, path, name }) => !isCalled(method, path) && !withoutPage[name])
      .map(({ name }) => name);
    expect(uncalled).toEqual([]);
    expect(isCalled("DELETE", "/v1/rectifications/{rectificationId}")).toBe(false);
    expect(isCalled("GET", "/v1/no-such-thing/{id}")).toBe(false);
  });
});
