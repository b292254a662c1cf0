import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import type { MessageView } from "#shared/notices/api.ts";
import { call } from "../../shared/api.ts";
import { useDates } from "../../shared/dates.ts";
import { ErrorMessage, PagedView } from "../../shared/query-view.tsx";
import { useRefresh } from "../../shared/use-action.ts";
import { usePages } from "../../shared/use-read.ts";
import { ActingFor, useOnBehalfOf } from "../acting-for.tsx";

/** 我的消息: what happened to one's matters, the newest first, whatever became of the other ways. */
export default function Messages() {
  const { t } = useTranslation();
  const { onBehalfOf, path } = useOnBehalfOf();
  const mine = usePages<MessageView>(path("/v1/me/notices"));
  return (
    <>
      <h1>{t("message.title")}</h1>
      <p>
        <Link to="/messages/settings">{t("message.settings")}</Link>
      </p>
      <ActingFor />
      <PagedView query={mine} none={<p>{t(onBehalfOf ? "acting.none" : "message.none")}</p>}>
        {(all) => (
          <ul className="items">
            {all.map((one) => (
              <One key={one.noticeId} of={one} onBehalfOf={onBehalfOf} />
            ))}
          </ul>
        )}
      </PagedView>
    </>
  );
}

function One({ of, onBehalfOf }: { of: MessageView; onBehalfOf: string }) {
  const { t } = useTranslation();
  const { moment } = useDates();
  const [, navigate] = useLocation();
  const refresh = useRefresh();
  const { noticeId, title, text, link, at, legal, readAt, servedByArrival } = of;
  const reading = useMutation({
    mutationFn: () =>
      call("POST", `/v1/me/notices/${noticeId}/read${onBehalfOf ? `?onBehalfOf=${onBehalfOf}` : ""}`),
    onSuccess: refresh,
  });
  const open = async (): Promise<void> => {
    if (!readAt) await reading.mutateAsync();
    // What is a policy to whoever they act for is told in their name.
    navigate(onBehalfOf && link.startsWith("/policies/") ? `${link}?onBehalfOf=${onBehalfOf}` : link);
  };
  return (
    <li>
      <button
        type="button"
        className="link"
        disabled={reading.isPending}
        onClick={() => open().catch(() => {})}
      >
        {title}
      </button>
      <span className="tags">
        {!readAt && <span className="tag warn">{t("message.unread")}</span>}
        {legal && <span className="tag">{t("message.legal")}</span>}
      </span>
      <p>{text}</p>
      {servedByArrival && <p>{t("message.servedByArrival")}</p>}
      <span className="facts">{moment(at)}</span>
      <ErrorMessage error={reading.error} />
    </li>
  );
}
