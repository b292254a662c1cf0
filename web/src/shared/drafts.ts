import { sessions } from "../sign-in/session.ts";

/** What somebody began and did not send yet. In this browser only, under the account it was begun with. */
type Kept<Content> = { savedAt: number; content: Content };

export const sharedChoice = "shared computer";
const hourMs = 3_600_000;

/**
 * Others use this computer, too: somebody said so, or it is the office's, where drafts hold what others told, or it
 * carries a rating device of the hall.
 */
export function isShared(): boolean {
  const said = localStorage.getItem(sharedChoice) ?? localStorage.getItem("rating device") ?? "no";
  return said !== "no" || (sessions.current()?.role ?? "citizen") !== "citizen";
}

/** On one's own device for a week; on a shared one for an hour, and until the page is closed. */
export const placeNow = (): Storage => (isShared() ? sessionStorage : localStorage);

export const keyOf = (person: string, name = ""): string => `draft:${person}:${name}`;
export const draftKeys = (store: Storage, person?: string): string[] =>
  Object.keys(store).filter((key) => key.startsWith(person === undefined ? "draft:" : keyOf(person)));

export function keptIn(store: Storage, key: string): Kept<unknown> | undefined {
  const kept = JSON.parse(store.getItem(key) ?? "{}") as Kept<unknown>;
  const lifeMs = store === sessionStorage ? hourMs : 168 * hourMs;
  return kept.savedAt > Date.now() - lifeMs ? kept : undefined;
}

function forgetWhere(isOver: (store: Storage, key: string) => boolean, person?: string): void {
  for (const store of [localStorage, sessionStorage])
    for (const key of draftKeys(store, person)) if (isOver(store, key)) store.removeItem(key);
}

/** Without a name all of a person's. */
export const forgetDraft = (person: string, name?: string): void =>
  forgetWhere((_store, key) => !name || key === keyOf(person, name), person);

export function readDraft<Content>(person: string, name: string): Content | undefined {
  return keptIn(placeNow(), keyOf(person, name))?.content as Content | undefined;
}

export function saveDraft(person: string, name: string, content: unknown): void {
  placeNow().setItem(keyOf(person, name), JSON.stringify({ savedAt: Date.now(), content }));
}

// Whose time is over goes, whoever's it is.
forgetWhere((store, key) => !keptIn(store, key));
