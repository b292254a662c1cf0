export type Line = { text: string /** Ends its paragraph, so that it is not stretched. */; last: boolean };

/** 避头尾: what may not begin a line, and what may not end one. */
const notFirst = "，。、；：？！）》」』】〕”’…—％·,.;:?!)]}%";
const notLast = "（《「『【〔“‘([{";

/** What a line may not be broken in: words, and a character with the punctuation that belongs to it. */
function unbreakable(text: string): string[] {
  const units: string[] = [];
  let isOpen = false;
  for (const [token] of text.matchAll(/\s+|[!-ɏ]+|[\s\S]/gu)) {
    const before = units.at(-1);
    const sticks = before !== undefined && (isOpen || (notFirst.includes(token) && before.trim() !== ""));
    if (sticks) units[units.length - 1] = before + token;
    else units.push(token);
    isOpen = notLast.includes(token);
  }
  return units;
}

/** A unit that no line can take is broken between its characters after all. */
function fitting(unit: string, room: number, widthOf: (text: string) => number): string[] {
  return widthOf(unit) <= room ? [unit] : Array.from(unit);
}

/**
 * Breaks text into lines no wider than `room` as Chinese is set: anywhere between characters, but not inside a
 * word, before a closing mark or after an opening one. The first line of each paragraph is `indent` shorter.
 */
export function wrap(text: string, room: number, widthOf: (text: string) => number, indent = 0): Line[] {
  return text.split("\n").flatMap((paragraph) => {
    const lines: string[] = [];
    let line = "";
    const space = () => room - (lines.length === 0 ? indent : 0);
    for (const unit of unbreakable(paragraph).flatMap((one) => fitting(one, room - indent, widthOf))) {
      if (widthOf((line + unit).trimEnd()) > space() && line !== "") {
        lines.push(line.trimEnd());
        line = unit.trimStart();
      } else line += unit;
    }
    lines.push(line.trimEnd());
    return lines.map((one, index) => ({ text: one, last: index === lines.length - 1 }));
  });
}
