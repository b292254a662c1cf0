import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";

/** Codes are good once; React's strict mode would use it twice. */
let finishing: Promise<string> | undefined;

/** Where the issuer sends people back to. */
export default function SignedIn() {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    finishing ??= import("./oidc.ts").then(({ finishSignIn }) => finishSignIn());
    finishing
      .then(
        (returnTo) => navigate(returnTo, { replace: true }),
        () => setFailed(true),
      )
      .finally(() => {
        finishing = undefined;
      });
  }, [navigate]);
  return failed ? (
    <div role="alert" className="problem">
      <h1>{t("signIn.failed")}</h1>
      <p>
        <Link to="/">{t("notFound.home")}</Link>
      </p>
    </div>
  ) : (
    <p role="status">{t("loading")}</p>
  );
}
