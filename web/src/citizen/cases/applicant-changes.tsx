import { Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useParams } from "wouter";
import { answersAskedFor } from "#shared/catalogue/form-conditions.ts";
import { askedWith } from "#shared/catalogue/joint-parts.ts";
import { inSituationAndMore } from "#shared/catalogue/situation.ts";
import { CaseWithItem } from "../../case/case-with-item.tsx";
import { useMaterialName } from "../../case/content.tsx";
import { actionLabel } from "../../case/labels.ts";
import { NoticeList } from "../../case/notice.tsx";
import { useAction } from "../../case/use-action.ts";
import { ApiProblem } from "../../shared/api.ts";
import type { Case, Item } from "../../shared/api-types.ts";
import { forgetDraft, readDraft, saveDraft } from "../../shared/drafts.ts";
import { useUploadsInFlight } from "../../shared/files/in-flight.ts";
import type { Upload } from "../../shared/files/upload.ts";
import { UploadField } from "../../shared/files/upload-field.tsx";
import { type Errors, errorsById, noErrors } from "../../shared/form/errors.ts";
import { Form } from "../../shared/form/form.tsx";
import type { Answers, FormSchema } from "../../shared/form/schema.ts";
import { SchemaFields } from "../../shared/form/schema-fields.tsx";
import { ErrorMessage } from "../../shared/query-view.tsx";
import { SituationQuestions } from "../../shared/situation/later.tsx";
import { useText } from "../../shared/use-read.ts";
import { Written } from "../../shared/written.tsx";
import { useSession } from "../../sign-in/session.ts";
import DraftKept from "../apply/draft-kept.tsx";
import WrongFields from "../apply/wrong-fields.tsx";

type Changes = {
  answers: Answers;
  uploads: Record<string, Upload[]>;
  /** Only where it is another than was applied with. */
  situation?: NonNullable<Case["situation"]>;
};

/** 补正, 重新申报 and 容缺后补: the applicant changes what the office found missing or wrong. */
export default function ApplicantChanges() {
  const { caseNumber = "", action = "" } = useParams();
  return (
    <CaseWithItem caseNumber={caseNumber}>
      {(of, item) => <ChangesForm of={of} item={item} action={action} />}
    </CaseWithItem>
  );
}

const isWrong = (of: Case, materialId: string): boolean =>
  of.notice?.materials.some((one) => one.materialId === materialId) ?? false;

/** The files that the application has already and that nobody found wrong, as if they had been chosen here. */
const acceptedUploads = (of: Case, nameOf: (materialId: string) => string): Record<string, Upload[]> =>
  Object.fromEntries(
    [...new Set(of.materials.map(({ materialId }) => materialId))].map((materialId) => [
      materialId,
      of.materials.flatMap((material) =>
        material.materialId === materialId && material.documentId && !isWrong(of, materialId)
          ? [{ documentId: material.documentId, fileName: nameOf(materialId), size: 0 }]
          : [],
      ),
    ]),
  );

