import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "wouter";
import { code } from "#district/district.json";
import { askedWhen } from "#shared/catalogue/form-conditions.ts";
import { exampleAnswers } from "#shared/catalogue/form-examples.ts";
import { residentIdCheckCharacter } from "#shared/kernel/identifiers/resident-id.ts";
import type { Item } from "../shared/api-types.ts";
import { dayFromToday } from "../shared/dates.ts";
import {
  type Answers,
  answerIn,
  type FormSchema,
  fieldsOf,
  optionsIn,
  resolved,
  titleIn,
} from "../shared/form/schema.ts";
import { QueryView } from "../shared/query-view.tsx";
import { useRead, useText } from "../shared/use-read.ts";
import "./item-form.css";

/** The item's form on paper: blank to be filled in by hand (空白表格), or filled in as an example (样表). */
export default function ItemForm() {
  const { itemCode, kind } = useParams();
  const item = useRead<Item>(`/v1/items/${itemCode}`);
  return (
    <QueryView query={item}>{(found) => <PrintedForm item={found} filled={kind === "example"} />}</QueryView>
  );
}

const idBody = `${code}19900101001`;
/** Of somebody from here, made up. */
const exampleIdNumber = `${idBody}${residentIdCheckCharacter(idBody)}`;

/** How many entries of a list fit on the blank form. */
const blankRows = 4;

function PrintedForm({ item, filled }: { item: Item; filled: boolean }) {
  const { t } = useTranslation();
  const text = useText();
  const form = item.form as FormSchema;
  const answers = filled ? exampleAnswers(form, { today: dayFromToday(0) }) : undefined;
  const people = (["applicant", "idNumber", "phone", "agent"] as const).map((row) => {
    const example = row === "idNumber" ? exampleIdNumber : t(`paper.example.${row}`);
    return [t(`paper.${row}`), filled ? example : ""] as const;
  });
  return (
    <article className="paper-form">
      <div className="buttons on-screen">
        <button type="button" className="primary" onClick={() => window.print()}>
          {t("paper.print")}
        </button>
      </div>
      <h1>
        {text(item.name)}
        <small>{filled ? t("paper.exampleTitle") : t("paper.blankTitle")}</small>
      </h1>
      <p>{filled ? t("paper.exampleHint") : t("paper.blankHint")}</p>
      <table>
        <tbody>
          {people.map(([label, value]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td className="answer">{value}</td>
            </tr>
          ))}
          <Rows schema={form} root={form} answers={answers} />
          <tr>
            <th scope="row">{t("paper.materials")}</th>
            <td>
              <ul className="ticks">
                {item.materials.map(({ materialId, name, copies }) => (
                  <li key={materialId}>
                    <Box ticked={filled} /> {text(name)}
                    {copies > 0 && ` × ${copies}`}
                  </li>
                ))}
              </ul>
            </td>
          </tr>
          <tr>
            <th scope="row">{t("paper.promise")}</th>
            <td>
              {t("paper.promiseText")}
              <p className="signature">
                {t("paper.signature")}{" "}
                <span className="answer">{filled && t("paper.example.signature")}</span>
              </p>
            </td>
          </tr>
        </tbody>
      </table>
    </article>
  );
}

const Box = ({ ticked }: { ticked: boolean }) => <span className="box">{ticked ? "☑" : "☐"}</span>;

type RowsProps = { schema: FormSchema; root: FormSchema; answers: Answers | undefined };

function Rows({ schema, root, answers }: RowsProps) {
  const { t, i18n } = useTranslation();
  const inWords = (name: string): string => {
    const when = askedWhen(schema, name);
    if (!when) return "";
    const field = resolved((schema.properties?.[when.field] ?? {}) as FormSchema, root);
    const options = when.options.map((one) =>
      answerIn(field, one, i18n.language, t("paper.yes"), t("paper.no")),
    );
    return t(when.only ? "paper.onlyWhen" : "paper.notWhen", {
      field: titleIn(field, i18n.language),
      options: options.join(i18n.language.startsWith("zh") ? "、" : ", "),
    });
  };
  return fieldsOf(schema).map(([name, unresolved]) => {
    const field = resolved(unresolved, root);
    const note = inWords(name);
    const label = (
      <>
        {titleIn(field, i18n.language)}
        {note && <small>{note}</small>}
      </>
    );
    if (field.type === "object")
      return (
        <Fragment key={name}>
          <tr>
            <th scope="colgroup" colSpan={2}>
              {label}
            </th>
          </tr>
          <Rows schema={field} root={root} answers={answers && ((answers[name] ?? {}) as Answers)} />
        </Fragment>
      );
    return (
      <tr key={name}>
        <th scope="row">{label}</th>
        <td>
          <Space field={field} root={root} answer={answers?.[name]} filled={answers !== undefined} />
        </td>
      </tr>
    );
  });
}

type SpaceProps = { field: FormSchema; root: FormSchema; answer: unknown; filled: boolean };

/** Where the answer goes: boxes to tick, a table to fill in, or a line. */
function Space({ field, root, answer, filled }: SpaceProps) {
  const { t, i18n } = useTranslation();
  const items = resolved((field.items ?? {}) as FormSchema, root);
  const chosen = new Set(Array.isArray(answer) ? answer : [answer]);
  if (field.type === "boolean")
    return (
      <ul className="ticks">
        <li>
          <Box ticked={filled && answer === true} /> {t("paper.yes")}
        </li>
        <li>
          <Box ticked={filled && answer === false} /> {t("paper.no")}
        </li>
      </ul>
    );
  if (field.enum ?? items.enum)
    return (
      <ul className="ticks">
        {optionsIn(field.enum ? field : items, i18n.language).map(({ value, label }) => (
          <li key={value}>
            <Box ticked={chosen.has(value)} /> {label}
          </li>
        ))}
      </ul>
    );
  if (field.type === "array" && items.type === "object")
    return (
      <ListTable items={items} root={root} entries={filled ? ((answer ?? []) as Answers[]) : undefined} />
    );
  return (
    <span className="answer">
      {filled &&
        answer !== undefined &&
        answerIn(field, answer, i18n.language, t("paper.yes"), t("paper.no"))}
    </span>
  );
}

function ListTable({
  items,
  root,
  entries = Array.from({ length: blankRows }, () => ({})),
}: {
  items: FormSchema;
  root: FormSchema;
  entries: Answers[] | undefined;
}) {
  const { t, i18n } = useTranslation();
  const columns = fieldsOf(items).map(([name, field]) => [name, resolved(field, root)] as const);
  return (
    <table>
      <thead>
        <tr>
          {columns.map(([name, field]) => (
            <th key={name} scope="col">
              {titleIn(field, i18n.language)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {entries.map((entry, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: entries have no other name than their place
          <tr key={row}>
            {columns.map(([name, field]) => (
              <td key={name} className="answer">
                {entry[name] !== undefined &&
                  answerIn(field, entry[name], i18n.language, t("paper.yes"), t("paper.no"))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
