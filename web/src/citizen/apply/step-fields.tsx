import { lazy, useEffect } from "react";
import type { Item } from "../../shared/api-types.ts";
import type { Errors } from "../../shared/form/errors.ts";
import type { FormSchema } from "../../shared/form/schema.ts";
import { SchemaFields } from "../../shared/form/schema-fields.tsx";
import type { Application, Step } from "./application.ts";
import type { Change } from "./apply.tsx";

export type StepProps = { item: Item; application: Application; errors: Errors; change: Change };
export type StepFieldsProps = StepProps & { step: Step; steps: Step[]; goTo: (index: number) => void };

const load = () => import("./later-steps.tsx");
const LaterStep = lazy(load);

/** The first questions at once; the other steps come while these are answered, and stay if the connection goes. */
export function StepFields(props: StepFieldsProps) {
  const { step, item, application, errors, change } = props;
  useEffect(() => {
    const timer = setTimeout(() => load().catch(() => {}), 2_000);
    return () => clearTimeout(timer);
  }, []);
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
