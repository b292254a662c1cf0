import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { PolicyRow } from "#shared/policies/desk-api.ts";
import { DepartmentFilter, Filter, useListPath } from "../../kit/filters.tsx";
import { StateTag } from "../../kit/parts.tsx";
import { RecordList, RowLink } from "../../kit/record-list.tsx";
import { useWords } from "../../kit/words.ts";
import { useDates } from "../../shared/dates.ts";

const states = ["published", "drafted", "proposed", "ended", "withdrawn"] as const;

/** 政策维护. */
export default function PoliciesPage() {
  const { t } = useTranslation();
  const words = useWords();
  const { day } = useDates();
  const path = useListPath("/v1/desk/policies", ["department", "state"]);
  return (
    <>
      <h1>{t("policy.desk")}</h1>
      <p className="on-screen">
        <Link className="button" to="/staff/policies/new">
          {t("policy.write")}
        </Link>
      </p>
      <div className="filters on-screen">
        <DepartmentFilter />
        <Filter
          name="state"
          label={t("kit.field.state")}
          initial="published"
          options={states.map((value) => ({ value, label: words.state("policies", value) }))}
        />
      </div>
      <RecordList<PolicyRow>
        path={path}
        caption={t("policy.desk")}
        none={t("policy.deskNone")}
        keyOf={({ policyId }) => policyId}
        columns={[
          {
            name: "title",
            heading: t("policy.column.title"),
            cell: ({ policyId, title }) => <RowLink to={`/staff/policies/${policyId}`}>{title}</RowLink>,
          },
          {
            name: "edition",
            heading: t("policy.column.edition"),
            cell: ({ edition }) => edition ?? "",
          },
          {
            name: "since",
            heading: t("policy.column.since"),
            cell: ({ publishedAt, writtenAt }) => day(publishedAt ?? writtenAt),
          },
          {
            name: "until",
            heading: t("policy.column.until"),
            cell: ({ endsAt }) => endsAt && day(endsAt),
          },
          {
            name: "state",
            heading: t("kit.field.state"),
            cell: ({ state }) => <StateTag record="policies" state={state} />,
          },
        ]}
      />
    </>
  );
}
