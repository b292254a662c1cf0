import data from "#data/notice-templates.json" with { type: "json" };
import { noticeCategories } from "#events/notice.ts";
import type { Locale, Text } from "#shared/kernel/http/locale.ts";
import { smsParts } from "./channels/sms-parts.ts";

/**
 * What a template may be filled with: the last digits of a case's number, an item's or a policy's title, a day, a code, a number. Nothing
 * else can be asked for, so no name, number or address gets into a text.
 */
export const paramKinds = ["caseTail", "itemTitle", "day", "code", "count", "policyTitle"] as const;
export type ParamKind = (typeof paramKinds)[number];

export type Template = {
  id: string;
  version: number;
  category: (typeof noticeCategories)[number];
  params: Readonly<Record<string, ParamKind>>;
  /** A path of our own pages. */
  link: string;
  title: Text;
  /** In the inbox and in mail, which are read by whoever signed in. */
  inbox: Text;
  /** On every way that others can see: text messages, screens, loudspeakers. */
  short: Text;
};

export const templates = data.templates as unknown as readonly Template[];
export const signature = data.signature;

const byId = new Map(templates.map((template) => [template.id, template]));

/** @throws Error for a template that there is not */
export function templateOf(id: string): Template {
  const found = byId.get(id);
  if (!found) throw new Error(`there is no template ${id}`);
  return found;
}

const placeholder = /\{(\w+)\}/g;
const named = (text: string): string[] => [...text.matchAll(placeholder)].map(([, name = ""]) => name);

/** @throws Error when a value is missing */
export const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(placeholder, (_whole, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`a notice lacks its ${name}`);
    return value;
  });

/** How many parts a text message has, its signature counted. */
export const partsOf = (text: string): number => smsParts(signature + text);
export const maxParts = 2;

/** As long as each kind gets. */
const longest: Record<ParamKind, string> = {
  caseTail: "000000",
  itemTitle: "项".repeat(40),
  day: "2026-12-31",
  code: "000000",
  count: "99",
  policyTitle: "策".repeat(60),
};
/** What only whoever signed in reads. */
const unspoken: readonly ParamKind[] = ["itemTitle", "policyTitle"];

/** Words by which a text that others can see would tell how a case was decided, or what it is about. */
const telling =
  /准予|许可|批准|驳回|不予|同意|通过|撤销|处罚|诊断|疾病|残疾|低保|approv|reject|granted|denied|refus|penalt|diagnos|disab/i;
const linkLike = /https?:|www\.|\b[a-z0-9-]+\.(com|cn|net|org|io|top|xyz)\b/i;
const numberLike = /\d{11,}/;

/** What is wrong with a template: nothing that reaches people is sent before this is empty. */
export function templateFaults(template: Template): string[] {
  const { id, params, link, category } = template;
  const faultIf = (isWrong: boolean, fault: string): string[] => (isWrong ? [`${id}: ${fault}`] : []);
  const texts = (["title", "inbox", "short"] as const).flatMap((part) =>
    (["zh", "en"] as const).map((language) => ({ part, language, text: template[part]?.[language] ?? "" })),
  );
  const declared = Object.keys(params);
  const used = new Set(texts.flatMap(({ text }) => named(text)));
  const sample = Object.fromEntries(declared.map((name) => [name, longest[params[name] as ParamKind] ?? ""]));
  return [
    ...faultIf(!noticeCategories.includes(category), `unknown category ${category}`),
    ...faultIf(!/^\/[a-zA-Z/{}-]*$/.test(link), "its link is not a path of our own pages"),
    ...declared.flatMap((name) => [
      ...faultIf(!paramKinds.includes(params[name] as ParamKind), `unknown kind of parameter ${name}`),
      ...faultIf(!used.has(name), `parameter ${name} is in no text`),
    ]),
    ...texts.flatMap(({ part, language, text }) => [
      ...faultIf(text.trim() === "", `${part} lacks its text in ${language}`),
      ...named(text).flatMap((name) =>
        faultIf(!(name in params), `${part} in ${language} asks for the unknown parameter ${name}`),
      ),
      ...faultIf(linkLike.test(text), `${part} in ${language} has a link of its own`),
      ...faultIf(numberLike.test(text), `${part} in ${language} has a long number`),
      ...(part === "short"
        ? [
            ...faultIf(
              telling.test(text),
              `short text in ${language} tells what the matter is or how it was decided`,
            ),
            ...named(text).flatMap((name) =>
              faultIf(
                unspoken.includes(params[name] as ParamKind),
                `short text in ${language} names what it is about`,
              ),
            ),
          ]
        : []),
    ]),
    // Only Chinese goes by text message; pushes and voices have no parts.
    ...faultIf(
      declared.every((name) => name in sample) &&
        partsOf(
          (template.short?.zh ?? "").replace(placeholder, (_whole, name: string) => sample[name] ?? ""),
        ) > maxParts,
      `short text in zh has more than ${maxParts} parts`,
    ),
  ];
}

export const templatesFaults = (all: readonly Template[]): string[] => [
  ...all.flatMap(templateFaults),
  ...all.flatMap(({ id }, index) =>
    all.findIndex((other) => other.id === id) < index ? [`${id}: there are two of it`] : [],
  ),
];

export type Filled = { title: string; text: string; link: string };

/** A template in one language, for one way. */
export function rendered(
  template: Template,
  part: "inbox" | "short",
  locale: Locale,
  values: Readonly<Record<string, string>>,
): Omit<Filled, "link"> {
  return { title: filled(template.title[locale], values), text: filled(template[part][locale], values) };
}
