import { draftKeys, keptIn, keyOf, placeNow } from "./drafts.ts";

/** Names of a person's drafts, the newest first. */
export const draftsOf = (person: string): { name: string; savedAt: number }[] =>
  draftKeys(placeNow(), person)
    .flatMap((key) => {
      const kept = keptIn(placeNow(), key);
      return kept ? [{ name: key.slice(keyOf(person).length), savedAt: kept.savedAt }] : [];
    })
    .sort((a, b) => b.savedAt - a.savedAt);
