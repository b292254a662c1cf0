import { QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { ActionPanel } from "../action-panel.tsx";
import { Conflict } from "../conflict.tsx";
import { recordContract } from "../contracts.ts";
import { ErrorSummary, Summary } from "../error-summary.tsx";
import { fieldsOf, type Values } from "../fields.ts";
import { FileList, FilePreview } from "../file-preview.tsx";
import { Filter, useFilters } from "../filters.tsx";
import { FormFields } from "../form-fields.tsx";
import { LookupField } from "../lookup-field.tsx";
import { Due, PrintButton, StateTag } from "../parts.tsx";
import { RecordList, RowLink } from "../record-list.tsx";
import { Empty, OfflineNotice, RecordNotFound } from "../states.tsx";
import { Templates } from "../templates.tsx";
import { Timeline } from "../timeline.tsx";
import { useWords } from "../words.ts";
import * as data from "./data.ts";
import "./showcase.css";

/** A piece under the name it has in the code: for people who write pages, not for those who use them. */
function Piece({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section className="kit-piece" aria-label={name}>
      <h2>
        <code>{name}</code>
      </h2>
      {children}
    </section>
  );
}

const client = data.answersFromMemory();

/** Every piece of the kit in every state. Two questions of the address: `state=wrong`, and `list=empty|failed|loading`. */
export default function Showcase() {
  return (
    <QueryClientProvider client={client}>
      <h1>
        <code>web/src/kit</code>
      </h1>
      <OfflineNotice />
      <Lists />
      <ActionPanelProps />
      <Forms />
      <Files />
      <Piece name="RecordNotFound">
        <RecordNotFound back={{ to: "/kit", text: "/kit" }} />
      </Piece>
    </QueryClientProvider>
  );
}

const lists: Record<string, string> = {
  empty: data.emptyList,
  failed: data.failedList,
  loading: data.loadingList,
};

function Lists() {
  const { t } = useTranslation();
  const words = useWords();
  const { chosen } = useFilters();
  return (
    <>
      <Piece name="StateTag, Due">
        <p>
          {Object.keys(recordContract("rectifications").states ?? {}).map((state) => (
            <span key={state}>
              <StateTag record="rectifications" state={state} />{" "}
            </span>
          ))}
        </p>
        <p>
          <Due at="2026-11-20T09:00:00.000Z" late />
        </p>
        <p>
          <Due at="2026-12-03T09:00:00.000Z" late={false} />
        </p>
      </Piece>
      <Piece name="Filter">
        <div className="filters">
          <Filter
            name="list"
            label={t("kit.field.kind")}
            any={t("kit.all")}
            options={Object.keys(lists).map((name) => ({ value: name, label: name }))}
          />
        </div>
      </Piece>
      <Piece name="RecordList">
        <RecordList<(typeof data.rows)[number]>
          path={lists[chosen("list")] ?? data.fullList}
          caption={t("kit.actions")}
          none={t("kit.missing")}
          keyOf={({ id }) => id}
          toneOf={({ late }) => (late ? "late" : "inTime")}
          columns={[
            {
              name: "due",
              heading: t("kit.overdue"),
              cell: ({ dueAt, late }) => <Due at={dueAt} late={late} />,
            },
            {
              name: "id",
              heading: t("kit.field.window"),
              cell: ({ id }) => <RowLink to="/kit">{id}</RowLink>,
            },
            {
              name: "level",
              heading: t("kit.field.rating"),
              cell: ({ level }) => words.value("level", level),
            },
            {
              name: "state",
              heading: t("kit.field.finding"),
              cell: ({ state }) => <StateTag record="rectifications" state={state} />,
            },
          ]}
        />
      </Piece>
      <Piece name="Empty">
        <Empty>
          <p>{t("kit.noFiles")}</p>
        </Empty>
      </Piece>
    </>
  );
}

function ActionPanelProps() {
  const { t } = useTranslation();
  const { order } = data;
  return (
    <div className="record-columns">
      <div>
        <Piece name="ActionPanel">
          <ActionPanel
            record="rectifications"
            path={order.path}
            of={order}
            main={["rectify"]}
            onBehalf={{ actions: ["appeal"], words: t("kit.by.citizen") }}
          />
        </Piece>
        <Piece name="Conflict">
          <Conflict record="rectifications" path={order.path} seen={data.seenBefore} of={order} kept />
        </Piece>
      </div>
      <div>
        <Piece name="Timeline">
          <Timeline record="rectifications" path={order.path} version={order.version} />
        </Piece>
        <Piece name="PrintButton">
          <PrintButton />
        </Piece>
      </div>
    </div>
  );
}

function Forms() {
  const { t } = useTranslation();
  const { chosen } = useFilters();
  const [values, setValues] = useState<Values>({});
  const [picked, setPicked] = useState("");
  const [typed, setTyped] = useState("");
  const fields = fieldsOf(data.everyControl);
  const isWrong = chosen("state") === "wrong";
  const atFields = isWrong ? data.errorAtEachField(fields, t("kit.chooseOne")) : new Map<string, string>();
  return (
    <>
      <Piece name="FormFields, ErrorSummary">
        <ErrorSummary of="kit" wrong={{ atFields, sentences: [] }} fields={fields} />
        <FormFields
          of="kit"
          fields={fields}
          values={values}
          errors={atFields}
          templates={{ words: [t("kit.missingWhy"), t("kit.noActions")] }}
          onChange={setValues}
        />
      </Piece>
      {!isWrong && (
        <Piece name="Summary">
          <Summary entries={[]} sentences={[t("failed")]} />
        </Piece>
      )}
      <Piece name="Templates">
        <Templates sentences={[t("kit.missingWhy")]} onChoose={setTyped} />
      </Piece>
      <Piece name="LookupField">
        <LookupField
          id="lookup"
          label={t("kit.field.name")}
          required
          value={picked}
          onChange={setPicked}
          typed={typed}
          onType={setTyped}
          isLoading={false}
          chosen={picked}
          found={["A01", "A02"].map((value) => ({ value, label: value, facts: t("kit.by.clerk") }))}
        />
        <LookupField
          id="looked-up"
          label={t("kit.field.name")}
          required
          value="A01"
          onChange={() => {}}
          typed=""
          onType={() => {}}
          isLoading={false}
          chosen="A01"
          found={[]}
        />
      </Piece>
    </>
  );
}

function Files() {
  const { t } = useTranslation();
  const [file] = useState(data.picture);
  return (
    <>
      <Piece name="FileList">
        <FileList
          files={[{ key: "paper", name: t("kit.field.authority"), facts: t("kit.by.citizen") }]}
          contentOf={async () => file}
        />
        <FileList files={[]} contentOf={async () => file} />
      </Piece>
      <Piece name="FilePreview">
        <FilePreview file={file} />
      </Piece>
    </>
  );
}
