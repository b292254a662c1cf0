import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { ApiProblem, call } from "../shared/api.ts";
import type { CaseSummary } from "../shared/api-types.ts";

type Taken = { action: string; body?: unknown };

/**
 * Takes an action on the version of the case that is on the screen. Tried again after a lost connection it is the
 * same one; when somebody else was faster, the case is read anew.
 */
export function useAction(
  { caseNumber, version }: Pick<CaseSummary, "caseNumber" | "version">,
  onTaken: () => void = () => {},
) {
  const queries = useQueryClient();
  const attempt = useRef({ key: crypto.randomUUID(), of: "" });
  const refresh = () =>
    queries.invalidateQueries({
      predicate: ({ queryKey: [path] }) =>
        typeof path === "string" && /^\/v1\/(cases|worklist|licences|my)/.test(path),
    });
  return useMutation({
    mutationFn: async ({ action, body = {} }: Taken) => {
      const of = JSON.stringify([action, body, version]);
      if (attempt.current.of !== of) attempt.current = { key: crypto.randomUUID(), of };
      return call<CaseSummary>("POST", `/v1/cases/${caseNumber}/actions/${action}`, {
        body,
        headers: { "if-match": `"${version}"`, "idempotency-key": attempt.current.key },
      });
    },
    onSuccess: () => {
      onTaken();
      return refresh();
    },
    onError: (error) => {
      if (error instanceof ApiProblem && [409, 412].includes(error.status)) void refresh();
    },
  });
}
