import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Form } from "../shared/form/form.tsx";
import { ErrorMessage } from "../shared/query-view.tsx";
import { type GivenRating, givenRating, noRating, RatingFields } from "./rating-fields.tsx";

export type { GivenRating };

type Props = { id: string; send: (rating: GivenRating) => Promise<void> };

/** 好差评: five levels, what it was about, words, and one's name or not. */
export function RatingForm({ id, send }: Props) {
  const { t } = useTranslation();
  const [rating, setRating] = useState(noRating);
  const sending = useMutation({ mutationFn: () => send(givenRating(rating)) });
  if (sending.isSuccess) return <p role="status">{t("rate.thanks")}</p>;
  return (
    <Form onSend={() => sending.mutate()}>
      <RatingFields id={id} value={rating} onChange={setRating} />
      {rating.score > 0 && (
        <>
          <ErrorMessage error={sending.error} />
          <button type="submit" disabled={sending.isPending}>
            {sending.isPending ? t("apply.sending") : t("rate.send")}
          </button>
        </>
      )}
    </Form>
  );
}
