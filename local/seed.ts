import type { LocalApp } from "./engine/index.ts";

/** Each fills what an empty app needs and says in a few words what it did. */
export const seeders: ((app: LocalApp) => Promise<string>)[] = [];
