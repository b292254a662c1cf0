import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDates } from "../shared/dates.ts";
import { forgetRefused } from "./queue.ts";
import type { DeviceState } from "./use-device.ts";

/** What the clerk has to know of the device: its window, the shift, what still waits. */
export function Status({ state, onForget }: { state: DeviceState; onForget: () => void }) {
  const { t } = useTranslation();
  const { moment } = useDates();
  const [open, setOpen] = useState(false);
  const { online, known, waiting, refused, minutesFast, wake } = state;
  return (
    <header className="status">
      <p role="status">
        {known && <strong>{t("device.window", { window: known.window })}</strong>}{" "}
        <span className={online ? "tag good" : "tag warn"}>
          {t(online ? "device.online" : "device.offline")}
        </span>{" "}
        {known && (
          <span className={known.shift ? "tag" : "tag warn"}>
            {known.shift ? t("device.shift", { since: moment(known.shift.since) }) : t("device.noShift")}
          </span>
        )}{" "}
        {waiting > 0 && <span className="tag warn">{t("device.waiting", { count: waiting })}</span>}{" "}
        {minutesFast !== 0 && (
          <span className="tag warn">
            {t(minutesFast > 0 ? "device.clockFast" : "device.clockSlow", { count: Math.abs(minutesFast) })}
          </span>
        )}{" "}
        {refused > 0 && <span className="tag bad">{t("device.refused", { count: refused })}</span>}
      </p>
      <button type="button" className="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t("device.settings")}
      </button>
      {open && (
        <div className="buttons">
          <button
            type="button"
            onClick={() =>
              void (document.fullscreenElement
                ? document.exitFullscreen()
                : document.documentElement.requestFullscreen())
            }
          >
            {t("device.fullScreen")}
          </button>
          <button type="button" onClick={wake}>
            {t("device.uploadNow")}
          </button>
          {refused > 0 && (
            <button
              type="button"
              onClick={() => {
                forgetRefused();
                wake();
              }}
            >
              {t("device.forgetRefused")}
            </button>
          )}
          {waiting === 0 && (
            <button type="button" onClick={onForget}>
              {t("device.forget")}
            </button>
          )}
        </div>
      )}
    </header>
  );
}
