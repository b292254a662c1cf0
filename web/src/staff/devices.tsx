import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { call } from "../shared/api.ts";
import { useDates } from "../shared/dates.ts";
import { ErrorMessage, PagedView } from "../shared/query-view.tsx";
import { usePages } from "../shared/use-read.ts";
import { useSession } from "../sign-in/session.ts";
import "./staff.css";

type Device = {
  deviceId: string;
  window: string;
  retiredAt?: string;
  waiting?: number;
  silent: boolean;
  shift: { since: string; own: boolean } | null;
};

/** The rating devices of the department's windows, and who is on shift there (上岗). */
export default function Devices() {
  const { t } = useTranslation();
  const devices = usePages<Device>("/v1/rating-devices");
  return (
    <>
      <h1>{t("staff.devices")}</h1>
      <p>{t("staff.devicesHint")}</p>
      <p>
        <Link to="/device">{t("staff.openDevice")}</Link>
      </p>
      <PagedView query={devices} none={<p>{t("staff.noDevices")}</p>}>
        {(all) => (
          <ul className="items">
            {all.map((device) => (
              <Row key={device.deviceId} device={device} />
            ))}
          </ul>
        )}
      </PagedView>
    </>
  );
}

function Row({ device: { deviceId, window: name, silent, shift, waiting } }: { device: Device }) {
  const { t } = useTranslation();
  const { moment } = useDates();
  const queries = useQueryClient();
  const role = useSession()?.role;
  const change = useMutation({
    mutationFn: () => call("POST", `/v1/rating-devices/${deviceId}/shifts${shift?.own ? "/end" : ""}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["/v1/rating-devices"] }),
  });
  return (
    <li>
      <strong>{t("staff.deviceAt", { window: name })}</strong>{" "}
      {silent && <span className="tag warn">{t("staff.silent")}</span>}
      <span className="facts">
        {deviceId} ·{" "}
        {shift
          ? t(shift.own ? "staff.ownShift" : "staff.shift", { since: moment(shift.since) })
          : t("staff.noShift")}
        {waiting ? ` · ${t("staff.waiting", { count: waiting })}` : ""}
      </span>
      {role !== "supervisor" && (
        <button type="button" disabled={change.isPending} onClick={() => change.mutate()}>
          {shift?.own ? t("staff.endShift") : t("staff.startShift")}
          <span className="unseen"> {name}</span>
        </button>
      )}
      <ErrorMessage error={change.error} />
    </li>
  );
}
