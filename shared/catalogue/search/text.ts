/** What is asked around a matter, and not its name: 怎么办身份证, 哪里可以补社保卡. */
const around =
  /^(请问|我想|我要|想要|想|我家|我|怎么|怎样|如何|在哪里|在哪|哪里|去哪|哪儿|可以|能|需要|要|办理|办|申请|申办|查询|查|给)+|(要办什么证|办什么证|要什么(手续|材料|证)|需要什么(手续|材料|证)|怎么办理?|如何办理?|怎么弄|在哪里?办|去哪里?办|哪里办|办理|申请|流程|条件|材料|吗|呢|了|[?？。!！,，.]+)+$/g;

/** Full-width and capital letters as small ones of usual width; spaces stay between Latin words only. */
export const normalise = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    // What came along with pasted text and cannot be seen.
    .replaceAll(/\p{Cf}/gu, "")
    .replaceAll(/[^\p{Script=Han}\p{L}\p{N}]+/gu, " ")
    .replaceAll(/(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu, "")
    .trim();

/** The matter in a question; of a question that is nothing else, all stays. */
export const matterOf = (text: string): string => text.replaceAll(around, "").trim() || text;

export const chineseOf = (text: string): string => text.replaceAll(/[^\p{Script=Han}]/gu, "");
export const latinOf = (text: string): string[] => text.match(/[a-z0-9]+/g) ?? [];

/** Pairs of neighbouring characters, of which every Chinese word consists, and the last one by itself. */
export function pairsOf(text: string): string[] {
  const runs = text.match(/\p{Script=Han}+/gu) ?? [];
  return runs.flatMap((run) => {
    const characters = [...run];
    return characters.map((character, at) => character + (characters[at + 1] ?? ""));
  });
}
