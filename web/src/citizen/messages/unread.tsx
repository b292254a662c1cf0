import { useTranslation } from "react-i18next";
import { useRead } from "../../shared/use-read.ts";

/** How many messages wait, beside the place where they are; nothing while there are none. */
export default function Unread() {
  const { t } = useTranslation();
  const { data } = useRead<{ unread: number }>("/v1/me/notices/unread");
  if (!data || data.unread === 0) return null;
  return <span className="tag warn">{t("nav.unread", { count: data.unread })}</span>;
}
