import { useState } from "react";
import { useTranslation } from "react-i18next";

export const startSignIn = async (): Promise<void> => {
  const { pathname, search, hash } = window.location;
  const { signIn } = await import("./oidc.ts");
  await signIn(`${pathname}${search}${hash}`);
};

export function SignInButton({ plain = false }: { plain?: boolean }) {
  const { t } = useTranslation();
  const [state, setState] = useState<"ready" | "leaving" | "failed">("ready");
  const start = (): void => {
    setState("leaving");
    startSignIn().catch(() => setState("failed"));
  };
  return (
    <>
      <button type="button" className={plain ? "" : "primary"} disabled={state === "leaving"} onClick={start}>
        {t("signIn.button")}
      </button>
      {state === "failed" && <p role="alert">{t("failed")}</p>}
    </>
  );
}
