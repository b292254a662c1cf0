import { useTranslation } from "react-i18next";
import { ApiProblem } from "../../shared/api.ts";
import { ErrorMessage } from "../../shared/query-view.tsx";
import { Written } from "../../shared/written.tsx";

const parts = [
  "title",
  "who",
  "what",
  "howMuch",
  "how",
  "basis",
  "unconfirmed",
  "opensOn",
  "until",
  "kind",
] as const;

/** Everything that keeps a policy from going on, each with the place where it stands. */
export function Faults({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const placeOf = (path: string): string => {
    const [, , part = "", , group, condition] = path.split("/");
    if (part === "rule" && group !== undefined)
      return [
        t("policy.group", { number: Number(group) + 1 }),
        ...(condition === undefined ? [] : [t("policy.condition", { number: Number(condition) + 1 })]),
      ].join(" · ");
    if (part === "rule") return t("policy.conditions");
    if (part === "apply") return t("policy.form.apply");
    const known = parts.find((one) => one === part);
    if (known === "title" || known === "kind" || known === "opensOn" || known === "until")
      return t(`policy.form.${known}`);
    return known ? t(`policy.${known}`) : "";
  };
  if (!(error instanceof ApiProblem) || error.errors.length === 0) return <ErrorMessage error={error} />;
  return (
    <div role="alert" className="problem" id="errors">
      <p>{t("policy.faults")}</p>
      <ul>
        {error.errors.map(({ path, message }) => (
          <li key={path + message}>
            {placeOf(path) && <strong>{placeOf(path)} </strong>}
            <Written text={message} />
          </li>
        ))}
      </ul>
    </div>
  );
}
