import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const json = (file: string) => JSON.parse(readFileSync(file, "utf8"));
const { dependencies, devDependencies, optionalDependencies } = json("package.json") as Record<
  "dependencies" | "devDependencies" | "optionalDependencies",
  Record<string, string>
>;

type Component = {
  name: string;
  version: string;
  hashes?: unknown[];
  properties?: { name: string; value: string }[];
};
const isForDevelopment = ({ properties = [] }: Component): boolean =>
  properties.some(({ name, value }) => name === "cdx:npm:package:development" && value === "true");

describe("libraries of others", () => {
  it("are listed, those that are delivered with version and digest", () => {
    const text = execFileSync("npm", ["run", "--silent", "sbom"], { encoding: "utf8", maxBuffer: 2 ** 26 });
    const { bomFormat, components } = JSON.parse(text) as { bomFormat: string; components: Component[] };
    expect(bomFormat).toBe("CycloneDX");
    const delivered = components.filter((component) => !isForDevelopment(component));
    const listed = new Set(delivered.map(({ name, version }) => `${name} ${version}`));
    const wanted = Object.entries(dependencies).map(([name, version]) => `${name} ${version}`);
    expect(wanted.filter((library) => !listed.has(library))).toEqual([]);
    expect(delivered.filter(({ hashes = [] }) => hashes.length === 0)).toEqual([]);
  });

  it("are of one version each, from the registry that npm is set to, and known by their digest", () => {
    const wanted = { ...dependencies, ...devDependencies, ...optionalDependencies };
    expect(Object.entries(wanted).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
    const { packages } = json("package-lock.json") as {
      packages: Record<string, { resolved?: string; integrity?: string; inBundle?: boolean }>;
    };
    const strangers = Object.entries(packages).filter(
      ([path, { resolved, integrity = "", inBundle }]) =>
        path !== "" && (resolved !== undefined || !(inBundle || integrity.startsWith("sha512-"))),
    );
    expect(strangers.map(([path]) => path)).toEqual([]);
  });
});
