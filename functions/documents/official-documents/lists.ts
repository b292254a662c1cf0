import texts from "#data/official-documents.json" with { type: "json" };
import licenceTypes from "#district/licence-types.json" with { type: "json" };
import type { CaseEvent } from "#events/case.ts";
import type { CaseForm, CaseNote, Notice } from "#shared/cases/public.ts";
import { askedWith, inSituation, type ServiceItem } from "#shared/catalogue/public.ts";
import type { Field } from "#shared/kernel/forms/answered-fields.ts";
import { personalKindOf } from "#shared/kernel/forms/personal-fields.ts";
import { chineseDate, chineseNumber, fill } from "./text.ts";

type Rows = string[][];

const numbered = (rows: Rows): Rows => rows.map((row, index) => [`${index + 1}`, ...row]);

const materialName = (item: ServiceItem, id: string): string =>
  item.materials.find(({ materialId }) => materialId === id)?.name.zh ?? id;

/** On paper and not here yet: by courier or to the window, as the applicant chose. */
function paperMaterialRows(
  item: ServiceItem,
  handIn: CaseEvent["data"]["handIn"],
  listed: Set<string>,
): Rows {
  if (handIn === "online") return [];
  return item.materials
    .filter(
      ({ materialId, form, necessity, source }) =>
        form === "paper" && necessity !== "optional" && source !== "government" && !listed.has(materialId),
    )
    .map(({ name, copies }) => [name.zh, texts.handIn[handIn], `${copies}`]);
}

/** Every material that the application came with, and in which way. */
export function receivedRows(form: CaseForm, item: ServiceItem, handIn: CaseEvent["data"]["handIn"]): Rows {
  const { materials, licences = [], commitments = [], deferred = [] } = form;
  const { uploaded, licence, commitment, deferred: promised } = texts.handIn;
  const files = Map.groupBy(materials, ({ materialId }) => materialId);
  const brought = [
    ...[...files].map(([materialId, { length }]) => ({ materialId, way: uploaded, copies: `${length}` })),
    ...licences.map(({ materialId }) => ({ materialId, way: licence, copies: "1" })),
    ...commitments.map((materialId) => ({ materialId, way: commitment, copies: "" })),
    ...deferred.map(({ materialId, until }) => ({
      materialId,
      way: fill(promised, { until: chineseDate(until) }),
      copies: "",
    })),
  ];
  const asked = askedWith(inSituation(item, form.situation), form.answers);
  const rows = [
    ...brought.map(({ materialId, way, copies }) => [materialName(item, materialId), way, copies]),
    ...(form.authority ? [[texts.authority, uploaded, "1"]] : []),
    ...paperMaterialRows(asked, handIn, new Set(brought.map(({ materialId }) => materialId))),
  ];
  return rows.length > 0 ? numbered(rows) : [["", texts.none, "", ""]];
}

/** 容缺后补: what has still to come, each with its day; undefined when nothing has. */
export function deferredWords({ deferred = [] }: CaseForm, item: ServiceItem): string | undefined {
  const each = deferred.map(({ materialId, until }) =>
    fill(texts.deferred, { material: materialName(item, materialId), until: chineseDate(until) }),
  );
  return each.length > 0 ? each.join("；") : undefined;
}

/** What a field of the form is called; the pointer itself where the form does not say. */
function fieldTitle(item: ServiceItem, path: string): string {
  const properties = (item.form.properties ?? {}) as Record<string, { title?: string }>;
  return properties[path.split("/")[1] ?? ""]?.title ?? path.slice(1);
}

/** Everything that is missing or wrong, each with its reason (行政许可法 Art. 32: at once). */
export function missingRows({ materials, fields }: Notice, item: ServiceItem): Rows {
  return numbered([
    ...materials.map(({ materialId, reason }) => [materialName(item, materialId), reason]),
    ...fields.map(({ path, reason }) => [fill(texts.field, { field: fieldTitle(item, path) }), reason]),
  ]);
}

/** Each provision that the application fails, with the fact; none in older cases, which state it in words. */
export const failedRows = ({ provisions = [] }: CaseNote): Rows =>
  numbered(provisions.map(({ basis, fact }) => [basis, fact]));

/** Numbers, telephones, homes and the like are no part of what is permitted; names may be. */
function isPrivate(field: Field): boolean {
  const kind = personalKindOf(field);
  return kind !== undefined && kind !== "name";
}

function answerWords(answer: unknown): string | undefined {
  if (typeof answer === "boolean") return answer ? texts.granted.yes : texts.granted.no;
  if (typeof answer === "number") return String(answer);
  if (typeof answer === "string") return answer.trim() || undefined;
  return Array.isArray(answer)
    ? answer.flatMap((one) => answerWords(one) ?? []).join("、") || undefined
    : undefined;
}

/** What is permitted, of which extent and where, in the words of the application; and for how long, where that is known. */
export function grantedRows({ answers }: CaseForm, item: ServiceItem, conditions?: string): Rows {
  const { item: subject, result, term, years, conditions: kept } = texts.granted;
  const fields = Object.entries((item.form.properties ?? {}) as Record<string, Field>);
  const extent =
    item.itemType === "licence"
      ? fields.flatMap(([name, field]) => {
          const words = isPrivate(field) ? undefined : answerWords(answers[name]);
          return words ? [[field.title ?? name, words]] : [];
        })
      : [];
  const { licenceType, effect = "issue" } = item.result;
  // A change, a replacement or a cancellation leaves the licence's end as it is.
  const hasTerm = effect === "issue" || effect === "renew";
  const valid = hasTerm ? licenceTypes.types.find(({ name }) => name.zh === licenceType)?.years : undefined;
  return [
    [subject, item.name.zh],
    ...extent,
    ...(item.result.type === "none" ? [] : [[result, item.result.name.zh]]),
    ...(valid ? [[term, fill(years, { years: chineseNumber(valid) })]] : []),
    ...(conditions ? [[kept, conditions]] : []),
  ];
}
