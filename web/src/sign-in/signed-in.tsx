import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, usePlace } from "../app/router.tsx";

/** Codes are good once; React's strict mode would use it twice. */
let finishing: Promise<string> | undefined;

/** Where the issuer sends people back to. */
export default function SignedIn() {
  const { t } = useTranslation();
  const { replace } = usePlace();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    finishing ??= import("./oidc.ts").then(({ finishSignIn }) => finishSignIn());
    finishing
      .then(replace, () => setFailed(true))
      .finally(() => {
        finishing = undefined;
      });
  }, [replace]);
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
