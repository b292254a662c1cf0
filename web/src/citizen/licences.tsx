import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type * as z from "zod";
import type { getLicence, listUses } from "#shared/licences/api.ts";
import type { Licence } from "../shared/api-types.ts";
import { useDates } from "../shared/dates.ts";
import { type FactRow, Facts } from "../shared/facts.tsx";
import { PagedView, QueryView } from "../shared/query-view.tsx";
import { usePages, useRead, useText } from "../shared/use-read.ts";
import { ActingFor, useOnBehalfOf } from "./acting-for.tsx";
import "./licences.css";

type Whole = z.output<(typeof getLicence)["answers"][200]["schema"]>;
type Use = z.output<(typeof listUses)["answers"][200]["schema"]>["items"][number];

/** 我的证照: electronic licences, each with the code by which anybody checks that it is genuine. */
export default function Wallet() {
  const { t } = useTranslation();
  const { onBehalfOf, path } = useOnBehalfOf();
  const licences = usePages<Licence>(path("/v1/licences"));
  return (
    <>
      <h1>{t("licence.mine")}</h1>
      <ActingFor />
      <PagedView query={licences} none={<p>{t(onBehalfOf ? "acting.none" : "licence.none")}</p>}>
        {(all) => (
          <ul className="plain wallet">
            {all.map((licence) => (
              <Card key={licence.licenceId} licence={licence} />
            ))}
          </ul>
        )}
      </PagedView>
    </>
  );
}

function Card({ licence }: { licence: Licence }) {
  const { t } = useTranslation();
  const text = useText();
  const { day } = useDates();
  const [open, setOpen] = useState(false);
  const { type, number, state, validFrom, validTo, licenceId, caseNumber } = licence;
  return (
    <li className={state === "valid" ? "licence" : "licence void"}>
      <h2>{text(type.name)}</h2>
      <p>
        <span className={state === "valid" ? "tag good" : "tag bad"}>{t(`licence.state.${state}`)}</span>{" "}
        <span className="number">{number}</span>
      </p>
      <p className="facts">
        {validTo
          ? t("licence.valid", { from: day(validFrom), to: day(validTo) })
          : t("licence.validFrom", { from: day(validFrom) })}
      </p>
      <div className="buttons">
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t("licence.hide") : t("licence.show")}
          <span className="unseen"> {number}</span>
        </button>
        <Link className="button" to={`/cases/${caseNumber}`}>
          {t("licence.case")}
        </Link>
      </div>
      {open && <Shown licenceId={licenceId} />}
    </li>
  );
}

function Shown({ licenceId }: { licenceId: string }) {
  const { t } = useTranslation();
  const text = useText();
  const licence = useRead<Whole>(`/v1/licences/${licenceId}`);
  return (
    <QueryView query={licence}>
      {({ qrCode, holder, identifier, particulars = [] }) => (
        <>
          <img
            className="qr"
            alt={t("licence.qr")}
            src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(qrCode)}`}
          />
          <Facts
            rows={[
              [t("licence.holder"), holder.name],
              ...particulars.map(
                ({ label, value }): FactRow => [
                  text(label),
                  typeof value === "boolean" ? t(value ? "form.yes" : "form.no") : String(value),
                ],
              ),
              [
                t("licence.identifier"),
                <span key="id" className="number">
                  {identifier}
                </span>,
              ],
            ]}
          />
          <Uses licenceId={licenceId} />
        </>
      )}
    </QueryView>
  );
}

/** 用证记录. */
function Uses({ licenceId }: { licenceId: string }) {
  const { t } = useTranslation();
  const { moment } = useDates();
  const uses = usePages<Use>(`/v1/licences/${licenceId}/uses`);
  return (
    <>
      <h3>{t("licence.uses")}</h3>
      <PagedView query={uses} none={<p>{t("licence.noUses")}</p>}>
        {(all) => (
          <ul>
            {all.map(({ at, caseNumber, materialId }) => (
              <li key={`${caseNumber} ${materialId}`}>
                {moment(at)} · <Link to={`/cases/${caseNumber}`}>{caseNumber}</Link>
              </li>
            ))}
          </ul>
        )}
      </PagedView>
    </>
  );
}
