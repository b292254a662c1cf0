import { createDecipheriv, createECDH, hkdfSync, randomBytes, randomUUID } from "node:crypto";
import { importJWK, jwtVerify } from "jose";
import { type Call, type LocalProvider, type ProviderDeps, takeMessage } from "./interface.ts";
import { localNoticeSecrets } from "./secrets.ts";

type Browser = { keys: ReturnType<typeof createECDH>; auth: Buffer; gone: boolean };

/** What a browser reads (RFC 8188, 8291): one record, its keys agreed on between sender and browser. */
function decrypt(body: Buffer, { keys, auth }: Browser): Record<string, string> {
  const salt = body.subarray(0, 16);
  const senderKey = body.subarray(21, 21 + body.readUInt8(20));
  const sealed = body.subarray(21 + senderKey.length);
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), keys.getPublicKey(), senderKey]);
  const input = Buffer.from(hkdfSync("sha256", keys.computeSecret(senderKey), auth, info, 32));
  const derive = (name: string, length: number): Buffer =>
    Buffer.from(hkdfSync("sha256", input, salt, `Content-Encoding: ${name}\0`, length));
  const opening = createDecipheriv("aes-128-gcm", derive("aes128gcm", 16), derive("nonce", 12));
  opening.setAuthTag(sealed.subarray(-16));
  const padded = Buffer.concat([opening.update(sealed.subarray(0, -16)), opening.final()]);
  // A delimiter of 2 ends the last record; zeros may follow.
  return JSON.parse(padded.subarray(0, padded.lastIndexOf(2)).toString("utf8")) as Record<string, string>;
}

/** Whether the sender is who the browser subscribed to (VAPID, RFC 8292). */
async function isKnown({ headers, url }: Call): Promise<boolean> {
  const [, token, key] = /^vapid t=([^,]+), ?k=(.+)$/.exec(headers.authorization ?? "") ?? [];
  if (!token || key !== localNoticeSecrets.push.publicKey) return false;
  const point = Buffer.from(key, "base64url");
  const publicKey = await importJWK(
    {
      kty: "EC",
      crv: "P-256",
      x: point.subarray(1, 33).toString("base64url"),
      y: point.subarray(33).toString("base64url"),
    },
    "ES256",
  );
  const verified = await jwtVerify(token, publicKey, { audience: url.origin }).catch(() => undefined);
  return verified !== undefined;
}

/** A browser's push service, and the browsers that subscribed. */
export function push(deps: ProviderDeps, serviceUrl: () => string) {
  const browsers = new Map<string, Browser>();
  const provider: LocalProvider = {
    async answer(call) {
      const id = call.url.pathname.split("/").at(-1) ?? "";
      const browser = browsers.get(id);
      if (!browser || browser.gone) return [410, {}];
      if (!(await isKnown(call))) return [403, {}];
      const shows = decrypt(call.rawBody, browser);
      return takeMessage({
        deps,
        message: { reference: String(call.headers.topic), to: id, shows },
        accepted: () => [201, {}],
        refused: [429, {}],
      });
    },
  };
  return {
    ...provider,
    /** What a browser gives the platform, as JSON. */
    subscribe(): string {
      const id = randomUUID();
      const keys = createECDH("prime256v1");
      keys.generateKeys();
      const auth = randomBytes(16);
      browsers.set(id, { keys, auth, gone: false });
      return JSON.stringify({
        endpoint: `${serviceUrl()}/push/${id}`,
        keys: { p256dh: keys.getPublicKey("base64url"), auth: auth.toString("base64url") },
      });
    },
    /** Everybody gives their subscriptions up. */
    forgetAll(): void {
      for (const browser of browsers.values()) browser.gone = true;
    },
  };
}
