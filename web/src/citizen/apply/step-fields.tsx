import { lazy, useEffect } from "react";
import { loadTexts } from "../../app/texts.ts";
import type { FormSchema } from "../../shared/form/schema.ts";
import { SchemaFields } from "../../shared/form/schema-fields.tsx";
import { SituationQuestions } from "../../shared/situation/later.tsx";
import type { StepFieldsProps } from "./step-props.ts";

const load = async () => {
  const [steps] = await Promise.all([import("./later-steps.tsx"), loadTexts(["files", "laterSteps"])]);
  return steps;
};
const LaterStep = lazy(load);
/** It is there by then: nobody submits without the later steps. */
export const Done = lazy(() => load().then((steps) => ({ default: steps.Done })));

/** The first questions at once; the other steps come while these are answered, and stay if the connection goes. */
export function StepFields(props: StepFieldsProps) {
  const { step, item, application, errors, change } = props;
  useEffect(() => {
    const timer = setTimeout(() => load().catch(() => {}), 2_000);
    return () => clearTimeout(timer);
  }, []);
  if (step.name === "situation" && item.situation)
    return (
      <SituationQuestions
        situation={item.situation}
        answers={application.situation}
        errors={errors}
        onChange={(situation) => change({ situation })}
      />
    );
  if (step.name !== "answers") return <LaterStep {...props} />;
  return (
    <SchemaFields
      id="answers"
      root={item.form as FormSchema}
      schema={item.form as FormSchema}
      names={step.fields}
      value={application.answers}
      errors={errors}
      onChange={(answers) => change({ answers })}
    />
  );
}
