import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { TextField } from "../shared/form/field.tsx";
import { Form } from "../shared/form/form.tsx";
import { type Registered, signed } from "./signed.ts";

/** Done by whoever puts the device up: its id and key, tried at once. */
export function Register({ onRegistered }: { onRegistered: (device: Registered) => void }) {
  const { t } = useTranslation();
  const [deviceId, setDeviceId] = useState("");
  const [key, setKey] = useState("");
  const attempt = useMutation({
    mutationFn: async () => {
      const device = { deviceId: deviceId.trim(), key: key.trim() };
      const answer = await signed(device, "heartbeat", { waiting: 0 });
      if (!answer.ok) throw new Error(String(answer.status));
      onRegistered(device);
    },
  });
  return (
    <Form className="panel narrow" onSend={() => attempt.mutate()}>
      <h2>{t("device.register")}</h2>
      <p>{t("device.registerHint")}</p>
      <TextField id="device-id" label={t("device.id")} required value={deviceId} onChange={setDeviceId} />
      <TextField
        id="device-key"
        type="password"
        label={t("device.key")}
        required
        value={key}
        onChange={setKey}
      />
      {attempt.isError && (
        <p role="alert" className="wrong">
          {t(attempt.error instanceof TypeError ? "failed" : "device.unknown")}
        </p>
      )}
      <button type="submit" disabled={attempt.isPending}>
        {t("device.begin")}
      </button>
    </Form>
  );
}
