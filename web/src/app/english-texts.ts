type Texts = { [name: string]: string | Texts };

/** One file per area, as the Chinese ones. */
export const inEnglish = import.meta.glob<Texts>("../texts/en/*.json", { import: "default" });
