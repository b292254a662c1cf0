import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { ApiProblem, call } from "./api.ts";

export type TakenAction = { action: string; body?: unknown };
type On<Answer> = {
  taken?: (answer: Answer, taken: TakenAction) => void;
  /** Somebody else was faster: it has another version, or another state. */
  overtaken?: () => void;
};

/** Reads everything anew that an action may change: all but what is public about services. */
export function useRefresh(): () => Promise<void> {
  const queries = useQueryClient();
  return () =>
    queries.invalidateQueries({
      predicate: ({ queryKey: [path] }) =>
        typeof path === "string" && /^\/v1\/(?!items|departments|themes|staff)/.test(path),
    });
}

/**
 * Takes an action on the version of the record that is on the screen. Tried again after a lost connection it is the
 * same one; when somebody else was faster, the record is read anew.
 */
export function useAction<Answer>(
  { path, version }: { path: string; version: number },
  { taken = () => {}, overtaken = () => {} }: On<Answer> = {},
) {
  const attempt = useRef({ key: crypto.randomUUID(), of: "" });
  const refresh = useRefresh();
  return useMutation({
    mutationFn: async ({ action, body = {} }: TakenAction) => {
      const of = JSON.stringify([action, body, version]);
      if (attempt.current.of !== of) attempt.current = { key: crypto.randomUUID(), of };
      return call<Answer>("POST", `${path}/actions/${action}`, {
        body,
        headers: { "if-match": `"${version}"`, "idempotency-key": attempt.current.key },
      });
    },
    onSuccess: (answer, asked) => {
      taken(answer, asked);
      return refresh();
    },
    onError: (error) => {
      if (!(error instanceof ApiProblem && [409, 412].includes(error.status))) return;
      overtaken();
      void refresh();
    },
  });
}
