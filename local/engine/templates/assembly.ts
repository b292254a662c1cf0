import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

export type TemplateResource = {
  Type: string;
  Properties?: Record<string, unknown>;
  Condition?: string;
};
export type Template = {
  Resources?: Record<string, TemplateResource>;
  Parameters?: Record<string, { Type: string; Default?: unknown }>;
  Conditions?: Record<string, unknown>;
  Mappings?: Record<string, Record<string, Record<string, unknown>>>;
  Outputs?: Record<string, { Value: unknown; Export?: { Name: unknown }; Condition?: string }>;
};
export type StackArtifact = { stackName: string; region: string | undefined; template: Template };
export type Assembly = {
  directory: string;
  /** In dependency order. */
  stacks: StackArtifact[];
  /** Where an asset's files are, by the object key they would have in S3. */
  assets: Map<string, string>;
};

type Artifact = {
  type: string;
  environment?: string;
  dependencies?: string[];
  properties?: { templateFile?: string; file?: string; stackName?: string; directoryName?: string };
};
type AssetManifest = {
  files?: Record<
    string,
    { source: { path: string; packaging?: string }; destinations: Record<string, { objectKey: string }> }
  >;
};

/** Addresses that templates name and that are elsewhere in this run: from, to. */
export type Moved = Record<string, string>;

const readTemplate = (file: string, moved: Moved): Template => {
  const text = Object.entries(moved).reduce(
    (template, [from, to]) => template.replaceAll(from, to),
    readFileSync(file, "utf8"),
  );
  return JSON.parse(text) as Template;
};

/** Reads a CDK cloud assembly, nested ones (stages) included. */
export function readAssembly(directory: string, moved: Moved = {}): Assembly {
  const manifestFile = join(directory, "manifest.json");
  if (!existsSync(manifestFile))
    throw new Error(`No CDK cloud assembly in ${directory}: manifest.json is missing.`);
  const artifacts = (readJson(manifestFile) as { artifacts?: Record<string, Artifact> }).artifacts ?? {};
  const assembly: Assembly = { directory, stacks: [], assets: new Map() };
  for (const [id, artifact] of inDependencyOrder(artifacts)) {
    const { templateFile, file, stackName, directoryName } = artifact.properties ?? {};
    if (artifact.type === "aws:cloudformation:stack" && templateFile) {
      const region = artifact.environment?.split("/").at(-1);
      assembly.stacks.push({
        stackName: stackName ?? id,
        region: region === "unknown-region" ? undefined : region,
        template: readTemplate(join(directory, templateFile), moved),
      });
    } else if (artifact.type === "cdk:asset-manifest" && file) {
      addAssets(assembly.assets, directory, readJson(join(directory, file)) as AssetManifest);
    } else if (artifact.type === "cdk:cloud-assembly" && directoryName) {
      const nested = readAssembly(join(directory, directoryName), moved);
      assembly.stacks.push(...nested.stacks);
      for (const [key, path] of nested.assets) assembly.assets.set(key, path);
    }
  }
  return assembly;
}

function addAssets(assets: Map<string, string>, directory: string, manifest: AssetManifest): void {
  for (const { source, destinations } of Object.values(manifest.files ?? {})) {
    for (const { objectKey } of Object.values(destinations))
      assets.set(objectKey, resolve(directory, source.path));
  }
}

function inDependencyOrder(artifacts: Record<string, Artifact>): [string, Artifact][] {
  const ordered = new Map<string, Artifact>();
  const visit = (id: string) => {
    const artifact = artifacts[id];
    if (!artifact || ordered.has(id)) return;
    for (const dependency of artifact.dependencies ?? []) visit(dependency);
    ordered.set(id, artifact);
  };
  for (const id of Object.keys(artifacts)) visit(id);
  return [...ordered];
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}
