import { basename } from "node:path";
import { type Import, offending, type Source } from "./sources.ts";

/**
 * Contexts that were there before the rule that a context calls `public.ts` of cases, catalogue and representations only
 * and follows events for the rest. Nothing is added here.
 */
const beforeTheRule = ["cases", "deliveries", "documents", "ratings", "rectifications"];

/** A package for the archive holds what every context keeps of a case: it asks each of them by its `public.ts`. */
const gathering = ["archives"];
/** The words of a notice come, when it is sent or read, from whoever owns what it is about. */
const telling = ["notices"];

/** Whose name a folder bears: of `shared/<context>`, `functions/<context>`. */
type Place = {
  layer: "events" | "data" | "kernel" | "context" | "contexts" | "function" | "outer";
  name: string;
};

/** `contexts` are the files that are beside the contexts' folders: the list of them all. */
function placeOf(path: string): Place {
  const [top = "", name = "", ...rest] = path.split("/");
  if (top === "events" || top === "data") return { layer: top, name: "" };
  if (top === "functions") return { layer: "function", name };
  if (top !== "shared") return { layer: "outer", name: "" };
  if (rest.length === 0) return { layer: "contexts", name: "" };
  return name === "kernel" ? { layer: "kernel", name: rest[0] ?? "" } : { layer: "context", name };
}

const namesIn = (files: readonly Source[], layer: Place["layer"]): Set<string> =>
  new Set(
    files
      .map(({ path }) => placeOf(path))
      .filter((place) => place.layer === layer)
      .map(({ name }) => name),
  );

const isBasic = ({ layer }: Place): boolean => layer === "events" || layer === "data" || layer === "kernel";
/** What a context gives to others: what they may ask and show, its HTTP contract, its problems. */
const isOpen = (path: string): boolean => /^(public|views|api|problems)\.ts$/.test(basename(path));

function mayCall(context: string, target: string): boolean {
  if (beforeTheRule.includes(context)) return isOpen(target);
  if ([...gathering, ...telling].includes(context)) return basename(target) === "public.ts";
  return /^shared\/(cases|catalogue|representations)\/public\.ts$/.test(target);
}

const isPublished = ({ layer }: Place, target: string): boolean =>
  layer === "context" && /^(record|outbox)\.ts$/.test(basename(target));

const functionFolder = (path: string): string => path.split("/").slice(0, 3).join("/");

/** Imports against the direction: events <- kernel <- context <- functions; each line `file -> target`. */
export function againstDirection(files: readonly Source[]): string[] {
  const parts = namesIn(files, "kernel");
  const isWrong = ({ target, ours }: Import, { path }: Source): boolean => {
    if (!ours) return false;
    const from = placeOf(path);
    const to = placeOf(target);
    const own = to.layer === "context" && to.name === from.name;
    switch (from.layer) {
      case "events":
        return to.layer !== "events";
      case "kernel":
        return !isBasic(to);
      case "context":
        return !isBasic(to) && !own && !(to.layer === "context" && mayCall(from.name, target));
      case "contexts":
        return !isBasic(to) && !(to.layer === "context" && basename(target) === "context.ts");
      case "function":
        if (isBasic(to)) return false;
        if (to.layer === "function") return functionFolder(path) !== functionFolder(target);
        // A function of the kernel's serves all contexts: it sees their list, their records and what these publish.
        if (parts.has(from.name)) return to.layer !== "contexts" && !isPublished(to, target);
        return !own && !(to.layer === "context" && mayCall(from.name, target));
      default:
        return false;
    }
  };
  return offending(files, isWrong);
}

/** Folders of functions that bear the name neither of a context nor of a part of the kernel. */
export function homelessFunctions(files: readonly Source[]): string[] {
  const homes = new Set([...namesIn(files, "context"), ...namesIn(files, "kernel")]);
  return [...namesIn(files, "function")].filter((name) => !homes.has(name));
}

const isAws = ({ target, ours }: Import): boolean => !ours && target.startsWith("@aws-sdk/");

/** Files of the kernel and the contexts that talk to AWS themselves, or by a file of the kernel that does. */
function awsFiles(files: readonly Source[]): Set<string> {
  const found = new Set<string>();
  const talks = (place: Place["layer"]) =>
    files.filter(
      ({ path, imports }) =>
        placeOf(path).layer === place &&
        !found.has(path) &&
        imports.some((one) => !one.typeOnly && (isAws(one) || found.has(one.target))),
    );
  for (let more = talks("kernel"); more.length > 0; more = talks("kernel"))
    for (const { path } of more) found.add(path);
  for (const { path } of talks("context")) found.add(path);
  return found;
}

/** What a context decides by: all its files but its adapters, and `public.ts`, which brings both together. */
function domain(files: readonly Source[], aws: Set<string>): Source[] {
  return files.filter(
    ({ path }) => placeOf(path).layer === "context" && !aws.has(path) && basename(path) !== "public.ts",
  );
}

/**
 * Adapters are known by what they import; their names say so too, lest a rule becomes an adapter unseen. `public.ts`
 * is known to bring a context's rules and its store together.
 */
export function unnamedAdapters(files: readonly Source[]): string[] {
  return [...awsFiles(files)].filter(
    (path) =>
      placeOf(path).layer === "context" && !/^(dynamodb-.+|.+-store|public)\.ts$/.test(basename(path)),
  );
}

/** Imports by which the domain would reach AWS, `public.ts` of whatever context included. Types may be seen. */
export function reachingOut(files: readonly Source[]): string[] {
  const aws = awsFiles(files);
  const leads = (target: string): boolean => aws.has(target) || basename(target) === "public.ts";
  return offending(
    domain(files, aws),
    (found) => isAws(found) || (found.ours && !found.typeOnly && leads(found.target)),
  );
}

const impure =
  /\bprocess\.env\b|\bDate\.now\b|\bsystemClock\b|\bnew Date\(\)|\bMath\.random\b|\brandom(UUID|Bytes|Int)\b|\bgetRandomValues\b/;

/** Files of the domain that read the environment or a clock, or draw random numbers. */
export const impureFiles = (files: readonly Source[]): string[] =>
  domain(files, awsFiles(files))
    .filter(({ text }) => impure.test(text))
    .map(({ path }) => path);
