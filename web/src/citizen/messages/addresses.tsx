import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AddressView } from "#shared/notices/people/api.ts";
import { call } from "../../shared/api.ts";
import { useDates } from "../../shared/dates.ts";
import { TextField } from "../../shared/form/field.tsx";
import { Form } from "../../shared/form/form.tsx";
import { ErrorMessage, QueryView } from "../../shared/query-view.tsx";
import { useRefresh } from "../../shared/use-action.ts";
import { useRead } from "../../shared/use-read.ts";

/** Those that people type; a mini programme and a browser give theirs by themselves. */
const typed = ["sms", "voice", "mail"] as const;

/** 接收地址: each proved by the code that is sent there. */
export function Addresses() {
  const { t } = useTranslation();
  const mine = useRead<{ items: AddressView[] }>("/v1/me/addresses");
  return (
    <>
      <h2>{t("message.addresses")}</h2>
      <p>{t("message.addressesWords")}</p>
      <QueryView query={mine}>
        {({ items }) => (
          <>
            {typed.map((channel) => (
              <One key={channel} channel={channel} of={items.find((one) => one.channel === channel)} />
            ))}
          </>
        )}
      </QueryView>
    </>
  );
}

function One({ channel, of }: { channel: (typeof typed)[number]; of: AddressView | undefined }) {
  const { t } = useTranslation();
  const { moment } = useDates();
  const refresh = useRefresh();
  const [address, setAddress] = useState("");
  const [code, setCode] = useState("");
  const asking = useMutation({
    mutationFn: () => call("POST", "/v1/me/addresses", { body: { channel, address } }),
    onSuccess: refresh,
  });
  const verifying = useMutation({
    mutationFn: () => call("POST", `/v1/me/addresses/${channel}/verify`, { body: { code } }),
    onSuccess: refresh,
  });
  const removing = useMutation({
    mutationFn: () => call("DELETE", `/v1/me/addresses/${channel}`),
    onSuccess: refresh,
  });
  const name = t(`message.channel.${channel}`);
  return (
    <section className="card" aria-label={name}>
      <h3>{name}</h3>
      {of?.address && <p>{t("message.inUse", { address: of.address })}</p>}
      {of?.next && of.coolsAt && <p>{t("message.nextFrom", { address: of.next, at: moment(of.coolsAt) })}</p>}
      {of?.unusable && <p className="problem">{t("message.unusable")}</p>}
      <Form onSend={() => asking.mutate()}>
        <TextField
          id={`address-${channel}`}
          label={t(channel === "mail" ? "message.mail" : "message.phone")}
          maxLength={254}
          value={address}
          onChange={setAddress}
        />
        <button type="submit" disabled={asking.isPending}>
          {t("message.sendCode")}
        </button>
        <ErrorMessage error={asking.error} />
      </Form>
      {of?.pending && (
        <Form onSend={() => verifying.mutate()}>
          <p role="status">{t("message.codeSent", { address: of.pending })}</p>
          <TextField
            id={`code-${channel}`}
            label={t("message.code")}
            maxLength={6}
            value={code}
            onChange={setCode}
          />
          <button type="submit" disabled={verifying.isPending}>
            {t("message.verify")}
          </button>
          <ErrorMessage error={verifying.error} />
        </Form>
      )}
      {of?.address && (
        <button
          type="button"
          className="quiet"
          disabled={removing.isPending}
          onClick={() => removing.mutate()}
        >
          {t("message.remove", { channel: name })}
        </button>
      )}
      <ErrorMessage error={removing.error} />
    </section>
  );
}
