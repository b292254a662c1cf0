import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { detailTags } from "#shared/ratings/levels.ts";
import { CheckField, Group, TextField } from "../shared/form/field.tsx";
import { Form } from "../shared/form/form.tsx";
import { ErrorMessage } from "../shared/query-view.tsx";
import { useText } from "../shared/use-read.ts";
import { Faces } from "./faces.tsx";

export type GivenRating = { score: number; details: string[]; comment?: string; anonymous: boolean };
type Props = { id: string; send: (rating: GivenRating) => Promise<void> };

/** 好差评: five levels, what it was about, words, and one's name or not. */
export function RatingForm({ id, send }: Props) {
  const { t } = useTranslation();
  const text = useText();
  const [score, setScore] = useState(0);
  const [details, setDetails] = useState<string[]>([]);
  const [comment, setComment] = useState("");
  const [anonymous, setAnonymous] = useState(false);
  const sending = useMutation({
    mutationFn: () => send({ score, details, anonymous, ...(comment.trim() && { comment: comment.trim() }) }),
  });
  if (sending.isSuccess) return <p role="status">{t("rate.thanks")}</p>;
  const tags = Object.entries(detailTags).filter(([code]) => code.startsWith(String(score)));
  return (
    <Form onSend={() => sending.mutate()}>
      <Faces
        id={`${id}-score`}
        value={score}
        onChange={(next) => {
          setScore(next);
          // Each level has choices of its own.
          setDetails([]);
        }}
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
                  setDetails(checked ? [...details, code] : details.filter((one) => one !== code))
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
            onChange={setComment}
          />
          <CheckField
            id={`${id}-anonymous`}
            label={t("rate.anonymous")}
            checked={anonymous}
            onChange={setAnonymous}
          />
          <ErrorMessage error={sending.error} />
          <button type="submit" disabled={sending.isPending}>
            {sending.isPending ? t("apply.sending") : t("rate.send")}
          </button>
        </>
      )}
    </Form>
  );
}
