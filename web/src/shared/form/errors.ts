import type { FieldError } from "../api.ts";

/** Messages by the id of the element that they are about. */
export type Errors = ReadonlyMap<string, string>;
export const noErrors: Errors = new Map();

type Body = Record<string, unknown>;
const lists = ["materials", "licences", "deferred", "commitments"];

/**
 * The id of the element that a pointer into the body leads to: `body/applicant/phone` is `applicant-phone`. What
 * is wrong with an entry of a list of documents is shown at the material itself.
 */
export function idOfPath(path: string, body: Body): string {
  const [, part = "", step = "", ...rest] = path.split("/");
  if (!lists.includes(part) || step === "") return [part, step, ...rest].filter(Boolean).join("-");
  const entry = (body[part] as unknown[] | undefined)?.[Number(step)];
  const materialId =
    typeof entry === "string" ? entry : (entry as { materialId?: string } | undefined)?.materialId;
  return `materials-${materialId ?? step}`;
}

export const errorsById = (errors: readonly FieldError[], body: unknown): Errors =>
  new Map(errors.map(({ path, message }) => [idOfPath(path, body as Body), message]));
