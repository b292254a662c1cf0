import { type ChangeEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "../api.ts";
import { NameAfter, Written } from "../written.tsx";
import { writtenLanguage } from "../written-language.ts";
import { Doubtful } from "./doubtful.tsx";
import { EarlierDocuments } from "./earlier-documents.tsx";
import { inFlight } from "./in-flight.ts";
import { FileRefused } from "./refused.ts";
import { mayRetryUpload, type Upload, type UploadState, uploadFile } from "./upload.ts";

type Running = {
  name: string;
  file: File;
  state: UploadState | { stage: "failed"; why: string; mayRetry: boolean };
  stop: () => void;
};
type Props = {
  /** Of the material, for labels and errors. */
  id: string;
  name: string;
  uploads: Upload[];
  onChange: (change: (before: Upload[]) => Upload[]) => void;
  /** The application that the files are for. */
  draft?: string;
  /** Offers documents of earlier cases as well. */
  earlier?: boolean;
};

/** HEIC is left out: an iPhone then hands over its photographs as JPEG by itself. */
const takes = "image/jpeg,image/png,image/webp,application/pdf,.ofd";
/** What is held in the hand and touched has a camera; a computer at a desk opens its files. */
const hasCamera = (): boolean => navigator.maxTouchPoints > 0;
const kilobytes = (size: number): string => Math.max(1, Math.round(size / 1024)).toString();

/** Files of one material: chosen or photographed, sent at once, each with its progress. */
export function UploadField({ id, name, uploads, onChange, draft, earlier = false }: Props) {
  const { t } = useTranslation();
  const [running, setRunning] = useState<Record<string, Running>>({});
  const active = useRef(running);
  active.current = running;
  // Left the page: what was on its way has nowhere to arrive.
  useEffect(
    () => () => {
      for (const { stop } of Object.values(active.current)) stop();
    },
    [],
  );
  // Before it is needed, when the connection may be gone. What fails now is tried again then.
  useEffect(() => {
    import("./prepare.ts").catch(() => undefined);
  }, []);
  const forget = (key: string): void => setRunning(({ [key]: _gone, ...others }) => others);
  const start = (file: File, key: string = crypto.randomUUID()): void => {
    const control = new AbortController();
    const update = (state: Running["state"]): void =>
      setRunning((all) => ({ ...all, [key]: { name: file.name, file, state, stop: () => control.abort() } }));
    update({ stage: "reading" });
    inFlight(uploadFile(file, { draft, onState: update, signal: control.signal })).then(
      (upload) => {
        onChange((before) => [...before, upload]);
        forget(key);
      },
      (error: unknown) => {
        if (control.signal.aborted) forget(key);
        else update({ stage: "failed", why: whyOf(error), mayRetry: mayRetryUpload(error) });
      },
    );
  };
  const whyOf = (error: unknown): string => {
    if (error instanceof FileRefused) return error.message;
    if (!(error instanceof ApiProblem)) return t("files.lost");
    return error.errors.map(({ message }) => message).join(" ") || error.message;
  };
  const remove = (documentId: string): void =>
    onChange((before) => before.filter((one) => one.documentId !== documentId));
  const choose = (event: ChangeEvent<HTMLInputElement>): void => {
    for (const file of event.target.files ?? []) start(file);
    event.target.value = "";
  };
  return (
    <div className="uploads">
      <ul className="plain">
        {uploads.map(({ documentId, fileName, size, doubt }) => (
          <li key={documentId} className="upload">
            <span>
              <span aria-hidden="true">✓ </span>
              <Written
                text={
                  size > 0
                    ? t("files.sent", { name: fileName, size: kilobytes(size) })
                    : t("files.there", { name: fileName })
                }
              />
            </span>
            <button type="button" className="quiet" onClick={() => remove(documentId)}>
              <Written text={t("files.remove", { name: fileName })} />
            </button>
            {doubt && (
              <Doubtful
                name={fileName}
                doubt={doubt}
                onAgain={(file) => {
                  remove(documentId);
                  start(file);
                }}
                onUse={() =>
                  onChange((before) =>
                    before.map((one) => {
                      const { doubt: _settled, ...sure } = one;
                      return one.documentId === documentId ? sure : one;
                    }),
                  )
                }
              />
            )}
          </li>
        ))}
        {Object.entries(running).map(([key, { name: fileName, file, state, stop }]) => (
          <li key={key} className="upload">
            {state.stage === "failed" ? (
              <>
                <span role="alert" className="wrong">
                  <Written text={t("files.refused", { name: fileName, why: state.why })} />
                </span>
                {state.mayRetry && (
                  <button type="button" className="quiet" onClick={() => start(file, key)}>
                    {t("retry")}
                  </button>
                )}
                <button type="button" className="quiet" onClick={() => forget(key)}>
                  <Written text={t("files.remove", { name: fileName })} />
                </button>
              </>
            ) : (
              <>
                <span role="status">
                  <Written text={t(`files.${state.stage}`, { name: fileName })} />
                </span>
                <progress
                  aria-label={fileName}
                  lang={writtenLanguage(fileName)}
                  {...(state.stage === "sending" ? { value: state.share } : {})}
                  max={1}
                />
                <button type="button" className="quiet" onClick={stop}>
                  <Written text={t("files.cancel", { name: fileName })} />
                </button>
              </>
            )}
          </li>
        ))}
      </ul>
      <p className="hint" id={`${id}-takes`}>
        {t("files.takes")}
      </p>
      <div className="buttons">
        <label className="button">
          {t("files.choose")}
          <NameAfter text={name} />
          <input
            id={id}
            className="unseen"
            type="file"
            accept={takes}
            multiple
            aria-describedby={`${id}-takes`}
            onChange={choose}
          />
        </label>
        {hasCamera() && (
          <label className="button">
            {t("files.photograph")}
            <NameAfter text={name} />
            <input
              className="unseen"
              type="file"
              accept="image/jpeg,image/png"
              capture="environment"
              onChange={choose}
            />
          </label>
        )}
      </div>
      {earlier && <EarlierDocuments name={name} onFile={(file) => start(file)} />}
    </div>
  );
}
