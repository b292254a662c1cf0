import { contexts } from "#shared/contexts.ts";
import type { Context, ContextFunction } from "#shared/kernel/context.ts";
import { isWrite, type Needs } from "#shared/kernel/needs.ts";

type Link = { text: string; path: string };

const linkTo = ({ text, path }: Link): string => `[${text}](../${path})`;
const row = (...cells: string[]): string => `| ${cells.join(" | ")} |`;
const table = (headings: string[], rows: string[]): string =>
  [row(...headings), row(...headings.map(() => "---")), ...rows].join("\n");
const unique = (names: readonly string[]): string[] => [...new Set(names)];

/** The family of an event, from its type: `case` of `tongban.case.accepted.v1`. */
const familyOf = (type: string): string => type.split(".")[1] ?? "";
const nameOf = (type: string): string => type.split(".")[2] ?? "";

const familiesOf = ({ records }: Context): string[] =>
  unique(records.flatMap(({ eventNames }) => [...eventNames.keys()].map(familyOf)));

const contextRow = (context: Context): string => {
  const { name, purpose, records } = context;
  const folders = [`shared/${name}`, `functions/${name}`];
  const events = familiesOf(context).map((family) => `events/${family}.ts`);
  const places = [...folders, ...events].map((path) => linkTo({ text: path, path }));
  return row(name, purpose, records.map((record) => record.name).join(", "), places.join(", "));
};

const needTexts = (needs: Needs): string[] => {
  const all = Object.values(needs);
  const listed = (word: string, names: string[]): string[] =>
    names.length > 0 ? [`${word} ${unique(names).join(", ")}`] : [];
  const tables = (written: boolean) =>
    all.flatMap((need) => (need.kind === "table" && need.uses.some(isWrite) === written ? [need.table] : []));
  return [
    ...listed("writes", tables(true)),
    ...listed("reads", tables(false)),
    ...listed(
      "files",
      all.flatMap((need) => (need.kind === "objects" ? [`\`${need.keys}\``] : [])),
    ),
    ...listed(
      "secrets",
      all.flatMap((need) => (need.kind === "secret" ? [need.secret] : [])),
    ),
    ...listed(
      "settings",
      all.flatMap((need) => (need.kind === "setting" ? [need.setting] : [])),
    ),
    ...listed(
      "sends to queue",
      all.flatMap((need) => (need.kind === "queue" ? [need.queue] : [])),
    ),
  ];
};

/** `case: accepted, approved`, a family a line. */
const followedTexts = ({ follows = {} }: ContextFunction): string[] => {
  const types = Object.values(follows).map(({ type }) => type);
  return unique(types.map(familyOf)).map((family) => {
    const names = types.filter((type) => familyOf(type) === family).map(nameOf);
    return `${family}: ${unique(names).join(", ")}`;
  });
};

const startTexts = (context: Context, name: string, { routes = [], sweep }: ContextFunction): string[] => [
  ...(routes.length > 0 ? [routes.length === 1 ? "1 route" : `${routes.length} routes`] : []),
  ...Object.entries(context.queues ?? {}).flatMap(([queue, { worker }]) =>
    worker === name ? [`queue ${queue}`] : [],
  ),
  ...(sweep
    ? [`every ${sweep.everyHours === 1 ? "hour" : `${sweep.everyHours} hours`}: ${sweep.purpose}`]
    : []),
];

const functionRow = (context: Context, name: string, one: ContextFunction): string =>
  row(
    context.name,
    linkTo({ text: name, path: `functions/${context.name}/${name}/README.md` }),
    startTexts(context, name, one).join("; "),
    followedTexts(one).join("; "),
    needTexts(one.needs).join("; "),
  );

const functionsOf = (context: Context) => Object.entries(context.functions);

/** An arrow for each function that follows events, from the context whose events they are. */
const arrows = (context: Context): string[] =>
  functionsOf(context).flatMap(([name, { follows = {} }]) => {
    const families = unique(Object.values(follows).map(({ type }) => familyOf(type)));
    const sources = contexts.filter((source) => familiesOf(source).some((one) => families.includes(one)));
    return sources.map((source) => `  ${source.name} -->|${name}| ${context.name}`);
  });

/** The contexts, their functions and who follows whose events: tables and a mermaid diagram. */
export function contextMap(): string {
  const functions = contexts.flatMap((context) =>
    functionsOf(context).map(([name, one]) => functionRow(context, name, one)),
  );
  return [
    table(["context", "purpose", "records", "where"], contexts.map(contextRow)),
    table(["context", "function", "started by", "follows", "needs"], functions),
    ["```mermaid", "flowchart LR", ...contexts.flatMap(arrows), "```"].join("\n"),
  ].join("\n\n");
}