function ChangesForm({ of, item: whole, action }: { of: Case; item: Item; action: string }) {
  const { t } = useTranslation();
  const text = useText();
  const [, navigate] = useLocation();
  const name = useMaterialName(whole);
  const session = useSession();
  const person = session?.id ?? "";
  const atWindow = session?.role === "clerk";
  const casePath = `${atWindow ? "/staff" : ""}/cases/${of.caseNumber}`;
  const draft = `${of.caseNumber} ${action}`;
  const later = action === "submitDeferred";
  const [changes, setChanges] = useState<Changes>(
    () =>
      readDraft<Changes>(person, draft) ?? {
        answers: of.answers,
        uploads: later ? {} : acceptedUploads(of, name),
      },
  );
  const situation = changes.situation ?? of.situation;
  const item = { ...inSituationAndMore(whole, situation), version: whole.version };
  const [touched, setTouched] = useState(false);
  const [errors, setErrors] = useState<Errors>(noErrors);
  const act = useAction(of);
  const uploading = useUploadsInFlight();
  useEffect(() => {
    if (touched) saveDraft(person, draft, changes);
  }, [touched, person, draft, changes]);
  const change = (update: (before: Changes) => Partial<Changes>): void => {
    setTouched(true);
    setChanges((before) => ({ ...before, ...update(before) }));
  };
  const asked = askedWith(item, changes.answers).materials;
  const materials = Object.entries(changes.uploads).flatMap(([materialId, files]) =>
    asked.every((one) => one.materialId !== materialId)
      ? []
      : files.map(({ documentId }) => ({ materialId, documentId })),
  );
  const body = {
    ...(!later && {
      answers: answersAskedFor(item.form as FormSchema, changes.answers),
      ...(changes.situation && { situation: changes.situation }),
    }),
    materials,
    ...(atWindow && { assistance: { kind: "helped" } }),
  };
  const send = (): void =>
    act.mutate(
      { action, body },
      {
        onSuccess: () => {
          setTouched(false);
          forgetDraft(person, draft);
          navigate(casePath);
        },
        onError: (error) =>
          setErrors(error instanceof ApiProblem ? errorsById(error.errors, body) : noErrors),
      },
    );
  const reasonOf = (materialId: string): string | undefined =>
    of.notice?.materials.find((one) => one.materialId === materialId)?.reason;
  const awaited = of.materials.filter(({ until }) => until).map(({ materialId }) => materialId);
  const shown = asked.filter(({ materialId }) => !later || awaited.includes(materialId));
  if (!of.allowedActions.some((allowed) => allowed === action))
    return (
      <section className="panel">
        <h1>{text(actionLabel(action))}</h1>
        <p>{t("case.notNow")}</p>
        <Link to={casePath}>{t("case.back")}</Link>
      </section>
    );
  return (
    <Form onSend={send}>
      <p className="facts">
        <Link to={casePath}>{text(item.name)}</Link>
      </p>
      <h1>{text(actionLabel(action))}</h1>
      {!later && of.notice && (
        <section className="panel asked">
          <h2>{t("case.oneTimeNotice")}</h2>
          <NoticeList of={of} item={item} />
        </section>
      )}
      <WrongFields errors={errors} item={item} />
      {!later && whole.situation && (
        <section className="card" aria-labelledby="situation">
          <h2 id="situation">{t("case.situation")}</h2>
          <Suspense>
            <SituationQuestions
              situation={whole.situation}
              answers={situation ?? {}}
              errors={errors}
              onChange={(next) => change(() => ({ situation: next }))}
            />
          </Suspense>
        </section>
      )}
      {shown.length > 0 && <h2>{t("case.materials")}</h2>}
      {shown.map(({ materialId }) => {
        const reason = reasonOf(materialId);
        const id = `materials-${materialId}`;
        return (
          <section
            key={materialId}
            className={reason ? "card has-error" : "card"}
            aria-labelledby={`${id}-name`}
          >
            <h3 id={`${id}-name`}>{name(materialId)}</h3>
            {reason && (
              <>
                <p className="wrong">
                  <Written text={reason} />
                </p>
                <p className="hint">{t("case.replaced")}</p>
              </>
            )}
            {errors.get(id) && <p className="wrong">{errors.get(id)}</p>}
            <UploadField
              id={id}
              name={name(materialId)}
              uploads={changes.uploads[materialId] ?? []}
              onChange={(changed) =>
                change((before) => ({
                  uploads: { ...before.uploads, [materialId]: changed(before.uploads[materialId] ?? []) },
                }))
              }
            />
          </section>
        );
      })}
      {!later && (
        <>
          <h2>{t("case.answers")}</h2>
          <SchemaFields
            id="answers"
            root={item.form as FormSchema}
            schema={item.form as FormSchema}
            value={changes.answers}
            errors={
              errors.size > 0
                ? errors
                : new Map(
                    of.notice?.fields.map(({ path, reason }) => [
                      `answers-${path.slice(1).replaceAll("/", "-")}`,
                      reason,
                    ]),
                  )
            }
            onChange={(answers) => change(() => ({ answers }))}
          />
        </>
      )}
      {errors.size === 0 && <ErrorMessage error={act.error} />}
      <div className="buttons">
        <button type="submit" disabled={act.isPending || uploading}>
          {act.isPending ? t("apply.sending") : text(actionLabel(action))}
        </button>
      </div>
      {uploading && (
        <p className="hint" role="status">
          {t("form.inFlight")}
        </p>
      )}
      <DraftKept
        onDelete={() => {
          setTouched(false);
          forgetDraft(person, draft);
          navigate(casePath);
        }}
      />
    </Form>
  );
}
