import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CallForm } from "../../kit/call-form.tsx";
import type { Colleague } from "../../kit/colleagues.ts";
import { DepartmentFilter, Filter, useListPath } from "../../kit/filters.tsx";
import { StateTag } from "../../kit/parts.tsx";
import { type Column, RecordList, RecordTable, RowLink } from "../../kit/record-list.tsx";
import { useWords } from "../../kit/words.ts";
import { call } from "../../shared/api.ts";
import { DepartmentName } from "../department-name.tsx";

type Found = { items: readonly Colleague[]; more: boolean };

/** 工作人员名录: who works where, by name. */
export default function PeoplePage() {
  const { t } = useTranslation();
  const words = useWords();
  const [found, setFound] = useState<Found>();
  const path = useListPath("/v1/staff", ["department", "state"]);
  const columns: Column<Colleague>[] = [
    {
      name: "name",
      heading: t("kit.field.name"),
      cell: ({ account, name }) => (
        <>
          <RowLink to={`/staff/people/${encodeURIComponent(account)}`}>{name}</RowLink>
          <span className="facts">{account}</span>
        </>
      ),
    },
    {
      name: "department",
      heading: t("kit.field.department"),
      cell: ({ department }) => (department ? <DepartmentName code={department} /> : "—"),
    },
    {
      name: "roles",
      heading: t("office.people.roles"),
      cell: ({ roles }) => roles.map(words.role).join("; "),
    },
    {
      name: "state",
      heading: t("office.column.state"),
      cell: ({ state }) => <StateTag record="staff" state={state} />,
    },
  ];
  const keyOf = ({ account }: Colleague): string => account;
  return (
    <>
      <h1>{t("office.people.title")}</h1>
      <p>{t("office.people.intro")}</p>
      <details className="card on-screen">
        <summary>{t("office.people.search")}</summary>
        <CallForm<Found>
          name="POST /v1/staff/search"
          words="searchStaff"
          secondary
          send={(body) => call("POST", "/v1/staff/search", { body })}
          onDone={setFound}
        />
        <div role="status">
          {found && <p>{t(found.more ? "kit.foundMore" : "kit.found", { count: found.items.length })}</p>}
        </div>
        {found && found.items.length > 0 && (
          <RecordTable
            caption={t("office.people.search")}
            rows={found.items}
            keyOf={keyOf}
            columns={columns}
          />
        )}
      </details>
      <div className="filters on-screen">
        <DepartmentFilter />
        <Filter
          name="state"
          label={t("office.column.state")}
          any={words.state("staff", "active")}
          options={[{ value: "left", label: words.state("staff", "left") }]}
        />
      </div>
      <RecordList<Colleague>
        path={path}
        caption={t("office.people.title")}
        none={t("office.people.none")}
        keyOf={keyOf}
        columns={columns}
      />
    </>
  );
}
