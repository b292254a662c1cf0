import { useTranslation } from "react-i18next";
import { askedWith } from "#shared/catalogue/joint-parts.ts";
import { situationWords } from "#shared/catalogue/situation.ts";
import { type FactRow, Facts } from "../../shared/facts.tsx";
import { answerIn, askedFields, type FormSchema, resolved, titleIn } from "../../shared/form/schema.ts";
import { useText } from "../../shared/use-read.ts";
import { useSession } from "../../sign-in/session.ts";
import { type Address, type Application, asksForOthers, type Party, type Step } from "./application.ts";
import { PrintWarnings } from "./print-warnings.tsx";
import type { StepProps } from "./step-props.ts";
import type { Warnings } from "./submission.ts";

type Props = StepProps & { steps: Step[]; warnings: Warnings; goTo: (index: number) => void };

/** All of it once more, each part with the way back to it. */
export function ReviewStep({ item, application, steps, warnings, goTo }: Props) {
  const { t, i18n } = useTranslation();
  const rows = useRows({ item, application });
  return (
    <>
      {steps.map((step, index) => {
        if (step.name === "review") return null;
        const parts = rows(step);
        return (
          <section key={`${step.name} ${step.fields?.[0] ?? ""}`} className="card">
            <div className="with-button">
              <h2>{t(`apply.${step.name}`)}</h2>
              {!application.sending && (
                <button type="button" className="quiet" onClick={() => goTo(index)}>
                  {t("laterSteps.edit")}
                  <span className="unseen" lang={i18n.language}>
                    {" "}
                    {t(`apply.${step.name}`)} {index + 1}
                  </span>
                </button>
              )}
            </div>
            <Facts rows={parts} />
          </section>
        );
      })}
      <PrintWarnings warnings={warnings} />
      <p>{t("laterSteps.declaration")}</p>
    </>
  );
}

function useRows({ item, application }: Pick<Props, "item" | "application">) {
  const { t, i18n } = useTranslation();
  const text = useText();
  const identity = useSession()?.identity;
  const form = item.form as FormSchema;
  const party = (prefix: string, { name, idType, idNumber, phone }: Party): FactRow[] => [
    [`${prefix} · ${t("apply.name")}`, name || "—"],
    [`${prefix} · ${t(`laterSteps.idTypes.${idType}`)}`, idNumber || "—"],
    [`${prefix} · ${t("apply.phone")}`, phone || "—"],
  ];
  const roleName = (role: string): string => {
    const found = item.parties?.roles.find((one) => one.role === role);
    return found ? text(found.name) : t("apply.part.parties");
  };
  const address = ({ recipient, phone, street }: Address): string =>
    [recipient, phone, street].filter(Boolean).join(", ") || "—";
  const material = (materialId: string): string => {
    const { uploads, licences, commitments, deferred }: Application = application;
    const ways = [
      ...(uploads[materialId] ?? []).map(({ fileName }) => fileName),
      ...(licences[materialId] ? [t("laterSteps.byLicence")] : []),
      ...(commitments.includes(materialId) ? [t("laterSteps.byCommitment")] : []),
      ...(deferred[materialId] ? [t("laterSteps.byDay", { day: deferred[materialId] })] : []),
    ];
    return ways.join(", ") || "—";
  };
  return (step: Step): FactRow[] => {
    switch (step.name) {
      case "situation":
        return situationWords(item, application.situation).map(({ question, answer }) => [
          text(question),
          text(answer),
        ]);
      case "answers":
        return askedFields(form, application.answers)
          .filter(({ name }) => step.fields?.includes(name))
          .map(({ name, field }) => {
            const schema = resolved(field, form);
            return [
              titleIn(schema, i18n.language),
              answerIn(schema, application.answers[name], i18n.language, t("form.yes"), t("form.no")),
            ];
          });
      case "people":
        return [
          ...party(
            t(application.onBehalfOf ? "apply.part.agent" : "apply.part.applicant"),
            application.assistance ? application.applicant : { ...application.applicant, ...identity },
          ),
          ...(application.assistance && application.agent
            ? party(t("apply.part.agent"), application.agent)
            : []),
          ...(asksForOthers(item, application.answers)
            ? application.others.flatMap((other) => party(roleName(other.role), other))
            : []),
        ];
      case "materials":
        return askedWith(item, application.answers).materials.map(({ materialId, name }) => [
          text(name),
          material(materialId),
        ]);
      case "delivery": {
        const { handIn, receive } = application;
        return [
          [t("laterSteps.handInMode"), t(`laterSteps.handInModes.${handIn.mode}`)],
          ...(handIn.mode === "courier"
            ? [[t("laterSteps.pickUpAt"), address(handIn.address)] as FactRow]
            : []),
          [t("laterSteps.receiveMode"), t(`laterSteps.receiveModes.${receive.mode}`)],
          ...(receive.mode === "courier"
            ? [[t("laterSteps.deliverTo"), address(receive.address)] as FactRow]
            : []),
        ];
      }
      case "review":
        return [];
    }
  };
}
