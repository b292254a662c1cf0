import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { RatingForm } from "../rating/rating-form.tsx";
import { TextField } from "../shared/form/field.tsx";
import { Form } from "../shared/form/form.tsx";
import { deviceNow } from "./clock.ts";
import { type Invitation, onInvitation } from "./invitation.ts";
import { put } from "./queue.ts";
import type { Registered } from "./signed.ts";
import { Status } from "./status.tsx";
import { useDevice } from "./use-device.ts";

/** How long the thanks are there, and how long a rating that nobody goes on with. */
const thanksMs = 4_000;
const patienceMs = 90_000;

/** Waits for the next case, lets it be rated, thanks, and waits again. */
export function Station({ device, onForget }: { device: Registered; onForget: () => void }) {
  const { t } = useTranslation();
  const state = useDevice(device);
  const [invited, setInvited] = useState<Invitation>();
  const [thanked, setThanked] = useState(false);
  useEffect(
    () =>
      onInvitation((invitation) => {
        setThanked(false);
        setInvited(invitation);
      }),
    [],
  );
  useEffect(() => {
    if (!invited) return;
    const timer = setTimeout(
      () => {
        setInvited(undefined);
        setThanked(false);
      },
      thanked ? thanksMs : patienceMs,
    );
    return () => clearTimeout(timer);
  }, [invited, thanked]);
  return (
    <>
      <Status state={state} onForget={onForget} />
      {invited && thanked ? (
        <p role="status" className="thanks">
          {t("device.thanks")}
        </p>
      ) : invited ? (
        <section className="ask" key={`${invited.caseNumber} ${invited.stage}`}>
          <h2>{t(`rate.stage.${invited.stage}`)}</h2>
          <p className="facts number">{invited.caseNumber}</p>
          <RatingForm
            id="device"
            send={async (rating) => {
              put({ ...invited, ...rating, ratedAt: deviceNow().toISOString() });
              setThanked(true);
              state.wake();
            }}
          />
          <button type="button" className="quiet" onClick={() => setInvited(undefined)}>
            {t("device.notNow")}
          </button>
        </section>
      ) : (
        <Waiting onInvited={setInvited} />
      )}
    </>
  );
}

/** A scanner types the number from the receipt; a clerk may as well. */
function Waiting({ onInvited }: { onInvited: (invitation: Invitation) => void }) {
  const { t } = useTranslation();
  const [number, setNumber] = useState("");
  const [stage, setStage] = useState<Invitation["stage"]>("completion");
  const [wrong, setWrong] = useState(false);
  const start = (): void => {
    const caseNumber = number.trim().toUpperCase();
    setWrong(!/^[0-9A-Z]{25}$/.test(caseNumber));
    if (/^[0-9A-Z]{25}$/.test(caseNumber)) onInvited({ caseNumber, stage });
  };
  return (
    <section className="waiting">
      <h2>{t("device.welcome")}</h2>
      <p>{t("device.wait")}</p>
      <Form onSend={start}>
        <TextField
          id="case-number"
          label={t("device.number")}
          required
          maxLength={25}
          error={wrong ? t("device.wrongNumber") : undefined}
          value={number}
          onChange={setNumber}
        />
        <label>
          {t("device.stage")}{" "}
          <select value={stage} onChange={(event) => setStage(event.target.value as Invitation["stage"])}>
            <option value="acceptance">{t("rate.stage.acceptance")}</option>
            <option value="completion">{t("rate.stage.completion")}</option>
          </select>
        </label>
        <button type="submit">{t("device.start")}</button>
      </Form>
    </section>
  );
}
