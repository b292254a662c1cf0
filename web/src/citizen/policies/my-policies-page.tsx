import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { PolicyCategory } from "#events/policy.ts";
import type { MyPolicyRow, PolicyPreferenceView } from "#shared/policies/my-api.ts";
import { call } from "../../shared/api.ts";
import { useDates } from "../../shared/dates.ts";
import { CheckField, Group } from "../../shared/form/field.tsx";
import { Form } from "../../shared/form/form.tsx";
import { ErrorMessage, QueryView } from "../../shared/query-view.tsx";
import { useRefresh } from "../../shared/use-action.ts";
import { useRead } from "../../shared/use-read.ts";
import { ActingFor, useOnBehalfOf } from "../acting-for.tsx";
import { Listed } from "./policies-page.tsx";
import { categories } from "./words.ts";

/** 我的政策: what fits, and whether one wants to be told at all. */
export default function MyPoliciesPage() {
  const { t } = useTranslation();
  const { onBehalfOf, path } = useOnBehalfOf();
  const mine = useRead<{ consented: boolean; items: MyPolicyRow[] }>(path("/v1/me/policies"));
  const chosen = useRead<PolicyPreferenceView>(path("/v1/me/policy-preferences"));
  return (
    <>
      <h1>{t("policy.mine")}</h1>
      <p>
        <Link to="/policies">{t("policy.title")}</Link>
      </p>
      <ActingFor />
      <QueryView query={mine}>
        {({ consented, items }) =>
          items.length > 0 ? (
            <ul className="items">
              {items.map((one) => (
                <Listed
                  key={one.policyId}
                  of={one}
                  state={t(`policy.state.${one.state}`)}
                  query={onBehalfOf && `?onBehalfOf=${onBehalfOf}`}
                />
              ))}
            </ul>
          ) : (
            <p>{t(consented ? "policy.noneFits" : "policy.noConsent")}</p>
          )
        }
      </QueryView>
      <QueryView query={chosen}>{(of) => <Preferences key={onBehalfOf} of={of} />}</QueryView>
    </>
  );
}

function Preferences({ of }: { of: PolicyPreferenceView }) {
  const { t } = useTranslation();
  const { moment } = useDates();
  const refresh = useRefresh();
  const { path } = useOnBehalfOf();
  const [consent, setConsent] = useState(of.consent !== undefined);
  const [sensitive, setSensitive] = useState(of.consent?.sensitive ?? false);
  const [declined, setDeclined] = useState<readonly PolicyCategory[]>(of.declined);
  const saving = useMutation({
    mutationFn: () =>
      call<PolicyPreferenceView>("PUT", path("/v1/me/policy-preferences"), {
        body: { consent, sensitive: consent && sensitive, declined },
      }),
    onSuccess: refresh,
  });
  return (
    <Form onSend={() => saving.mutate()}>
      <h2>{t("policy.settings")}</h2>
      <p>{t("policy.consentWords")}</p>
      <CheckField
        id="consent"
        label={t("policy.consent")}
        hint={of.consent && t("policy.consentSince", { at: moment(of.consent.since) })}
        checked={consent}
        onChange={setConsent}
      />
      {consent && (
        <>
          <CheckField
            id="sensitive"
            label={t("policy.sensitive")}
            hint={t("policy.sensitiveHint")}
            checked={sensitive}
            onChange={setSensitive}
          />
          <Group id="categories" label={t("policy.wanted")} hint={t("policy.wantedHint")}>
            {categories.map((category) => (
              <label className="choice" key={category}>
                <input
                  type="checkbox"
                  checked={!declined.includes(category)}
                  onChange={(event) =>
                    setDeclined(
                      event.target.checked
                        ? declined.filter((one) => one !== category)
                        : [...declined, category],
                    )
                  }
                />
                <span>{t(`policy.categories.${category}`)}</span>
              </label>
            ))}
          </Group>
        </>
      )}
      {of.consent && !of.ageKnown && <p className="hint">{t("policy.ageUnknown")}</p>}
      <button type="submit" className="primary" disabled={saving.isPending}>
        {t("policy.save")}
      </button>
      {saving.isSuccess && <p role="status">{t("policy.saved")}</p>}
      <ErrorMessage error={saving.error} />
      {of.before.length > 0 && (
        <details>
          <summary>{t("policy.before")}</summary>
          <ul>
            {of.before.map(({ since, until }) => (
              <li key={since}>{t("policy.beforeOne", { since: moment(since), until: moment(until) })}</li>
            ))}
          </ul>
        </details>
      )}
    </Form>
  );
}
