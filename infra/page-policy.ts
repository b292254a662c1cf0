import { extname } from "node:path";

/** Where the pages may call: origins, each as `https://host`; no API where it is behind their own name. */
export type PageOrigins = { api: string | undefined; issuer: string[]; documents: string };

/** Addresses that a policy can name: an origin, without a path. A token of the CDK is left as it is. */
export const originOf = (address: string): string =>
  address.includes("${") ? address : new URL(address).origin;

/** Nothing inline and nothing from elsewhere; documents are shown from memory (`blob:`) and never from their address. */
export const contentSecurityPolicy = ({ api, issuer, documents }: PageOrigins): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "frame-src blob:",
    // Browsers show a PDF in a frame by a plugin of their own.
    "object-src blob:",
    `connect-src ${["'self'", ...(api ? [api] : []), ...issuer, documents].join(" ")}`,
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");

/** Camera: photographs of documents. Nothing else of a device is asked for. */
export const permissionsPolicy = "camera=(self), microphone=(), geolocation=(), payment=(), usb=()";

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".txt": "text/plain; charset=utf-8",
};
export const contentTypeOf = (path: string): string => types[extname(path)] ?? "application/octet-stream";

/** Names that never change stand for content that never does. */
export const cacheControl = (path: string): string =>
  path.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache";

/** Where somebody who found a weakness looks first (RFC 9116). */
export const securityTextName = ".well-known/security.txt";
const halfYearMs = 182 * 86_400_000;
/** It is good for half a year from a moment: each publication renews it. */
export const securityText = (contact: string, at: string): string =>
  [
    `Contact: ${contact}`,
    `Expires: ${new Date(Date.parse(at) + halfYearMs).toISOString()}`,
    "Preferred-Languages: zh, en",
    "",
  ].join("\n");

/** What the pages have to know before they can do anything: `/config.json`. */
export type PageSettings = {
  apiUrl: string;
  issuer: string;
  clientId: string;
  /** After so long without anything done a sign-in ends. */
  idleMinutes: { staff: number; citizen: number };
};
