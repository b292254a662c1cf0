import { type ReactNode, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

const listen = (heard: () => void) => {
  window.addEventListener("online", heard);
  window.addEventListener("offline", heard);
  return () => {
    window.removeEventListener("online", heard);
    window.removeEventListener("offline", heard);
  };
};

/** Says that there is no connection, for as long as there is none. */
export function OfflineNotice() {
  const { t } = useTranslation();
  const isOnline = useSyncExternalStore(listen, () => navigator.onLine);
  return <div role="status">{!isOnline && <p className="panel asked">{t("kit.offline")}</p>}</div>;
}

/** A list that has nothing in it. */
export const Empty = ({ children }: { children: ReactNode }) => <div className="panel">{children}</div>;

export type BackLink = { to: string; text: string };

/** In the place of a record that is not there, or not this person's to see: where to go on. */
export function RecordNotFound({ back }: { back: BackLink }) {
  const { t } = useTranslation();
  return (
    <section className="panel narrow">
      <h1>{t("kit.missing")}</h1>
      <p>{t("kit.missingWhy")}</p>
      <p>
        <Link to={back.to}>{back.text}</Link>
      </p>
    </section>
  );
}
