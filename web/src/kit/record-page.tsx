import type { ReactNode } from "react";
import { Link } from "wouter";
import { ApiProblem } from "../shared/api.ts";
import { QueryView } from "../shared/query-view.tsx";
import { useRead } from "../shared/use-read.ts";
import { ActionPanel, type ActionPanelProps, type RecordWithActions } from "./action-panel.tsx";
import { type RecordName, recordContract } from "./contracts.ts";
import { PrintButton, StateTag } from "./parts.tsx";
import { type BackLink, OfflineNotice, RecordNotFound } from "./states.tsx";
import { Timeline } from "./timeline.tsx";
import "./kit.css";

type Props<Whole> = {
  record: RecordName;
  id: string;
  back: BackLink;
  title: (of: Whole) => ReactNode;
  /** Beside the state, under the title. */
  facts?: (of: Whole) => ReactNode;
  /** What it is known by to people; its id unless said. */
  number?: (of: Whole) => ReactNode;
  acting?: (of: Whole) => ActionPanelProps;
  /** What the work is about: read first, beside what can be done. */
  children: (of: Whole) => ReactNode;
  /** What came of it so far. */
  aside?: (of: Whole) => ReactNode;
};

/**
 * One record as the office works on it: what it is, what can be done, what happened. Printed, it is the record without
 * anything to press.
 */
export function RecordPage<Whole extends RecordWithActions>(props: Props<Whole>) {
  const { record, id, back } = props;
  const path = `/v1/${record}/${id}`;
  const found = useRead<Whole>(path);
  if (found.error instanceof ApiProblem && [400, 404].includes(found.error.status))
    return <RecordNotFound back={back} />;
  return (
    <div className="wide">
      <OfflineNotice />
      <QueryView query={found}>{(of) => <Shown {...props} of={of} path={path} />}</QueryView>
    </div>
  );
}

function Shown<Whole extends RecordWithActions>({
  record,
  id,
  back,
  title,
  facts,
  number,
  acting,
  children,
  aside,
  of,
  path,
}: Props<Whole> & { of: Whole; path: string }) {
  return (
    <article className="record">
      <header>
        <p className="on-screen">
          <Link to={back.to}>{back.text}</Link>
        </p>
        <h1>{title(of)}</h1>
        <p>
          <StateTag record={record} state={of.state} /> {facts?.(of)}{" "}
          <span className="facts number">{number?.(of) ?? id}</span>
        </p>
      </header>
      <div className="record-columns">
        <div>
          {children(of)}
          {aside?.(of)}
        </div>
        <div>
          <ActionPanel {...acting?.(of)} record={record} path={path} of={of} />
          {recordContract(record).history && (
            <Timeline record={record} path={path} version={of.version} department={of.department} />
          )}
          <PrintButton />
        </div>
      </div>
    </article>
  );
}
