import { checkAnswers } from "#shared/cases/answers.ts";
import { type SubmissionBody, submissionSchema } from "#shared/cases/api.ts";
import type { ServiceItem } from "#shared/catalogue/item.ts";
import type { DocumentsPublic } from "#shared/documents/public.ts";
import type { Text } from "#shared/http/locale.ts";
import type { FieldError } from "#shared/http/problem.ts";
import { pointer } from "#shared/http/validation.ts";

const error = (path: PropertyKey[], code: string, zh: string, en: string): FieldError => ({
  path: pointer("body", path),
  code,
  message: { zh, en } satisfies Text,
});

type Materials = SubmissionBody["materials"];
type HandIn = SubmissionBody["handIn"]["mode"];

/**
 * What the applicant has to upload. Not what an office itself holds (国令第716号: it may not be asked for again),
 * not a licence that a one-ID item (一证通办) looks up, and not a paper that comes by courier or to the window.
 */
function mustBeUploaded(item: ServiceItem, handIn: HandIn): Set<string> {
  const required = item.materials.filter(
    ({ necessity, source, licenceType, form }) =>
      necessity === "required" &&
      source !== "government" &&
      !(item.oneIdOnly && licenceType) &&
      !(form === "paper" && handIn !== "online"),
  );
  return new Set(required.map(({ materialId }) => materialId));
}

function checkMaterials(item: ServiceItem, materials: Materials, handIn: HandIn): FieldError[] {
  const known = new Map(item.materials.map((material) => [material.materialId, material]));
  const given = new Set(materials.map(({ materialId }) => materialId));
  const unknown = materials.flatMap(({ materialId }, index) =>
    known.has(materialId)
      ? []
      : [
          error(
            ["materials", index, "materialId"],
            "unknown",
            "此事项不需要这份材料。",
            "The item does not ask for this material.",
          ),
        ],
  );
  const missing = [...mustBeUploaded(item, handIn)]
    .filter((materialId) => !given.has(materialId))
    .map((materialId) => {
      const name = known.get(materialId)?.name ?? { zh: materialId, en: materialId };
      return error(
        ["materials", materialId],
        "required",
        `缺少材料：${name.zh}。`,
        `Missing material: ${name.en}.`,
      );
    });
  return [...unknown, ...missing];
}

function checkModes(
  item: ServiceItem,
  { handIn, receive }: Pick<SubmissionBody, "handIn" | "receive">,
): FieldError[] {
  const errors: FieldError[] = [];
  if (!item.handIn.includes(handIn.mode))
    errors.push(
      error(
        ["handIn", "mode"],
        "unavailable",
        "此事项不支持这种交件方式。",
        "Papers for this item cannot be handed in this way.",
      ),
    );
  if (!item.receive.includes(receive.mode))
    errors.push(
      error(
        ["receive", "mode"],
        "unavailable",
        "此事项不支持这种领取方式。",
        "The result of this item cannot be received in this way.",
      ),
    );
  const addressFor = { handIn, receive };
  for (const [part, choice] of Object.entries(addressFor))
    if (choice.mode === "courier" && !choice.address)
      errors.push(
        error(
          [part, "address"],
          "required",
          "选择快递时请填写地址。",
          "Please give an address for the courier.",
        ),
      );
  return errors;
}

async function checkDocuments(
  materials: Materials,
  ownerIds: string[],
  documents: DocumentsPublic,
): Promise<FieldError[]> {
  const ids = materials.map(({ documentId }) => documentId);
  const unusable = new Set(await documents.unusable(ids, ownerIds));
  return materials.flatMap(({ documentId }, index) =>
    unusable.has(documentId)
      ? [
          error(
            ["materials", index, "documentId"],
            "notUsable",
            "文件不存在或尚未确认上传。",
            "The document does not exist or its upload is not confirmed.",
          ),
        ]
      : [],
  );
}

/**
 * Everything wrong with a submission that its shape alone does not show, at once (一次告知): answers against
 * the item's form, materials, documents, ways of handing in and receiving. Parts that do not even have the
 * right shape are told by the schema and left out here.
 */
export async function checkSubmission(
  raw: unknown,
  item: ServiceItem,
  ownerIds: string[],
  documents: DocumentsPublic,
): Promise<FieldError[]> {
  const body = (raw ?? {}) as Record<string, unknown>;
  const { shape } = submissionSchema;
  const handIn = shape.handIn.safeParse(body.handIn);
  const receive = shape.receive.safeParse(body.receive);
  const materials = shape.materials.safeParse(body.materials);
  return [
    ...(shape.answers.safeParse(body.answers).success ? checkAnswers(item.form, body.answers) : []),
    ...(handIn.success && receive.success
      ? checkModes(item, { handIn: handIn.data, receive: receive.data })
      : []),
    ...(materials.success && handIn.success ? checkMaterials(item, materials.data, handIn.data.mode) : []),
    ...(materials.success ? await checkDocuments(materials.data, ownerIds, documents) : []),
  ];
}

/** The same for what a resubmission or supplement brings: only what it brings. */
export async function checkChanges(
  { answers, materials }: { answers?: SubmissionBody["answers"]; materials?: Materials },
  item: ServiceItem,
  handIn: HandIn,
  ownerIds: string[],
  documents: DocumentsPublic,
): Promise<FieldError[]> {
  return [
    ...(answers ? checkAnswers(item.form, answers) : []),
    ...(materials ? checkMaterials(item, materials, handIn) : []),
    ...(materials ? await checkDocuments(materials, ownerIds, documents) : []),
  ];
}
