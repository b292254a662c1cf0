import { useTranslation } from "react-i18next";
import { useSearchParams } from "wouter";
import type * as z from "zod";
import type { getRatingSummary, publishedComment } from "#shared/ratings/api.ts";
import type { Department, Items, Page } from "../shared/api-types.ts";
import { dayFromToday } from "../shared/dates.ts";
import { PagedView, QueryView } from "../shared/query-view.tsx";
import { usePages, useRead, useText } from "../shared/use-read.ts";
import { Written } from "../shared/written.tsx";
import { Chart } from "./chart.tsx";
import "./figures.css";

type Summary = z.output<(typeof getRatingSummary)["answers"][200]["schema"]>;
type Figures = Summary["overall"];
type Comment = z.output<typeof publishedComment>;

const percent = (share: number | null): string => (share === null ? "—" : `${(share * 100).toFixed(1)}%`);
const score = (average: number | null): string => (average === null ? "—" : average.toFixed(2));

/** 好差评 in public: what ratings add up to, by department and by day, and published comments. */
export default function RatingsPage() {
  const { t } = useTranslation();
  const text = useText();
  const [query, setQuery] = useSearchParams();
  const departments = useRead<Page<Department>>("/v1/departments");
  const items = useRead<Items>("/v1/items?limit=1");
  const department = query.get("department") ?? "";
  const days = query.get("days") ?? "30";
  const set = (name: string, value: string): void => {
    const next = new URLSearchParams(query);
    if (value) next.set(name, value);
    else next.delete(name);
    setQuery(next, { replace: true });
  };
  const filters = new URLSearchParams({
    from: dayFromToday(1 - Number(days)),
    to: dayFromToday(0),
    ...(department && { department }),
  });
  const nameOf = (code: string): string => {
    const found = departments.data?.items.find((one) => one.code === code);
    return found ? text(found.name) : code;
  };
  return (
    <>
      <h1>{t("figures.title")}</h1>
      <p>{t("figures.intro")}</p>
      <div className="filters">
        <label>
          {t("figures.period")}
          <select value={days} onChange={(event) => set("days", event.target.value)}>
            {["7", "30", "90"].map((one) => (
              <option key={one} value={one}>
                {t("figures.days", { count: Number(one) })}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t("figures.department")}
          <select value={department} onChange={(event) => set("department", event.target.value)}>
            <option value="">{t("figures.all")}</option>
            {departments.data?.items.map(({ code, name }) => (
              <option key={code} value={code}>
                {text(name)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Overall query={filters} items={items.data?.total} />
      {!department && <Grouped query={filters} by="department" nameOf={nameOf} />}
      <Grouped query={filters} by="day" nameOf={(day) => day} />
      {department && <Grouped query={filters} by="window" nameOf={(window) => window} />}
      <Comments department={department} nameOf={nameOf} />
    </>
  );
}

function Overall({ query, items }: { query: URLSearchParams; items: number | undefined }) {
  const { t } = useTranslation();
  const summary = useRead<Summary>(`/v1/ratings/summary?${query}`);
  return (
    <QueryView query={summary}>
      {({ overall }) => (
        <dl className="summary">
          {[
            [t("figures.items"), items === undefined ? "—" : String(items)],
            [t("figures.total"), String(overall.total)],
            [t("figures.satisfaction"), percent(overall.satisfactionRate)],
            [t("figures.average"), score(overall.averageScore)],
            [t("figures.active"), percent(overall.activeRatingRate)],
            [t("figures.bad"), String(overall.bad)],
            [t("figures.rectified"), percent(overall.rectificationRate)],
            [t("figures.calledBack"), percent(overall.callBackRate)],
          ].map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </QueryView>
  );
}

type GroupedProps = {
  query: URLSearchParams;
  by: "department" | "day" | "window";
  nameOf: (key: string) => string;
};

/** A chart, and the same as a table beside it. */
function Grouped({ query, by, nameOf }: GroupedProps) {
  const { t } = useTranslation();
  const summary = useRead<Summary>(`/v1/ratings/summary?${new URLSearchParams([...query, ["by", by]])}`);
  return (
    <section aria-labelledby={`by-${by}`}>
      <h2 id={`by-${by}`}>{t(`figures.by.${by}`)}</h2>
      <QueryView query={summary}>
        {({ groups }) => {
          const counted = groups.filter(({ total }) => total > 0);
          if (counted.length === 0) return <p className="panel">{t("figures.none")}</p>;
          const sorted = by === "day" ? counted.toSorted((a, b) => a.key.localeCompare(b.key)) : counted;
          return (
            <>
              <Chart
                kind={by === "day" ? "line" : "bar"}
                names={sorted.map(({ key }) => nameOf(key))}
                series={[
                  { name: t("figures.good"), values: sorted.map((figures) => figures.total - figures.bad) },
                  { name: t("figures.badOnes"), values: sorted.map(({ bad }) => bad) },
                ]}
                label={t("figures.chart", { by: t(`figures.by.${by}`) })}
              />
              <Table rows={sorted} by={by} nameOf={nameOf} />
            </>
          );
        }}
      </QueryView>
    </section>
  );
}

function Table({
  rows,
  by,
  nameOf,
}: { rows: (Figures & { key: string })[] } & Pick<GroupedProps, "by" | "nameOf">) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section className="scrolls" tabIndex={0} aria-label={t(`figures.by.${by}`)}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t(`figures.column.${by}`)}</th>
            <th scope="col">{t("figures.total")}</th>
            <th scope="col">{t("figures.badOnes")}</th>
            <th scope="col">{t("figures.satisfaction")}</th>
            <th scope="col">{t("figures.average")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((figures) => (
            <tr key={figures.key}>
              <th scope="row">
                <Written text={nameOf(figures.key)} />
              </th>
              <td>{figures.total}</td>
              <td>{figures.bad}</td>
              <td>{percent(figures.satisfactionRate)}</td>
              <td>{score(figures.averageScore)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Comments({ department, nameOf }: { department: string; nameOf: (code: string) => string }) {
  const { t } = useTranslation();
  const comments = usePages<Comment>(`/v1/ratings/comments${department && `?department=${department}`}`);
  return (
    <section aria-labelledby="comments">
      <h2 id="comments">{t("figures.comments")}</h2>
      <PagedView query={comments} none={<p>{t("figures.noComments")}</p>}>
        {(all) => (
          <ul className="plain">
            {all.map(({ department: of, day, level, text, reply }) => (
              <li key={`${of} ${day} ${text}`} className="card">
                <p>
                  <Written text={text} />
                </p>
                <p className="facts">
                  {nameOf(of)} · {day} · {t(`rate.level.${level}`)}
                </p>
                {reply && (
                  <p className="reply">
                    {t("figures.reply")}: <Written text={reply.text} />
                  </p>
                )}
              </li>
            ))}
          </ul>
        )}
      </PagedView>
    </section>
  );
}
