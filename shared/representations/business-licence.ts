import { createRemoteJWKSet, errors, jwtVerify } from "jose";
import * as z from "zod";
import { identitySchema } from "#shared/kernel/people/identity.ts";

/** What the registry says of an organisation, confirmed by a person in the licence's app (电子营业执照). */
export const licenceAnswerSchema = z.object({
  requestId: z.string(),
  uscc: z.string(),
  name: z.string().min(1).max(100),
  legalRepresentative: identitySchema,
  state: z.enum(["valid", "revoked", "cancelled"]),
  /** The licence's last day; left out: it has none. */
  validTo: z.iso.date().optional(),
});
export type LicenceAnswer = z.output<typeof licenceAnswerSchema>;

export type BusinessLicences = {
  /**
   * Asks for a confirmation, the same however often it is asked, and answers what came of it. `silent`: there is no
   * answer that could be trusted now; asking again is safe.
   */
  answerTo(request: { requestId: string; uscc: string }): Promise<LicenceAnswer | "pending" | "silent">;
};

const bodySchema = z.union([
  z.object({ state: z.literal("pending") }),
  z.object({ state: z.literal("answered"), answer: z.string() }),
]);

const timeoutMs = 5_000;
/** Of what the registry's key set may name: nothing that is not settled is tried. */
const algorithms = ["ES256", "PS256", "RS256"];

/** The licence service over HTTP: `PUT /requests/{requestId}`, answered by a JWS (RFC 7515) under the keys of `/jwks`. */
export function businessLicences(
  url: string,
  note: (what: "silent" | "untrusted", cause: string) => void,
): BusinessLicences {
  const keys = createRemoteJWKSet(new URL(`${url}/jwks`), { timeoutDuration: timeoutMs });
  return {
    async answerTo({ requestId, uscc }) {
      try {
        const response = await fetch(`${url}/requests/${requestId}`, {
          method: "PUT",
          redirect: "error",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ uscc, purpose: "representation" }),
          signal: AbortSignal.timeout(timeoutMs),
        });
        if (!response.ok) throw new Error(`status ${response.status}`);
        const body = bodySchema.parse(await response.json());
        if (body.state === "pending") return "pending";
        const { payload } = await jwtVerify(body.answer, keys, {
          algorithms,
          audience: "tongban",
          clockTolerance: 60,
        });
        const answer = licenceAnswerSchema.parse(payload);
        // An answer to another question, however well signed, is none to this one.
        if (answer.requestId !== requestId || answer.uscc !== uscc)
          throw new errors.JWTInvalid("of another request");
        return answer;
      } catch (error) {
        const untrusted = error instanceof errors.JOSEError || error instanceof z.ZodError;
        note(untrusted ? "untrusted" : "silent", error instanceof Error ? error.name : "unknown");
        return "silent";
      }
    },
  };
}
