import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import type * as z from "zod";
import type { downloadArchive, getArchive } from "#shared/archives/api.ts";
import { CallForm } from "../../kit/call-form.tsx";
import { Due } from "../../kit/parts.tsx";
import { RecordPage } from "../../kit/record-page.tsx";
import { useWords } from "../../kit/words.ts";
import { call } from "../../shared/api.ts";
import { useDates } from "../../shared/dates.ts";
import { Facts } from "../../shared/facts.tsx";
import { ItemName } from "../../shared/item-name.tsx";
import { RetentionEnd } from "./archives-page.tsx";

type Archive = z.output<(typeof getArchive)["answers"][200]["schema"]>;
type Downloaded = z.output<(typeof downloadArchive)["answers"][200]["schema"]>;

/** One ended case in the archive: its package, its retention, and what became of it. */
export default function ArchivePage() {
  const { t } = useTranslation();
  const { caseNumber = "" } = useParams();
  return (
    <RecordPage<Archive>
      record="archives"
      id={caseNumber}
      back={{ to: "/staff/archives", text: t("office.archives.title") }}
      title={({ itemCode }) => <ItemName itemCode={itemCode} />}
      facts={({ dueAt, late, archivedAt }) => !archivedAt && <Due at={dueAt} late={late === true} />}
      acting={() => ({ main: ["pack"] })}
      aside={(of) => of.package && of.state !== "destroyed" && <Download of={of} />}
    >
      {(of) => <ArchiveFacts of={of} />}
    </RecordPage>
  );
}

function ArchiveFacts({ of }: { of: Archive }) {
  const { t } = useTranslation();
  const words = useWords();
  const { moment, day } = useDates();
  const { failure, retention, keepUntil } = of;
  return (
    <section className="card" aria-labelledby="file">
      <h2 id="file">{t("office.archives.one")}</h2>
      {failure && (
        <p className="notice bad">
          {words.value("failure", failure.reason)}
          {failure.part && <span className="number"> {failure.part}</span>}
        </p>
      )}
      <Facts
        rows={[
          [
            t("office.case"),
            <Link key="case" to={`/staff/cases/${of.caseNumber}`}>
              {of.caseNumber}
            </Link>,
          ],
          [t("office.archives.ended"), `${t(`case.state.${of.ended}`)} · ${moment(of.endedAt)}`],
          !of.archivedAt && [t("office.archives.packFrom"), day(of.packFrom)],
          of.archivedAt !== undefined && [t("office.archives.archivedAt"), moment(of.archivedAt)],
          of.checkedAt !== undefined && [t("office.archives.checkedAt"), moment(of.checkedAt)],
          retention && [
            t("office.archives.retention"),
            `${retention.source}${retention.unconfirmed ? ` · ${t("office.archives.unconfirmed")}` : ""}`,
          ],
          keepUntil !== undefined && [
            t("office.archives.kept"),
            <RetentionEnd key="kept" until={keepUntil} />,
          ],
          of.destroyedAt !== undefined && [t("office.archives.destroyedAt"), moment(of.destroyedAt)],
          of.package && [
            t("office.archives.package"),
            t("office.archives.packageOf", {
              parts: of.package.parts,
              kilobytes: Math.ceil(of.package.size / 1024),
            }),
          ],
          of.package && [
            "SHA-256",
            <span key="digest" className="number">
              {of.package.sha256}
            </span>,
          ],
        ]}
      />
    </section>
  );
}

/** Whoever takes the package says why; the applicant sees who did. */
function Download({ of }: { of: Archive }) {
  const { t } = useTranslation();
  const [given, setGiven] = useState<Downloaded>();
  return (
    <section className="card on-screen" aria-labelledby="download">
      <h2 id="download">{t("office.archives.download")}</h2>
      <p className="hint">{t("office.archives.downloadHint")}</p>
      {given ? (
        <a className="button" href={given.url} download={given.fileName}>
          {t("kit.saveFile", { name: given.fileName })}
        </a>
      ) : (
        <CallForm<Downloaded>
          name="POST /v1/archives/{caseNumber}/download"
          words="reveal"
          secondary
          send={(body) => call("POST", `/v1/archives/${of.caseNumber}/download`, { body })}
          onDone={setGiven}
        />
      )}
    </section>
  );
}
