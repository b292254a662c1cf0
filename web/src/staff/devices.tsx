import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type * as z from "zod";
import type { listDevices } from "#shared/ratings/devices/device-api.ts";
import { CallForm } from "../kit/call-form.tsx";
import { DepartmentFilter, useListPath } from "../kit/filters.tsx";
import { OfflineNotice } from "../kit/states.tsx";
import "../kit/kit.css";
import { call } from "../shared/api.ts";
import { useDates } from "../shared/dates.ts";
import { TextField } from "../shared/form/field.tsx";
import { ErrorMessage, PagedView } from "../shared/query-view.tsx";
import { useRefresh } from "../shared/use-action.ts";
import { usePages } from "../shared/use-read.ts";
import { useSession } from "../sign-in/session.ts";
import { DepartmentName } from "./department-name.tsx";
import "./staff.css";
import { NameAfter } from "../shared/written.tsx";

type Device = z.output<(typeof listDevices)["answers"][200]["schema"]>["items"][number];

const register = (deviceId: string, body: unknown): Promise<Device> =>
  call("PUT", `/v1/rating-devices/${encodeURIComponent(deviceId)}`, { body });

/** The rating devices of the department's windows, and who is on shift there (上岗); an administrator adds and retires them. */
export default function Devices() {
  const { t } = useTranslation();
  const role = useSession()?.role;
  const devices = usePages<Device>(useListPath("/v1/rating-devices", ["department"]));
  return (
    <>
      <h1>{t("staff.devices")}</h1>
      <p>{t("staff.devicesHint")}</p>
      <p className="hint">{t("staff.silentHint")}</p>
      <p>
        <Link to="/device">{t("staff.openDevice")}</Link>
      </p>
      {role === "admin" && <Register />}
      <div className="filters on-screen">
        <DepartmentFilter />
      </div>
      <OfflineNotice />
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

/** A device that is new, or one that moves to another window. */
function Register() {
  const { t } = useTranslation();
  const [deviceId, setDeviceId] = useState("");
  const [done, setDone] = useState<string>();
  return (
    <details className="card on-screen">
      <summary>{t("staff.registerDevice")}</summary>
      <CallForm<Device>
        name="PUT /v1/rating-devices/{deviceId}"
        words="register"
        submit={t("staff.registerDevice")}
        options={{ omit: ["retired"] }}
        send={(body) => register(deviceId.trim(), body)}
        onDone={(registered) => {
          setDone(registered.deviceId);
          setDeviceId("");
        }}
      >
        <TextField
          id="deviceId"
          label={t("staff.deviceId")}
          hint={t("staff.deviceIdHint")}
          required
          value={deviceId}
          onChange={setDeviceId}
        />
      </CallForm>
      <div role="status">{done && <p>{t("staff.deviceRegistered", { id: done })}</p>}</div>
    </details>
  );
}

function Row({ device }: { device: Device }) {
  const { t } = useTranslation();
  const { moment } = useDates();
  const role = useSession()?.role;
  const { deviceId, window: name, department, silent, shift, waiting, retiredAt } = device;
  return (
    <li className="with-button">
      <span>
        <strong>{t("staff.deviceAt", { window: name })}</strong>{" "}
        {retiredAt && <span className="tag">{t("staff.retired", { since: moment(retiredAt) })}</span>}
        {silent && !retiredAt && <span className="tag warn">{t("staff.silent")}</span>}
        <span className="facts">
          {deviceId} · <DepartmentName code={department} /> ·{" "}
          {shift
            ? t(shift.own ? "staff.ownShift" : "staff.shift", { since: moment(shift.since) })
            : t("staff.noShift")}
          {waiting ? ` · ${t("staff.waiting", { count: waiting })}` : ""}
        </span>
      </span>
      {(role === "clerk" || role === "reviewer" || (role === "supervisor" && shift)) && !retiredAt && (
        <ShiftButton device={device} ends={role === "supervisor" || shift?.own === true} />
      )}
      {role === "admin" && <RetireButton device={device} />}
    </li>
  );
}

type ShiftProps = { device: Device; ends: boolean };

function ShiftButton({ device: { deviceId, window: name }, ends }: ShiftProps) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const change = useMutation({
    mutationFn: () =>
      ends
        ? call("POST", `/v1/rating-devices/${deviceId}/shifts/end`)
        : call("POST", `/v1/rating-devices/${deviceId}/shifts`),
    onSuccess: refresh,
  });
  return (
    <>
      <button type="button" disabled={change.isPending} onClick={() => change.mutate()}>
        {ends ? t("staff.endShift") : t("staff.startShift")}
        <NameAfter text={name} />
      </button>
      <ErrorMessage error={change.error} />
    </>
  );
}

/** Out of use, or back in use: either can be taken back by the other. */
function RetireButton({ device: { deviceId, window: name, department, retiredAt } }: { device: Device }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const change = useMutation({
    mutationFn: () => register(deviceId, { window: name, department, retired: !retiredAt }),
    onSuccess: refresh,
  });
  return (
    <>
      <button type="button" disabled={change.isPending} onClick={() => change.mutate()}>
        {retiredAt ? t("staff.useAgain") : t("staff.retire")}
        <NameAfter text={name} />
      </button>
      <ErrorMessage error={change.error} />
    </>
  );
}
