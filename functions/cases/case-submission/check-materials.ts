import type { SubmissionBody } from "#shared/cases/api.ts";
import type { Material, ServiceItem } from "#shared/catalogue/public.ts";
import { errorIf, fieldError } from "#shared/kernel/http/field-error.ts";
import type { FieldError } from "#shared/kernel/http/problem.ts";

export type HandIn = SubmissionBody["handIn"]["mode"];
export type SubmittedMaterials = Pick<
  SubmissionBody,
  "materials" | "deferred" | "commitments" | "licences"
> & {
  authority?: string | undefined;
};

/** 容缺后补: how long the rest may take. No law says; most districts give a month. */
const longestDeferralDays = 30;
const dayMs = 86_400_000;

/**
 * Whether the applicant has to bring it. Not what an office itself holds (国令第716号: it may not be asked for again),
 * not a licence that a one-ID item (一证通办) looks up, and not a paper that comes by courier or to the window.
 */
const mustBeSupplied = (item: ServiceItem, handIn: HandIn, material: Material): boolean =>
  material.necessity !== "optional" &&
  material.source !== "government" &&
  !(item.oneIdOnly && material.licenceType) &&
  !(material.form === "paper" && handIn !== "online");

const unknownMaterial = (path: PropertyKey[]): FieldError =>
  fieldError(path, "unknown", {
    zh: "此事项不需要这份材料。",
    en: "The item does not ask for this material.",
  });

function checkDeferral(material: Material | undefined, until: string, index: number, today: string) {
  if (!material) return [unknownMaterial(["deferred", index, "materialId"])];
  const last = new Date(Date.parse(today) + longestDeferralDays * dayMs).toISOString().slice(0, 10);
  const isDeferrable = material.necessity === "deferrable";
  return [
    ...errorIf(!isDeferrable, ["deferred", index, "materialId"], "notDeferrable", {
      zh: `这份材料不能容缺后补：${material.name.zh}。`,
      en: `This material cannot come later: ${material.name.en}.`,
    }),
    ...errorIf(isDeferrable && (until <= today || until > last), ["deferred", index, "until"], "outOfRange", {
      zh: `补交日期应在 ${today} 之后，最迟 ${last}。`,
      en: `The day must be after ${today} and by ${last} at the latest.`,
    }),
  ];
}

const checkCommitment = (material: Material | undefined, index: number): FieldError[] =>
  material
    ? errorIf(!material.commitment, ["commitments", index], "noCommitment", {
        zh: `这份材料不适用告知承诺：${material.name.zh}。`,
        en: `A commitment cannot stand for this material: ${material.name.en}.`,
      })
    : [unknownMaterial(["commitments", index])];

/** What of the item's materials is missing, and what was supplied that the item does not know or allow. */
export function checkMaterials(
  item: ServiceItem,
  { materials, deferred = [], commitments = [], licences = [] }: SubmittedMaterials,
  handIn: HandIn,
  today: string,
): FieldError[] {
  const known = new Map(item.materials.map((material) => [material.materialId, material]));
  const unknown = Object.entries({ materials, licences }).flatMap(([part, supplied]) =>
    supplied.flatMap(({ materialId }, index) =>
      known.has(materialId) ? [] : [unknownMaterial([part, index, "materialId"])],
    ),
  );
  const settled = new Set([
    ...[...materials, ...licences, ...deferred].map(({ materialId }) => materialId),
    ...commitments,
  ]);
  const missing = item.materials
    .filter((material) => mustBeSupplied(item, handIn, material) && !settled.has(material.materialId))
    .map(({ materialId, name }) =>
      fieldError(["materials", materialId], "required", {
        zh: `缺少材料：${name.zh}。`,
        en: `Missing material: ${name.en}.`,
      }),
    );
  return [
    ...unknown,
    ...deferred.flatMap(({ materialId, until }, index) =>
      checkDeferral(known.get(materialId), until, index, today),
    ),
    ...commitments.flatMap((materialId, index) => checkCommitment(known.get(materialId), index)),
    ...missing,
  ];
}
