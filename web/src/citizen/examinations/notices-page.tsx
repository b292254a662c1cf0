import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import type { PartyView } from "#shared/examinations/parties/party-api.ts";
import { StateTag } from "../../kit/parts.tsx";
import { ApiProblem, call } from "../../shared/api.ts";
import { TextField } from "../../shared/form/field.tsx";
import { Form } from "../../shared/form/form.tsx";
import { ItemName } from "../../shared/item-name.tsx";
import { ErrorMessage, PagedView } from "../../shared/query-view.tsx";
import { usePages } from "../../shared/use-read.ts";

/** Takes a notice up. What version its record has nobody outside the office knows: the API says it with its refusal. */
async function takeUp(number: string): Promise<PartyView> {
  const join = (version: number) =>
    call<PartyView>("POST", `/v1/interested-parties/${number}/actions/join`, {
      body: {},
      headers: { "if-match": `"${version}"` },
    });
  try {
    return await join(1);
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 412 && error.currentVersion !== undefined)
      return join(error.currentVersion);
    throw error;
  }
}

/** 利害关系告知: for whoever got a notice that somebody else's application concerns them. */
export default function NoticesPage() {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const [number, setNumber] = useState("");
  const mine = usePages<PartyView>("/v1/my/interested-parties");
  const joining = useMutation({
    mutationFn: () => takeUp(number.trim().toLowerCase()),
    onSuccess: ({ partyId }) => navigate(`/notices/${partyId}`),
  });
  return (
    <>
      <h1>{t("examination.mine.title")}</h1>
      <p>{t("examination.mine.intro")}</p>
      <Form onSend={() => joining.mutate()}>
        <TextField
          id="number"
          label={t("examination.mine.number")}
          maxLength={20}
          value={number}
          onChange={setNumber}
        />
        <button type="submit" disabled={joining.isPending}>
          {t("examination.mine.join")}
        </button>
        <ErrorMessage error={joining.error} />
      </Form>
      <PagedView query={mine} none={<p>{t("examination.mine.none")}</p>}>
        {(all) => (
          <ul className="items">
            {all.map(({ partyId, itemCode, state }) => (
              <li key={partyId}>
                <Link to={`/notices/${partyId}`}>
                  <ItemName itemCode={itemCode} />
                </Link>{" "}
                <StateTag record="interested-parties" state={state} />
              </li>
            ))}
          </ul>
        )}
      </PagedView>
    </>
  );
}
