import { useTranslation } from "react-i18next";
import { detailTags } from "#shared/ratings/levels.ts";
import { CheckField, Group, TextField } from "../shared/form/field.tsx";
import { useText } from "../shared/use-read.ts";
import { Faces } from "./faces.tsx";

/** As it is filled in; without a score yet it is 0. */
export type RatingDraft = { score: number; details: string[]; comment: string; anonymous: boolean };
export const noRating: RatingDraft = { score: 0, details: [], comment: "", anonymous: false };
export type GivenRating = { score: number; details: string[]; comment?: string; anonymous: boolean };

export const givenRating = ({ comment, ...rating }: RatingDraft): GivenRating => ({
  ...rating,
  ...(comment.trim() && { comment: comment.trim() }),
});

type Props = { id: string; value: RatingDraft; onChange: (value: RatingDraft) => void };

/** Five levels, and once one is chosen what it was about, words, and one's name or not. */
export function RatingFields({ id, value, onChange }: Props) {
  const { t } = useTranslation();
  const text = useText();
  const { score, details, comment, anonymous } = value;
  const tags = Object.entries(detailTags).filter(([code]) => code.startsWith(String(score)));
  return (
    <>
      <Faces
        id={`${id}-score`}
        value={score}
        // Each level has choices of its own.
        onChange={(next) => onChange({ ...value, score: next, details: [] })}
      />
      {score > 0 && (
        <>
          <Group id={`${id}-details`} label={t("rate.details")} required={false}>
            {tags.map(([code, words]) => (
              <CheckField
                key={code}
                id={`${id}-${code}`}
                label={text(words)}
                checked={details.includes(code)}
                onChange={(checked) =>
                  onChange({
                    ...value,
                    details: checked ? [...details, code] : details.filter((one) => one !== code),
                  })
                }
              />
            ))}
          </Group>
          <TextField
            id={`${id}-comment`}
            label={t("rate.comment")}
            hint={t("rate.commentHint")}
            required={false}
            maxLength={500}
            lines={3}
            value={comment}
            onChange={(words) => onChange({ ...value, comment: words })}
          />
          <CheckField
            id={`${id}-anonymous`}
            label={t("rate.anonymous")}
            checked={anonymous}
            onChange={(checked) => onChange({ ...value, anonymous: checked })}
          />
        </>
      )}
    </>
  );
}
