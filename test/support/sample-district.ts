import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { residentIdCheckCharacter } from "#shared/kernel/identifiers/resident-id.ts";
import { usccCheckCharacter } from "#shared/kernel/identifiers/uscc.ts";

const home = "411602";
/** 杭州市西湖区: another district's code by GB/T 2260, with what the first one's files say of that one made its own. */
export const sample = "330106";

/** Words by which the first district is known, longest first, and what stands in their place. */
const words: readonly [string, string][] = [
  ["Chuanhui", "Xihu"],
  ["Zhoukou", "Hangzhou"],
  ["Henan", "Zhejiang"],
  ["川汇", "西湖"],
  ["周口", "杭州"],
  ["河南", "浙江"],
  ["周公积金川", "杭公积金西"],
  ["周公川", "杭公西"],
  ["周川", "杭西"],
  ["七一路", "天目山路"],
  ["Qiyilu", "Tianmushanlu"],
  ["陈州街回族", "北山"],
  ["Chenzhoujie Hui", "Beishan"],
  ["0394", "0571"],
  ["henan-nontax", "zhejiang-nontax"],
];

/** By which anybody would know the first district: none of these may be seen of another. */
export const marksOfHome = /411602|川汇|周口|周公川|周川税|周公积金川|陈州街|0394-|chuanhui|zhoukou/i;

/** A text of the first district as the sample's own: codes with check characters that are right. */
export function asSample(text: string): string {
  const named = words.reduce((all, [before, after]) => all.replaceAll(before, after), text);
  return named
    .replace(
      /\b([0-9A-Y]{2})411602([0-9A-Y]{9})[0-9A-Y]/g,
      (_, kind: string, organisation: string) =>
        `${kind}${sample}${organisation}${usccCheckCharacter(`${kind}${sample}${organisation}`)}`,
    )
    .replace(
      /\b411602((?:19|20)\d{6}\d{3})[\dX]\b/g,
      (_, rest: string) => `${sample}${rest}${residentIdCheckCharacter(`${sample}${rest}`)}`,
    )
    .replaceAll(home, sample);
}

/** Of the catalogue a part is enough. */
const itemFiles = ["market-regulation.json", "civil-affairs.json"];

/** Takes out of a file what leads to items that the sample does not have. */
function keepKnown(file: string, codes: readonly string[]): void {
  const entries = JSON.parse(readFileSync(file, "utf8")) as { items: string[] }[];
  const known = entries
    .map((entry) => ({ ...entry, items: entry.items.filter((code) => codes.includes(code)) }))
    .filter(({ items }) => items.length > 0);
  writeFileSync(file, JSON.stringify(known));
}

/** Takes out the policies that ask about items which the sample does not have. */
function keepAskable(file: string, codes: readonly string[]): void {
  const policies = JSON.parse(readFileSync(file, "utf8")) as unknown[];
  const asks = (policy: unknown): string[] =>
    [...JSON.stringify(policy).matchAll(/"itemCode":"(\w+)"/g)].map(([, code = ""]) => code);
  writeFileSync(
    file,
    JSON.stringify(policies.filter((policy) => asks(policy).every((code) => codes.includes(code)))),
  );
}

/** Puts the sample's folder beside the first district's, made from that, and takes that one away. */
export function putSampleInstead(project: string): void {
  const districts = join(project, "data/districts");
  const files = readdirSync(join(districts, home), { recursive: true, encoding: "utf8" }).filter((name) =>
    name.includes("."),
  );
  const isOut = (name: string): boolean => name.startsWith("items/") && !itemFiles.includes(name.slice(6));
  for (const name of files.filter((each) => !isOut(each))) {
    const to = join(districts, sample, name);
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, asSample(readFileSync(join(districts, home, name), "utf8")));
  }
  rmSync(join(districts, home), { recursive: true });
  const items = itemFiles.flatMap(
    (name) =>
      JSON.parse(readFileSync(join(districts, sample, "items", name), "utf8")) as { itemCode: string }[],
  );
  const codes = items.map(({ itemCode }) => itemCode);
  writeFileSync(join(districts, sample, "popular-items.json"), JSON.stringify(codes.slice(0, 2)));
  keepAskable(join(districts, sample, "policies.json"), codes);
  for (const name of ["everyday-words.json", "life-events.json"])
    keepKnown(join(districts, sample, name), codes);
  // The setting, and the addresses that the carriers' settings name.
  const settings = join(project, "infra/environments/local.json");
  writeFileSync(settings, asSample(readFileSync(settings, "utf8")));
}
