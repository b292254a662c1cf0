import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { settings } from "../app/settings.ts";
import { type Attention, activityIn, attention } from "./activity.ts";
import "./inactivity.css";
import { endedAt, type Session, sessions, useSession } from "./session.ts";

const acts = ["pointerdown", "click", "keydown", "wheel", "touchstart"] as const;
/** How often is looked, and at most told to other tabs. */
const everyMs = 5_000;

async function leave(): Promise<void> {
  const { pathname, search } = window.location;
  endedAt.keep(`${pathname}${search}`);
  try {
    const { signOut } = await import("./oidc.ts");
    await signOut();
  } catch {
    // Without a connection the issuer learns nothing of it; here nobody is signed in any more.
    sessions.end();
  }
}

/**
 * Calls back with what the person's doing or not doing means, until the returned function is called. Not at once when
 * something is done: the question would go from under the finger that answers it.
 */
function watch({ id }: Session, limitMs: number, onChange: (now: Attention) => void): () => void {
  const channel = new BroadcastChannel("activity");
  let activeAt = Date.now();
  let sentAt = 0;
  const look = (): void => onChange(attention(Date.now(), activeAt, limitMs));
  const act = (): void => {
    const now = Date.now();
    // Whoever comes back to a computer that slept has been away all the same.
    if (attention(now, activeAt, limitMs) === "gone") {
      look();
      return;
    }
    activeAt = now;
    if (now - sentAt < everyMs) return;
    sentAt = now;
    sessions.keepUntil(now + limitMs);
    channel.postMessage({ account: id, at: now });
  };
  channel.onmessage = ({ data }) => {
    const other = activityIn(data);
    if (other?.account !== id || other.at <= activeAt || other.at > Date.now()) return;
    activeAt = other.at;
    look();
  };
  for (const type of acts) window.addEventListener(type, act, { capture: true, passive: true });
  document.addEventListener("visibilitychange", look);
  const timer = window.setInterval(look, everyMs);
  act();
  return () => {
    window.clearInterval(timer);
    document.removeEventListener("visibilitychange", look);
    for (const type of acts) window.removeEventListener(type, act, { capture: true });
    channel.close();
  };
}

/** Ends the sign-in of whoever does nothing for as long as the settings say, asks a minute before, and says so after. */
export default function Inactivity() {
  const { t } = useTranslation();
  const session = useSession();
  const [now, setNow] = useState<Attention>("there");
  const [minutes, setMinutes] = useState(0);
  const id = session?.id;
  useEffect(() => {
    if (!id) return;
    let stop: (() => void) | undefined;
    let over = false;
    endedAt.forget();
    settings()
      .then(({ idleMinutes }) => {
        const current = sessions.current();
        if (over || !current) return;
        const limit = current.role === "citizen" ? idleMinutes.citizen : idleMinutes.staff;
        setMinutes(limit);
        stop = watch(current, limit * 60_000, setNow);
      })
      .catch(() => {});
    return () => {
      over = true;
      stop?.();
    };
  }, [id]);
  useEffect(() => {
    if (now !== "gone") return;
    setNow("there");
    void leave();
  }, [now]);
  const place = endedAt.place();
  if (!session)
    return place === undefined ? null : (
      <div role="status" className="inactivity problem">
        <p>{t("inactivity.ended")}</p>
        <button type="button" onClick={() => void import("./oidc.ts").then(({ signIn }) => signIn(place))}>
          {t("inactivity.goOn")}
        </button>
      </div>
    );
  if (now !== "asked") return null;
  return (
    <div role="alertdialog" aria-labelledby="inactivity" className="inactivity problem">
      <p id="inactivity">{t("inactivity.soon", { minutes })}</p>
      <button type="button" className="primary" onClick={() => setNow("there")}>
        {t("inactivity.stay")}
      </button>
    </div>
  );
}
