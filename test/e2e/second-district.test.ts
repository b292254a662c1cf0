import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Runtime, readRuntime, tokenFor } from "#local/client.ts";
import { type Launched, launch } from "#local/launch.ts";
import { type Person, person } from "#local/play/api.ts";
import { act, submissionOf, submit, uploadMaterials } from "#local/play/straight-way.ts";
import { copyOfProject } from "#test/support/copy-of-project.ts";
import { freePorts } from "#test/support/free-ports.ts";
import { asSample, marksOfHome, putSampleInstead, sample } from "#test/support/sample-district.ts";

/** A district is a setting: another one's app, from a project that has no folder of the first. */
describe("another district", () => {
  let directory: string;
  let started: Launched;
  let runtime: Runtime;
  const as = async (id: string): Promise<Person> => person(runtime.apiUrl, await tokenFor(id, runtime));

  beforeAll(async () => {
    directory = copyOfProject(["web"]);
    putSampleInstead(directory);
    started = launch(["--port", String(await freePorts()), "--courier-step", "50"], directory);
    await started.ready();
    runtime = readRuntime(join(directory, ".local"));
  });
  afterAll(async () => {
    await started?.end("SIGINT");
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
  });

  /** Files below a folder in which the first district can be seen. */
  const showing = (folder: string): string[] =>
    readdirSync(join(directory, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter(
        (file) =>
          marksOfHome.test(readFileSync(file, "latin1")) || marksOfHome.test(readFileSync(file, "utf8")),
      );

  test("has nothing of the first in its templates, its functions and its pages", () => {
    const builds = readdirSync(join(directory, ".build/kept")).map((name) => name.replace(/-.*/, ""));
    expect(builds.sort()).toEqual(["assembly", "pages"]);
    expect(showing(".build/kept")).toEqual([]);
  });

  test("answers with its own departments, items and numbers only", async () => {
    const [citizen, clerk, reviewer] = [await as("li-min"), await as("chen-fang"), await as("wang-lei")];
    const said: unknown[] = [];
    const ask = async (who: Person, path: string) => {
      const { body } = await who.ask("GET", path);
      said.push(body);
      return body;
    };
    const body = JSON.parse(asSample(JSON.stringify(submissionOf(await uploadMaterials(citizen)))));
    const submitted = await submit(citizen, body);
    expect(submitted.caseNumber).toMatch(new RegExp(`^${sample}1001`));
    const accepted = await act(clerk, await act(clerk, submitted, "passPreReview"), "accept");
    await act(reviewer, accepted, "approve", { reason: "材料齐全，符合条件" });
    const head = await as("he-ping");
    const register = `/v1/official-document-numbers?kind=approval&year=${new Date().getFullYear()}`;
    await expect
      .poll(async () => (await ask(head, register)).items, { timeout: 60_000, interval: 500 })
      .toMatchObject([{ text: expect.stringContaining("西湖市监准〔") }]);
    for (const path of ["", "/history"]) await ask(citizen, `/v1/cases/${submitted.caseNumber}${path}`);
    for (const path of [
      "/v1/departments",
      "/v1/items?limit=100",
      `/v1/items/${body.itemCode}`,
      "/v1/licences",
    ])
      await ask(citizen, path);
    said.push(await (await fetch(`${runtime.apiUrl}/v1/openapi.json`)).text());
    expect(JSON.stringify(said)).toContain("西湖区市场监督管理局");
    expect(marksOfHome.exec(JSON.stringify(said))).toBeNull();
    expect(started.output()).not.toMatch(marksOfHome);
  });

  test("keeps nothing of the first", () => {
    expect(showing(".local")).toEqual([]);
  });
});
