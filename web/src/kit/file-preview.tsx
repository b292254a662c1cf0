import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { save } from "../shared/files/content.ts";
import { QueryView } from "../shared/query-view.tsx";
import { writtenLanguage } from "../shared/written-language.ts";

export type Listed = {
  /** Unique in its list. */
  key: string;
  name: string;
  facts?: ReactNode;
  /** Left out where there is nothing to look at. */
  documentId?: string | undefined;
};

type Props = {
  files: readonly Listed[];
  contentOf: (documentId: string) => Promise<File>;
  /** What is below the list. */
  children?: ReactNode;
};

/** What was handed in, one beside the form at a time: pictures and PDF are shown here. */
export function FileList({ files, contentOf, children }: Props) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(() => files.find(({ documentId }) => documentId)?.documentId);
  return (
    <>
      {files.length === 0 && <p>{t("kit.noFiles")}</p>}
      <ul className="plain">
        {files.map(({ key, name, facts, documentId }) => (
          <li key={key}>
            {documentId ? (
              <button
                type="button"
                className="pick"
                aria-pressed={documentId === shown}
                onClick={() => setShown(documentId)}
              >
                {name}
              </button>
            ) : (
              name
            )}
            {facts && <span className="facts">{facts}</span>}
          </li>
        ))}
        {children}
      </ul>
      {shown && <Preview key={shown} documentId={shown} contentOf={contentOf} />}
    </>
  );
}

function Preview({ documentId, contentOf }: { documentId: string } & Pick<Props, "contentOf">) {
  const content = useQuery({
    queryKey: ["content", documentId],
    queryFn: () => contentOf(documentId),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return <QueryView query={content}>{(file) => <FilePreview file={file} />}</QueryView>;
}

/** One file: a picture, which can be turned, or a PDF where the browser shows them. */
export function FilePreview({ file }: { file: File }) {
  const { t } = useTranslation();
  const [address, setAddress] = useState<string>();
  const [turned, setTurned] = useState(0);
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  if (!address) return null;
  const isPicture = file.type.startsWith("image/");
  return (
    <figure className="preview">
      {isPicture ? (
        // Turned, it is in a square: it needs no more room on its side than upright, and covers nothing.
        <img src={address} alt={file.name} className={turned === 0 ? "" : `turned turned-${turned}`} />
      ) : file.type === "application/pdf" && navigator.pdfViewerEnabled ? (
        <iframe src={address} title={`${t("kit.preview")}: ${file.name}`} lang={writtenLanguage(file.name)} />
      ) : (
        <p className="hint">{t("kit.noPreview")}</p>
      )}
      <figcaption className="buttons on-screen">
        <span className="facts">{file.name}</span>
        {isPicture && (
          <button type="button" className="quiet" onClick={() => setTurned((turned + 90) % 360)}>
            {t("kit.rotate")}
          </button>
        )}
        <button type="button" className="quiet" onClick={() => save(file)}>
          {t("kit.saveFile", { name: file.name })}
        </button>
      </figcaption>
    </figure>
  );
}
