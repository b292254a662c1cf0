import type { IncomingMessage, ServerResponse } from "node:http";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { listen, readBody } from "#local/engine/server.ts";
import { citizenClaims } from "../made-up-identity.ts";
import { type Organisation, organisations } from "./register.ts";

/** Where environment `local` has it. */
export const businessLicenceInTemplate = "http://127.0.0.1:8791";

type Asked = { requestId: string; uscc: string; confirmed: boolean };
/** What may go wrong with the next answer: done and not reported, reported too late, signed by somebody else, of another request. */
export type LicenceFault = "lost" | "late" | "forged" | "mixedUp";

export type LocalBusinessLicence = {
  url: string;
  /** As the legal representative does in the app. */
  confirm(requestId: string): void;
  /** How the next answers go wrong, one after the other. */
  failNext(...faults: LicenceFault[]): void;
  /** From now on in the register. */
  register(organisation: Organisation): void;
  close(): Promise<void>;
};

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/**
 * The service of electronic business licences (电子营业执照) with a made-up register: it is asked for a confirmation,
 * somebody confirms on its page, and it answers with what the register says, signed (ES256, RFC 7515).
 */
export async function startBusinessLicence({ port = 0 } = {}): Promise<LocalBusinessLicence> {
  const [own, others] = await Promise.all([generateKeyPair("ES256"), generateKeyPair("ES256")]);
  const jwks = { keys: [{ ...(await exportJWK(own.publicKey)), kid: "register", alg: "ES256", use: "sig" }] };
  const register = new Map(organisations.map((one) => [one.uscc, one]));
  const requests = new Map<string, Asked>();
  const faults: LicenceFault[] = [];

  const signed = ({ requestId, uscc }: Asked, fault: LicenceFault | undefined): Promise<string> => {
    const { name, legalRepresentative, state, validTo } = register.get(uscc) as Organisation;
    const of = fault === "mixedUp" ? "0000000000000000" : requestId;
    return new SignJWT({ requestId: of, uscc, name, legalRepresentative, state, ...(validTo && { validTo }) })
      .setProtectedHeader({ alg: "ES256", kid: "register" })
      .setIssuedAt()
      .setAudience("tongban")
      .setExpirationTime("10m")
      .sign(fault === "forged" ? others.privateKey : own.privateKey);
  };

  const put = async (requestId: string, body: Buffer): Promise<[number, unknown]> => {
    const { uscc } = JSON.parse(body.toString("utf8")) as { uscc: string };
    const asked = requests.get(requestId) ?? { requestId, uscc, confirmed: false };
    requests.set(requestId, asked);
    // An organisation that the register does not know has no app in which anybody could confirm.
    if (!asked.confirmed || !register.has(asked.uscc)) return [200, { state: "pending" }];
    const fault = faults.shift();
    if (fault === "lost") return [502, {}];
    if (fault === "late") return [200, { state: "pending" }];
    return [200, { state: "answered", answer: await signed(asked, fault) }];
  };

  const page = (): string => {
    const waiting = [...requests.values()].filter(({ confirmed, uscc }) => !confirmed && register.has(uscc));
    const items = waiting.map(({ requestId, uscc }) => {
      const { name, legalRepresentative } = register.get(uscc) as Organisation;
      return `<li><form method="post" action="/requests/${requestId}/confirm">${escaped(name)} ${escaped(uscc)} <button>${escaped(legalRepresentative.name)} 确认 Confirm</button></form></li>`;
    });
    return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>电子营业执照（演示）</title><h1>电子营业执照（演示）</h1><p>Electronic business licence, made up: what waits for the legal representative.</p><ul>${items.join("") || "<li>没有待确认的请求。Nothing waits.</li>"}</ul></html>`;
  };

  const confirm = (requestId: string): void => {
    const asked = requests.get(requestId);
    if (!asked) throw new Error(`nobody asked for request ${requestId}`);
    asked.confirmed = true;
  };

  const onRequest = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url ?? "";
    const json = (status: number, body: unknown) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    const [, requestId = "", then] = /^\/requests\/([0-9a-f]{16})(\/confirm)?$/.exec(path) ?? [];
    if (request.method === "GET" && path === "/jwks") json(200, jwks);
    else if (request.method === "GET" && path === "/")
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(page());
    else if (request.method === "PUT" && requestId && !then)
      json(...(await put(requestId, await readBody(request, 4096))));
    else if (request.method === "POST" && then && requests.has(requestId)) {
      confirm(requestId);
      response.writeHead(303, { location: "/" }).end();
    } else json(404, {});
  };

  const listening = await listen((request, response) => {
    onRequest(request, response).catch(() => response.writeHead(400).end());
  }, port);
  return {
    url: listening.url,
    confirm,
    failNext: (...next) => void faults.push(...next),
    register: (organisation) => void register.set(organisation.uscc, organisation),
    close: listening.close,
  };
}

/** An organisation of the register whose legal representative is this made-up citizen. */
export function organisationOf(
  uscc: string,
  name: string,
  ...who: Parameters<typeof citizenClaims>
): Organisation {
  const { name: of, id_number } = citizenClaims(...who);
  return {
    uscc,
    name,
    legalRepresentative: { name: String(of), idType: "residentId", idNumber: String(id_number) },
    state: "valid",
  };
}
