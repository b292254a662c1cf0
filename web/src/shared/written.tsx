import { writtenLanguage } from "./written-language.ts";

/** Text as a person wrote it, marked so that a screen reader pronounces Chinese on an English page. */
export const Written = ({ text }: { text: string }) => <span lang={writtenLanguage(text)}>{text}</span>;

/** What a button is about, after its own words: for those who hear one button after the other. */
export const NameAfter = ({ text }: { text: string }) => (
  <span className="unseen" lang={writtenLanguage(text)}>
    {" "}
    {text}
  </span>
);
