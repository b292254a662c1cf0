import { useTranslation } from "react-i18next";
import type * as z from "zod";
import type { listArchives } from "#shared/archives/api.ts";
import { recordContract } from "../../kit/contracts.ts";
import { DepartmentFilter, Filter, useListPath } from "../../kit/filters.tsx";
import { Due, StateTag } from "../../kit/parts.tsx";
import { RecordList, RowLink } from "../../kit/record-list.tsx";
import { useWords } from "../../kit/words.ts";
import { useDates } from "../../shared/dates.ts";
import { ItemName } from "../../shared/item-name.tsx";
import { useText } from "../../shared/use-read.ts";

type Row = z.output<(typeof listArchives)["answers"][200]["schema"]>["items"][number];

/** 办件归档: one state at a time, what is next first. */
export default function ArchivesPage() {
  const { t } = useTranslation();
  const text = useText();
  const words = useWords();
  const { day } = useDates();
  const path = useListPath("/v1/archives", ["department", "state"]);
  const { states = {} } = recordContract("archives");
  return (
    <>
      <h1>{t("office.archives.title")}</h1>
      <p>{t("office.archives.intro")}</p>
      <div className="filters on-screen">
        <DepartmentFilter />
        <Filter
          name="state"
          label={t("office.column.state")}
          initial="pending"
          options={Object.entries(states).map(([value, label]) => ({ value, label: text(label) }))}
        />
      </div>
      <RecordList<Row>
        path={path}
        caption={t("office.archives.title")}
        none={t("office.archives.none")}
        keyOf={({ caseNumber }) => caseNumber}
        toneOf={({ late, state }) => (late && state !== "archived" ? "late" : "inTime")}
        columns={[
          {
            name: "due",
            heading: t("office.column.due"),
            cell: ({ state, dueAt, late, keepUntil, destroyedAt }) =>
              destroyedAt ? (
                day(destroyedAt)
              ) : keepUntil ? (
                <RetentionEnd until={keepUntil} />
              ) : (
                <Due at={dueAt} late={late === true && state !== "archived"} />
              ),
          },
          {
            name: "item",
            heading: t("office.column.item"),
            cell: ({ caseNumber, itemCode }) => (
              <>
                <RowLink to={`/staff/archives/${caseNumber}`}>
                  <ItemName itemCode={itemCode} />
                </RowLink>
                <span className="facts number">{caseNumber}</span>
              </>
            ),
          },
          {
            name: "state",
            heading: t("office.column.state"),
            cell: ({ state, failure }) => (
              <>
                <StateTag record="archives" state={state} />
                {failure && <span className="facts">{words.value("failure", failure.reason)}</span>}
              </>
            ),
          },
        ]}
      />
    </>
  );
}

/** The last day that it is kept for; `9999-12-31`: for good. */
export function RetentionEnd({ until }: { until: string }) {
  const { t } = useTranslation();
  return (
    <>
      {until.startsWith("9999") ? t("office.archives.forGood") : t("office.archives.until", { day: until })}
    </>
  );
}
