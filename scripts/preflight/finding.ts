import type { Environment } from "#infra/environments.ts";
import type { World } from "./world.ts";

export type Finding =
  | { kind: "ok"; text: string }
  | { kind: "wrong"; text: string; remedy: string }
  /** Nobody could find out. */
  | { kind: "open"; text: string };

export type Check = (environment: Environment, world: World) => Promise<Finding[]>;

export const ok = (text: string): Finding => ({ kind: "ok", text });
export const wrong = (text: string, remedy: string): Finding => ({ kind: "wrong", text, remedy });
export const open = (text: string): Finding => ({ kind: "open", text });

export const causeOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
