import { type Route, route } from "#shared/kernel/http/api.ts";
import { httpProblems } from "#shared/kernel/http/problem.ts";
import { fieldErrorsOf } from "#shared/kernel/http/validation.ts";
import { jsonOf } from "#shared/kernel/json-text.ts";
import type { MachineKeys } from "#shared/kernel/machine-keys/machine-keys.ts";
import { requireSignature } from "#shared/kernel/machine-keys/require-signature.ts";
import { batchSchema, platformResults } from "#shared/payments/api.ts";
import { type ApplyDeps, applyResults } from "#shared/payments/apply-result.ts";

export type CallbackDeps = ApplyDeps & { platformId: string; keys: MachineKeys };

/** The platform tells what came in and what went back: answered once all of it is kept. */
export function paymentCallback(deps: CallbackDeps): Route[] {
  const apply = applyResults(deps);
  return [
    route(platformResults)(async ({ path, rawBody, rawHeaders, target, traceparent }) => {
      if (path.platform !== deps.platformId) throw httpProblems.notFound();
      await requireSignature(
        deps.keys,
        { rawBody, rawHeaders, target },
        `platform:${deps.platformId}`,
        deps.now(),
      );
      const said = jsonOf(rawBody);
      if (said === undefined) throw httpProblems.malformedBody();
      const parsed = batchSchema.safeParse(said, { reportInput: true });
      if (!parsed.success) {
        const errors = fieldErrorsOf("body", parsed.error);
        throw httpProblems.invalidRequest({ facts: { count: errors.length }, errors });
      }
      const { results } = parsed.data;
      for (const result of results) await apply(result, traceparent);
      return { status: 200, body: { taken: results.length } };
    }),
  ];
}
