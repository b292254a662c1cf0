import { isObject } from "#shared/kernel/forms/answered-fields.ts";
import { fieldError } from "#shared/kernel/http/field-error.ts";
import type { FieldError } from "#shared/kernel/http/problem.ts";
import { printedFor, unprinted } from "#shared/kernel/printed-characters.ts";
import type { CommandAction } from "./lifecycle-table.ts";
import { printedActions } from "./printed-actions.ts";

/** What official documents print of an application: who applies and acts, and what was answered. */
export type Printed = {
  applicant?: { name?: unknown } | undefined;
  agent?: { name?: unknown } | undefined;
  parties?: readonly { name?: unknown }[] | undefined;
  answers?: unknown;
};

function* textsIn(value: unknown, steps: string[]): Generator<[steps: string[], text: string]> {
  if (typeof value === "string") yield [steps, value];
  else if (Array.isArray(value) || isObject(value))
    for (const [step, one] of Object.entries(value)) yield* textsIn(one, [...steps, step]);
}

const nameOf = (party: { name?: unknown } | undefined) => party && { name: party.name };

/** Where texts have characters that no font of official documents has, and what is printed instead. */
function warningsIn(printed: unknown): FieldError[] {
  return [...textsIn(printed, [])].flatMap(([steps, text]) => {
    const characters = unprinted(text);
    if (characters.length === 0) return [];
    const each = characters.map((character) => ({ character, instead: printedFor(character) }));
    const zh = each.map(({ character, instead }) => `“${character}”会印成${instead}`).join("，");
    const en = each.map(({ character, instead }) => `“${character}” as ${instead}`).join(", ");
    return [
      fieldError(steps, "notInFont", {
        zh: `文书所用的字库缺少这里的个别字，文书上${zh}。系统中保留原字，不影响办理；请核对写法，确实无误的可以继续，证照上必须印出原字的请告知窗口。`,
        en: `The fonts of official documents lack characters of this text: they print ${en}. The case keeps the text as it is and goes on. Please check it; tell the window if a licence has to show the character itself.`,
      }),
    ];
  });
}

/**
 * Where an application has characters that no font of official documents has: nothing is refused for it, and whoever
 * applies learns what will be printed before they find it on a document.
 */
export const printWarnings = ({ applicant, agent, parties, answers }: Printed): FieldError[] =>
  warningsIn({
    applicant: nameOf(applicant),
    agent: nameOf(agent),
    parties: parties?.map(nameOf),
    answers,
  });

/** The same of what somebody writes in a step. */
export const writtenWarnings = (action: CommandAction, body: unknown): FieldError[] =>
  printedActions.includes(action) ? warningsIn(body) : [];
