import { type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { ApiProblem } from "../shared/api.ts";
import { ErrorMessage } from "../shared/query-view.tsx";
import { useAction } from "../shared/use-action.ts";
import { useText } from "../shared/use-read.ts";
import { ActionForm, type ActionOptions, formOf } from "./action-form.tsx";
import { Conflict, type ShownVersion } from "./conflict.tsx";
import { actionContract, type RecordName } from "./contracts.ts";
import { type Field, hasInput, type Values } from "./fields.ts";
import { useWords } from "./words.ts";

/** What every record answers that has actions. */
export type RecordWithActions = {
  version: number;
  state: string;
  allowedActions: readonly string[];
  department?: string | undefined;
};

/** The page's part in a form of its own. */
export type OwnForm = (props: {
  isSending: boolean;
  error: unknown;
  onSend: (body: Values) => void;
}) => ReactNode;

/** What a page says about its record's actions; everything else follows from the contracts. */
export type ActionPanelProps = {
  /** The main step comes from these, the first that is allowed; without them it is the first of all. */
  main?: readonly string[];
  /** Asked once more although nothing has to be filled in. */
  confirms?: readonly string[];
  /** Which action takes another back. */
  undo?: Record<string, string>;
  /** Those that are somebody else's own, and are taken for them: they stand apart, under these words. */
  onBehalf?: { actions: readonly string[]; words: string };
  options?: Record<string, ActionOptions>;
  /** Addresses of actions that have a page of their own. */
  pages?: Record<string, string>;
  forms?: Record<string, OwnForm>;
};

type Props = ActionPanelProps & { record: RecordName; path: string; of: RecordWithActions };
type Done = { action: string; state: string; allowedActions: readonly string[] };

/** Notices and records of these go out on paper, with what staff wrote in them. */
const printedRecords: readonly RecordName[] = ["inspections", "hearings", "interested-parties", "licences"];

const isConflict = (error: unknown): boolean =>
  error instanceof ApiProblem &&
  (error.status === 412 || (error.status === 409 && error.code === "actionNotAllowed"));

/** Everything that can be done now, as the API lists it; what asks for something opens below. */
export function ActionPanel(props: Props) {
  const {
    record,
    path,
    of,
    main,
    confirms = [],
    undo = {},
    onBehalf,
    options = {},
    pages = {},
    forms = {},
  } = props;
  const { t } = useTranslation();
  const text = useText();
  const words = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  const [open, setOpen] = useState<string>();
  const [drafts, setDrafts] = useState<Record<string, Values>>({});
  const [done, setDone] = useState<Done>();
  const [seen, setSeen] = useState<ShownVersion>();
  const act = useAction<RecordWithActions>(
    { path, version: of.version },
    {
      taken: ({ state, allowedActions }, { action }) => {
        setOpen(undefined);
        setSeen(undefined);
        setDrafts(({ [action]: _sent, ...others }) => others);
        setDone({ action, state, allowedActions });
        heading.current?.focus();
      },
      overtaken: () => setSeen({ version: of.version, state: of.state }),
    },
  );
  const { allowedActions: actions } = of;
  const optionsOf = (action: string): ActionOptions => options[action] ?? {};
  const contractOf = (action: string) => actionContract(record, action);
  const labelOf = (action: string): string => text(contractOf(action).label);
  const asks = (action: string): boolean =>
    forms[action] !== undefined ||
    confirms.includes(action) ||
    contractOf(action).final ||
    // Nobody is held up by a remark that may be left out.
    formOf(contractOf(action), optionsOf(action)).some(({ required, kind }) => required || kind !== "words");
  const take = (action: string, body: Values, refused?: (error: unknown) => void): void => {
    setDone(undefined);
    act.mutate({ action, body }, { onError: refused });
  };
  const choose = (action: string): void => {
    act.reset();
    setDone(undefined);
    if (asks(action)) setOpen(open === action ? undefined : action);
    else take(action, optionsOf(action).fixed ?? {});
  };
  const behalf = actions.filter((action) => onBehalf?.actions.includes(action));
  const own = actions.filter((action) => !behalf.includes(action));
  const first = main?.find((action) => own.includes(action)) ?? (main ? undefined : own[0]);
  // Somebody else may have been faster: what was typed stays to be read and copied.
  const isGone = open !== undefined && !actions.includes(open);
  const values = open ? (drafts[open] ?? optionsOf(open).initial ?? {}) : {};
  const ownForm = open ? forms[open] : undefined;
  const undoing = done && undo[done.action];
  const button = (action: string) =>
    pages[action] ? (
      <Link key={action} className="button" to={pages[action]}>
        {labelOf(action)}
      </Link>
    ) : (
      <button
        key={action}
        type="button"
        className={action === first && !open ? "primary" : ""}
        aria-expanded={asks(action) ? open === action : undefined}
        disabled={act.isPending}
        onClick={() => choose(action)}
      >
        {labelOf(action)}
      </button>
    );
  return (
    <section className="panel on-screen actions" aria-labelledby="actions">
      <h2 id="actions" tabIndex={-1} ref={heading}>
        {t("kit.actions")}
      </h2>
      <div role="status">
        {done && (
          <p className="done">
            {t("kit.done", { action: labelOf(done.action), state: words.state(record, done.state) })}
          </p>
        )}
      </div>
      {undoing && actions.includes(undoing) && (
        <button type="button" className="quiet" disabled={act.isPending} onClick={() => choose(undoing)}>
          {t("kit.undo", { action: labelOf(undoing) })}
        </button>
      )}
      {seen && <Conflict record={record} path={path} seen={seen} of={of} kept={hasInput(values)} />}
      {actions.length === 0 && <p>{t("kit.noActions")}</p>}
      {own.length > 0 && <div className="buttons">{own.map(button)}</div>}
      {behalf.length > 0 && (
        <>
          <h3>{onBehalf?.words}</h3>
          <div className="buttons">{behalf.map(button)}</div>
        </>
      )}
      {!open && !isConflict(act.error) && <ErrorMessage error={act.error} />}
      {open && isGone && hasInput(values) && (
        <KeptWords
          action={labelOf(open)}
          fields={formOf(contractOf(open), optionsOf(open))}
          values={values}
        />
      )}
      {open &&
        !isGone &&
        (ownForm ? (
          ownForm({
            isSending: act.isPending,
            error: isConflict(act.error) ? null : act.error,
            onSend: (body) => take(open, body),
          })
        ) : (
          <ActionForm
            key={open}
            action={open}
            contract={contractOf(open)}
            options={{ printed: printedRecords.includes(record), ...optionsOf(open) }}
            values={values}
            onChange={(next) => setDrafts((before) => ({ ...before, [open]: next }))}
            isSending={act.isPending}
            isConflict={isConflict}
            onSend={(body, refused) => take(open, body, refused)}
          />
        ))}
    </section>
  );
}

/** What was written for a step that is not possible any more; what was chosen is quickly chosen again. */
function KeptWords({ action, fields, values }: { action: string; fields: readonly Field[]; values: Values }) {
  const { t } = useTranslation();
  return (
    <section className="kept" aria-labelledby="kept">
      <h3 id="kept">{t("kit.kept", { action })}</h3>
      {fields
        .filter(({ kind, name }) => ["words", "text"].includes(kind) && values[name])
        .map(({ id, name }) => (
          <p key={id}>{String(values[name])}</p>
        ))}
    </section>
  );
}
