import { useState } from "react";
import { useTranslation } from "react-i18next";
import { draftKeys, forgetDraft } from "../shared/drafts.ts";
import { writtenLanguage } from "../shared/written-language.ts";
import { sessions, useSession } from "../sign-in/session.ts";
import { SignInButton } from "../sign-in/sign-in-button.tsx";

/** Who is signed in, and the way out. What was not submitted would stay on this device, so it is asked about first. */
export function Person() {
  const { t } = useTranslation();
  const session = useSession();
  const [asking, setAsking] = useState(false);
  if (!session) return <SignInButton plain />;
  const leave = async (): Promise<void> => {
    forgetDraft(session.id);
    try {
      const { signOut } = await import("../sign-in/oidc.ts");
      await signOut();
    } catch {
      // Without a connection the issuer learns nothing of it; here nobody is signed in any more.
      sessions.end();
    }
  };
  const ask = (): void => {
    // On a shared computer nothing lies there, so there is nothing to ask.
    if (draftKeys(localStorage, session.id).length > 0) setAsking(true);
    else void leave();
  };
  return (
    <>
      <span className="name" lang={writtenLanguage(session.name)}>
        {session.name}
      </span>
      <button type="button" className="quiet" onClick={ask}>
        {t("signIn.out")}
      </button>
      {asking && (
        <div role="alertdialog" aria-labelledby="leaving" className="problem">
          <p id="leaving">{t("signIn.drafts")}</p>
          <div className="buttons">
            <button type="button" onClick={() => setAsking(false)}>
              {t("signIn.stay")}
            </button>
            <button type="button" onClick={leave}>
              {t("signIn.forget")}
            </button>
          </div>
        </div>
      )}
    </>
  );
}
