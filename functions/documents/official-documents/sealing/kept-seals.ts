import { createPrivateKey, X509Certificate } from "node:crypto";
import * as z from "zod";
import type { SecretTexts } from "#shared/kernel/aws/secret.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { detachedSignature, type Signer } from "./cms.ts";
import type { SealService } from "./seal-service.ts";
import { trialSigner } from "./trial-certificate.ts";

const logs = defineLogs("documentSeals", {
  trial: {
    level: "info",
    text: "an organ has no certificate in the secret; its documents are signed with a trial one that has no legal force",
  },
});

const pem = z.string().includes("-----BEGIN ");
const seal = z.strictObject({
  /** The organ's certificate first, then those that lead to its root, one after the other. */
  certificates: pem,
  /** PKCS#8, EC or RSA. */
  privateKey: pem,
});
/** What the secret holds: seals by the organ's name, as documents have it. */
const keptSchema = z.object({
  seals: z.record(z.string(), seal).default({}),
  /** What trial keys are derived from, for organs that have no seal there. */
  trial: z.string().min(32),
});

const certificatePattern = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

const signerOf = ({ certificates, privateKey }: z.output<typeof seal>): Signer => ({
  key: createPrivateKey(privateKey),
  certificates: (certificates.match(certificatePattern) ?? []).map((one) => new X509Certificate(one).raw),
});

/** Seals whose keys are in a secret of ours: for the local run, and until the official service is connected. */
export function secretSeals(secrets: SecretTexts): SealService {
  const signers = new Map<string, Signer>();
  return {
    async seal(organ, signed, at) {
      const [text = ""] = await secrets();
      const known = `${organ} ${text}`;
      let signer = signers.get(known);
      if (!signer) {
        const { seals, trial } = keptSchema.parse(JSON.parse(text));
        const own = seals[organ];
        if (!own) log(logs.trial, { organ });
        signer = own ? signerOf(own) : trialSigner(trial, organ, at);
        signers.set(known, signer);
      }
      return detachedSignature(signer, signed);
    },
  };
}
