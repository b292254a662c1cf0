import { useTranslation } from "react-i18next";
import type * as z from "zod";
import numbers from "#data/official-document-numbers.json";
import titles from "#data/official-document-titles.json";
import districtOrgans from "#district/official-document-organs.json";
import type { listNumbers } from "#shared/documents/number-api.ts";
import { CallForm } from "../kit/call-form.tsx";
import { Filter, useFilters } from "../kit/filters.tsx";
import { RecordList, RowLink } from "../kit/record-list.tsx";
import "../kit/kit.css";
import { call } from "../shared/api.ts";
import { useDates } from "../shared/dates.ts";
import { useText } from "../shared/use-read.ts";
import { useSession } from "../sign-in/session.ts";
import "./staff.css";

type Row = z.output<(typeof listNumbers)["answers"][200]["schema"]>["items"][number];

const kinds = Object.keys(numbers.words) as (keyof typeof numbers.words)[];
const firstYear = 2026;

const voidOf = (numberId: string, body: unknown): Promise<Row> =>
  call("POST", `/v1/official-document-numbers/${numberId}/void`, { body });

/** The registers of running numbers (文号登记簿): one of each organ, kind and year, without a gap. */
export default function Numbers() {
  const { t } = useTranslation();
  const text = useText();
  const { moment } = useDates();
  const department = useSession()?.department;
  const { chosen } = useFilters();
  const now = new Date().getFullYear();
  const years = Array.from({ length: now - firstYear + 1 }, (_, index) => String(now - index));
  const organs = districtOrgans.flatMap(({ code, name }) => (name ? [{ value: code, label: name }] : []));
  const query = new URLSearchParams({
    kind: chosen("kind") || "approval",
    year: chosen("year") || String(now),
    ...(chosen("organ") && { organ: chosen("organ") }),
  }).toString();
  const columns = [
    { name: "text", heading: t("staff.numberText"), cell: (row: Row) => row.text },
    {
      name: "case",
      heading: t("staff.numberCase"),
      cell: (row: Row) => <RowLink to={`/staff/cases/${row.caseNumber}`}>{row.caseNumber}</RowLink>,
    },
    { name: "at", heading: t("staff.numberAt"), cell: (row: Row) => moment(row.at) },
    { name: "void", heading: t("staff.numberVoid"), cell: (row: Row) => <Voiding row={row} /> },
  ];
  return (
    <>
      <h1>{t("staff.numbers")}</h1>
      <p>{t("staff.numbersHint")}</p>
      <div className="filters on-screen">
        <Filter
          name="kind"
          label={t("staff.numberKind")}
          options={kinds.map((kind) => ({ value: kind, label: text(titles.usual[kind]) }))}
          initial="approval"
        />
        <Filter
          name="year"
          label={t("staff.numberYear")}
          options={years.map((year) => ({ value: year, label: year }))}
          initial={String(now)}
        />
        <Filter name="organ" label={t("staff.numberOrgan")} options={organs} any={t("staff.numberOwn")} />
      </div>
      {department || chosen("organ") ? (
        <RecordList<Row>
          caption={t("staff.numbers")}
          path={`/v1/official-document-numbers?${query}`}
          none={t("staff.noNumbers")}
          keyOf={({ numberId }) => numberId}
          columns={columns}
        />
      ) : (
        <p>{t("staff.chooseOrgan")}</p>
      )}
    </>
  );
}

/** That it is void and why, or the way to say so. */
function Voiding({ row: { numberId, void: voided } }: { row: Row }) {
  const { t } = useTranslation();
  const { moment } = useDates();
  if (voided) return t("staff.numberVoidWhy", { reason: voided.reason, since: moment(voided.at) });
  return (
    <details className="on-screen">
      <summary>{t("staff.voidNumber")}</summary>
      <CallForm<Row>
        name="POST /v1/official-document-numbers/{numberId}/void"
        words={`void-${numberId}`}
        submit={t("staff.voidNumber")}
        secondary
        send={(body) => voidOf(numberId, body)}
        onDone={() => undefined}
      />
    </details>
  );
}
