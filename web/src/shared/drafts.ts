/** What somebody began and did not send yet. On this device only, under the account it was begun with. */
type Kept<Content> = { savedAt: number; content: Content };

const lifeMs = 30 * 86_400_000;
const prefix = (person: string): string => `draft:${person}:`;

export function readDraft<Content>(person: string, name: string): Content | undefined {
  const text = window.localStorage.getItem(prefix(person) + name);
  if (!text) return undefined;
  const { savedAt, content } = JSON.parse(text) as Kept<Content>;
  if (savedAt > Date.now() - lifeMs) return content;
  forgetDraft(person, name);
  return undefined;
}

export function saveDraft(person: string, name: string, content: unknown): void {
  window.localStorage.setItem(prefix(person) + name, JSON.stringify({ savedAt: Date.now(), content }));
}

export function forgetDraft(person: string, name: string): void {
  window.localStorage.removeItem(prefix(person) + name);
}

/** Names of a person's drafts, the newest first. */
export function draftsOf(person: string): { name: string; savedAt: number }[] {
  return Object.keys(window.localStorage)
    .filter((key) => key.startsWith(prefix(person)))
    .map((key) => ({
      name: key.slice(prefix(person).length),
      savedAt: (JSON.parse(window.localStorage.getItem(key) ?? "{}") as Kept<unknown>).savedAt,
    }))
    .sort((a, b) => b.savedAt - a.savedAt);
}

export function forgetDrafts(person: string): void {
  for (const { name } of draftsOf(person)) forgetDraft(person, name);
}
