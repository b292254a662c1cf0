import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { PreferenceView } from "#shared/notices/api.ts";
import { call } from "../../shared/api.ts";
import { useDates } from "../../shared/dates.ts";
import { CheckField, ChoiceField, TextField } from "../../shared/form/field.tsx";
import { Form } from "../../shared/form/form.tsx";
import { ErrorMessage, QueryView } from "../../shared/query-view.tsx";
import { useRefresh } from "../../shared/use-action.ts";
import { useRead } from "../../shared/use-read.ts";
import { Addresses } from "./addresses.tsx";

const categories = ["progress", "deadlines", "results", "payments", "policies"] as const;
const channels = ["sms", "mail", "wechat", "push", "voice"] as const;
type Declined = PreferenceView["declined"];

/** 通知设置: on which ways one is told, when, and whether documents are served electronically. */
export default function MessageSettings() {
  const { t } = useTranslation();
  const chosen = useRead<PreferenceView>("/v1/me/notice-preferences");
  return (
    <>
      <h1>{t("message.settings")}</h1>
      <p>
        <Link to="/messages">{t("message.title")}</Link>
      </p>
      <QueryView query={chosen}>{(of) => <Preferences of={of} />}</QueryView>
      <Addresses />
    </>
  );
}

function Preferences({ of }: { of: PreferenceView }) {
  const { t } = useTranslation();
  const { moment } = useDates();
  const refresh = useRefresh();
  const [declined, setDeclined] = useState<Declined>(of.declined);
  const [language, setLanguage] = useState(of.language);
  const [digest, setDigest] = useState(of.digest);
  const [from, setFrom] = useState(of.quiet?.from ?? "");
  const [until, setUntil] = useState(of.quiet?.until ?? "");
  const [consents, setConsents] = useState(of.electronicService !== undefined);
  const saving = useMutation({
    mutationFn: () =>
      call<PreferenceView>("PUT", "/v1/me/notice-preferences", {
        body: {
          language,
          declined,
          digest,
          ...(from && until && { quiet: { from, until } }),
          electronicService: consents,
        },
      }),
    onSuccess: refresh,
  });
  const isWanted = (category: (typeof categories)[number], channel: (typeof channels)[number]): boolean =>
    !declined[category]?.includes(channel);
  const toggle = (category: (typeof categories)[number], channel: (typeof channels)[number]): void => {
    const without = (declined[category] ?? []).filter((one) => one !== channel);
    setDeclined({ ...declined, [category]: isWanted(category, channel) ? [...without, channel] : without });
  };
  return (
    <Form onSend={() => saving.mutate()}>
      <h2>{t("message.service")}</h2>
      <p>{t("message.serviceWords")}</p>
      <CheckField
        id="electronicService"
        label={t("message.serviceConsent")}
        hint={of.electronicService && t("message.serviceSince", { at: moment(of.electronicService.since) })}
        checked={consents}
        onChange={setConsents}
      />
      <h2>{t("message.ways")}</h2>
      <p>{t("message.waysWords")}</p>
      {categories.map((category) => (
        <fieldset key={category}>
          <legend>{t(`message.category.${category}`)}</legend>
          {channels.map((channel) => (
            <CheckField
              key={channel}
              id={`${category}-${channel}`}
              label={t(`message.channel.${channel}`)}
              checked={isWanted(category, channel)}
              onChange={() => toggle(category, channel)}
            />
          ))}
        </fieldset>
      ))}
      <h2>{t("message.when")}</h2>
      <p>{t("message.whenWords")}</p>
      <TextField
        id="quietFrom"
        label={t("message.quietFrom")}
        maxLength={5}
        value={from}
        onChange={setFrom}
      />
      <TextField
        id="quietUntil"
        label={t("message.quietUntil")}
        maxLength={5}
        value={until}
        onChange={setUntil}
      />
      <CheckField id="digest" label={t("message.digest")} checked={digest} onChange={setDigest} />
      <ChoiceField
        id="language"
        label={t("message.language")}
        value={language}
        options={[
          { value: "zh", label: t("message.zh") },
          { value: "en", label: t("message.en") },
        ]}
        onChange={(value) => setLanguage(value === "en" ? "en" : "zh")}
      />
      <button type="submit" className="primary" disabled={saving.isPending}>
        {t("message.save")}
      </button>
      {saving.isSuccess && <p role="status">{t("message.saved")}</p>}
      <ErrorMessage error={saving.error} />
    </Form>
  );
}
