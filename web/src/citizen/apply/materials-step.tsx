import { useTranslation } from "react-i18next";
import { askedWith } from "#shared/catalogue/joint-parts.ts";
import type { Licence, Material, Page } from "../../shared/api-types.ts";
import { dayFromToday } from "../../shared/dates.ts";
import { Sample } from "../../shared/files/sample.tsx";
import { UploadField } from "../../shared/files/upload-field.tsx";
import { CheckField, ChoiceField, TextField } from "../../shared/form/field.tsx";
import { useRead, useText } from "../../shared/use-read.ts";
import { useSession } from "../../sign-in/session.ts";
import type { Application } from "./application.ts";
import type { StepProps } from "./step-props.ts";

const without = <Value,>(record: Record<string, Value>, name: string): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).filter(([one]) => one !== name));

/** What has to be handed in, each material with every way in which it may be (一次告知, 免提交). */
export function MaterialsStep(props: StepProps) {
  const { t } = useTranslation();
  const session = useSession();
  const { materials } = askedWith(props.item, props.application.answers);
  const wanted = materials.some(({ licenceType }) => licenceType);
  const { onBehalfOf } = props.application;
  const whose = onBehalfOf && `&onBehalfOf=${onBehalfOf}`;
  const licences = useRead<Page<Licence>>(`/v1/licences?limit=100${whose}`, {
    enabled: wanted && session?.role === "citizen",
  });
  return (
    <>
      <p>{t("laterSteps.materialsHint")}</p>
      {materials.map((material) => (
        <MaterialCard
          {...props}
          key={material.materialId}
          material={material}
          licences={(licences.data?.items ?? []).filter(
            ({ type, state }) => type.name.zh === material.licenceType && state === "valid",
          )}
        />
      ))}
    </>
  );
}

type CardProps = StepProps & { material: Material; licences: Licence[] };

function MaterialCard({ item, material, licences, application, errors, change }: CardProps) {
  const { t } = useTranslation();
  const text = useText();
  const { materialId } = material;
  const isOwn = useSession()?.role === "citizen";
  const id = `materials-${materialId}`;
  const error = errors.get(id);
  const chosen = application.licences[materialId];
  const onPaper = material.form === "paper" && application.handIn.mode !== "online";
  return (
    <section className={error ? "card has-error" : "card"} aria-labelledby={`${id}-name`}>
      <h2 id={`${id}-name`}>
        {text(material.name)} <span className="tag">{t(`apply.${material.necessity}`)}</span>
      </h2>
      {material.sourceNote && <p className="hint">{text(material.sourceNote)}</p>}
      <Sample of={material} />
      {error && <p className="wrong">{error}</p>}
      {material.source === "government" && <p className="hint">{t("laterSteps.fromGovernment")}</p>}
      {onPaper && <p className="hint">{t("laterSteps.onPaper")}</p>}
      <UploadField
        id={id}
        name={text(material.name)}
        draft={application.draft}
        earlier={isOwn}
        uploads={application.uploads[materialId] ?? []}
        onChange={(changed) =>
          change((before: Application) => ({
            uploads: { ...before.uploads, [materialId]: changed(before.uploads[materialId] ?? []) },
          }))
        }
      />
      {licences.length > 0 && (
        <ChoiceField
          id={`${id}-licence`}
          label={t("laterSteps.licence")}
          hint={t("laterSteps.licenceHint")}
          required={false}
          value={chosen ?? ""}
          options={[
            { value: "", label: t("laterSteps.noLicence") },
            ...licences.map(({ licenceId, type, number }) => ({
              value: licenceId,
              label: `${text(type.name)} ${number}`,
            })),
          ]}
          onChange={(licenceId) =>
            change({
              licences: licenceId
                ? { ...application.licences, [materialId]: licenceId }
                : without(application.licences, materialId),
            })
          }
        />
      )}
      {material.commitment && (
        <CheckField
          id={`${id}-commitment`}
          label={t("laterSteps.commitment")}
          hint={
            (item.commitment
              ? t("laterSteps.commitmentTerms", {
                  standard: text(item.commitment.standard),
                  days: item.commitment.check.days,
                })
              : "") + t("laterSteps.commitmentLaw")
          }
          checked={application.commitments.includes(materialId)}
          onChange={(checked) =>
            change({
              commitments: checked
                ? [...application.commitments, materialId]
                : application.commitments.filter((one) => one !== materialId),
            })
          }
        />
      )}
      {material.necessity === "deferrable" && (
        <>
          <CheckField
            id={`${id}-later`}
            label={t("laterSteps.later")}
            checked={application.deferred[materialId] !== undefined}
            onChange={(checked) =>
              change({
                deferred: checked
                  ? { ...application.deferred, [materialId]: dayFromToday(15) }
                  : without(application.deferred, materialId),
              })
            }
          />
          {application.deferred[materialId] !== undefined && (
            <TextField
              id={`${id}-until`}
              label={t("laterSteps.until")}
              type="date"
              required
              value={application.deferred[materialId] ?? ""}
              onChange={(until) => change({ deferred: { ...application.deferred, [materialId]: until } })}
            />
          )}
        </>
      )}
    </section>
  );
}
