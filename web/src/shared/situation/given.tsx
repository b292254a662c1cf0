import { situationWords } from "#shared/catalogue/situation.ts";
import type { Case, Item } from "../api-types.ts";
import { Facts } from "../facts.tsx";
import { useText } from "../use-read.ts";

/** What was answered of one's situation, in words. */
export default function SituationGiven({ item, answers }: { item: Item; answers: Case["situation"] }) {
  const text = useText();
  return (
    <Facts
      rows={situationWords(item, answers).map(({ question, answer }) => [text(question), text(answer)])}
    />
  );
}
