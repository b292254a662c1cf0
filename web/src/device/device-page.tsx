import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Register } from "./register.tsx";
import type { Registered } from "./signed.ts";
import { Station } from "./station.tsx";
import "./device.css";

const key = "rating device";

const stored = (): Registered | undefined => {
  const text = window.localStorage.getItem(key);
  return text ? (JSON.parse(text) as Registered) : undefined;
};

/** 评价器: the screen of a rating device at a window. Its key is entered once, when it is put up. */
export default function DevicePage() {
  const { t } = useTranslation();
  const [device, setDevice] = useState(stored);
  return (
    <div className="device">
      <h1 className="unseen">{t("device.title")}</h1>
      {device ? (
        <Station
          device={device}
          onForget={() => {
            window.localStorage.removeItem(key);
            setDevice(undefined);
          }}
        />
      ) : (
        <Register
          onRegistered={(registered) => {
            window.localStorage.setItem(key, JSON.stringify(registered));
            setDevice(registered);
          }}
        />
      )}
    </div>
  );
}
