import { type ReactNode, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { LoadMore, QueryView } from "../shared/query-view.tsx";
import { usePages } from "../shared/use-read.ts";
import { writtenLanguage } from "../shared/written-language.ts";
import { Empty, OfflineNotice } from "./states.tsx";
import { useRowKeys } from "./use-row-keys.ts";
import "./kit.css";

export type Column<Row> = {
  /** Unique in its list. */
  name: string;
  heading: string;
  cell: (row: Row) => ReactNode;
};

type TableProps<Row> = {
  /** What the list is of: read out, and not shown. */
  caption: string;
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  columns: readonly Column<Row>[];
  /** A row's colour, which never says anything alone. */
  toneOf?: (row: Row) => string;
};

/** Rows to go through by keyboard; on a phone each is a card. */
export function RecordTable<Row>({ caption, rows, keyOf, columns, toneOf }: TableProps<Row>) {
  const list = useRef<HTMLTableElement>(null);
  const onKeyDown = useRowKeys(list);
  return (
    <table className="records" ref={list} onKeyDown={onKeyDown}>
      <caption className="unseen">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ name, heading }) => (
            <th key={name} scope="col">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)} className={toneOf?.(row)}>
            {columns.map(({ name, cell }) => {
              const shown = cell(row);
              return (
                <td key={name} lang={writtenLanguage(shown)}>
                  {shown}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type Props<Row> = Omit<TableProps<Row>, "rows"> & {
  /** Of the list, with its filters. */
  path: string;
  /** What is said when there is nothing. */
  none: string;
  refetchInterval?: number;
};

/** A list as far as it is loaded, and the way to more. */
export function RecordList<Row>({ path, none, refetchInterval, ...table }: Props<Row>) {
  const { t } = useTranslation();
  const query = usePages<Row>(path, refetchInterval ? { refetchInterval } : {});
  return (
    <div className="wide">
      <OfflineNotice />
      <QueryView query={query}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          if (rows.length === 0 && !query.hasNextPage)
            return (
              <Empty>
                <p>{none}</p>
              </Empty>
            );
          return (
            <>
              <p role="status" className="hint">
                {query.hasNextPage
                  ? t("kit.loadedMore", { count: rows.length })
                  : t("kit.loaded", { count: rows.length })}
              </p>
              <RecordTable {...table} rows={rows} />
              <LoadMore query={query} />
              <p className="hint on-screen">{t("kit.keys")}</p>
            </>
          );
        }}
      </QueryView>
    </div>
  );
}

/** What leads from a row to its record. */
export const RowLink = ({ to, children }: { to: string; children: ReactNode }) => (
  <Link to={to} lang={writtenLanguage(children)}>
    {children}
  </Link>
);
