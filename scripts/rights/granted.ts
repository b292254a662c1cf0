import { type FunctionRights, type Right, rightOf, rightsIn } from "#local/engine/iam/rights.ts";
import { readAssembly } from "#local/engine/templates/assembly.ts";
import { resolveStacks } from "#local/engine/templates/stacks.ts";

/** No function asks for these: Lambda writes logs and traces by itself. */
const lambdasOwn = /^(logs|xray):/;

/** Every right that some function has, once. */
export function rightsOf(functions: Iterable<FunctionRights>): Right[] {
  const rights = [...functions].flatMap(({ service, statements }) =>
    statements.filter(({ effect }) => effect === "Allow").map((each) => rightOf(service, each)),
  );
  const once = new Map(rights.map((right) => [JSON.stringify(right), right]));
  return [...once.values()].filter(({ action }) => !lambdasOwn.test(action));
}

/** All rights of an environment's functions, resolved as the local engine resolves them. */
export function grantedIn(assemblyDir: string): Right[] {
  const stacks = resolveStacks(readAssembly(assemblyDir), {
    region: "local",
    account: "000000000000",
    apiUrl: "http://127.0.0.1",
    queueUrl: (name) => `http://127.0.0.1/000000000000/${name}`,
    secretValue: () => "{}",
  });
  return rightsOf(rightsIn(stacks).functions.values());
}

/** As people read it: `case-review dynamodb:Query Records-Cases/index/worklist`. */
export function textOf({ service, action, resource }: Right): string {
  const name = resource
    .replace(/^arn:[^:]*:[^:]*:[^:]*:[^:]*:/, "")
    .replace(/^(table|secret|event-bus)[/:]/, "")
    .replace(/^Tongban-?[a-z]+-?(?=[A-Z])/, "")
    .replace(/^tongban-[a-z]+-[a-z]+-([a-z]+?)(?:bucket)?[0-9a-f]{8}/, "$1")
    .replace(/([A-Za-z])[0-9A-F]{8}(?=$|[/-])/, "$1")
    .replace(/-[0-9a-f]{6}$/, "");
  return `${service} ${action} ${name}`;
}
