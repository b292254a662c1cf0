import { useMutation } from "@tanstack/react-query";
import { ApiProblem, call, type FieldError, isTransient } from "../../shared/api.ts";
import type { Item } from "../../shared/api-types.ts";
import { type Errors, errorsById } from "../../shared/form/errors.ts";
import { type Application, bodyOf } from "./application.ts";

/** What nothing is refused for and people should know: characters that official documents cannot print. */
export type Warnings = FieldError[];
export type Submitted = { caseNumber: string; state: string; dueAt: string | null; warnings?: Warnings };

/** What the API would say to this application, errors by the ids of the fields. @throws ApiProblem, TypeError */
export async function check(
  item: Item,
  application: Application,
): Promise<{ errors: Errors; warnings: Warnings }> {
  const body = bodyOf(item, application);
  const { errors, warnings = [] } = await call<{ errors: FieldError[]; warnings?: Warnings }>(
    "POST",
    "/v1/case-checks",
    { body },
  );
  return { errors: errorsById(errors, body), warnings };
}

type Hooks = {
  item: Item;
  application: Application;
  /** On the device before it answers. */
  keep: (change: Partial<Application>) => void;
  onSubmitted: (submitted: Submitted) => void;
  onWrong: (errors: Errors) => void;
};

/**
 * Submits an application once, however often it is tried: until an answer is known, the same body goes out under
 * the same key, also after the page was closed and opened again.
 */
export function useSubmission({ item, application, keep, onSubmitted, onWrong }: Hooks) {
  return useMutation({
    mutationFn: async () => {
      const sending = application.sending ?? {
        key: crypto.randomUUID(),
        body: JSON.stringify(bodyOf(item, application)),
      };
      // Kept before it leaves, so that a crash after this finds it.
      keep({ sending });
      const body = JSON.parse(sending.body) as unknown;
      try {
        return await call<Submitted>("POST", "/v1/cases", {
          body,
          headers: { "idempotency-key": sending.key },
        });
      } catch (error) {
        // Refused for good: it may be changed and is another attempt then.
        if (!isTransient(error) && !isSignInNeeded(error)) keep({ sending: null });
        if (error instanceof ApiProblem && error.errors.length > 0) onWrong(errorsById(error.errors, body));
        throw error;
      }
    },
    onSuccess: onSubmitted,
  });
}

const isSignInNeeded = (error: unknown): boolean => error instanceof ApiProblem && error.status === 401;
