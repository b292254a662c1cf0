import type { Item } from "../../shared/api-types.ts";
import type { Errors } from "../../shared/form/errors.ts";
import type { FormSchema } from "../../shared/form/schema.ts";
import { SchemaFields } from "../../shared/form/schema-fields.tsx";
import type { Application, Step } from "./application.ts";
import type { Change } from "./apply.tsx";
import { DeliveryStep } from "./delivery-step.tsx";
import { MaterialsStep } from "./materials-step.tsx";
import { PeopleStep } from "./people-step.tsx";
import { ReviewStep } from "./review-step.tsx";

export type StepProps = { item: Item; application: Application; errors: Errors; change: Change };
type Props = StepProps & { step: Step; steps: Step[]; goTo: (index: number) => void };

export function StepFields({ step, steps, goTo, ...props }: Props) {
  const { item, application, errors, change } = props;
  switch (step.name) {
    case "answers":
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
    case "people":
      return <PeopleStep {...props} />;
    case "materials":
      return <MaterialsStep {...props} />;
    case "delivery":
      return <DeliveryStep {...props} />;
    case "review":
      return <ReviewStep {...props} steps={steps} goTo={goTo} />;
  }
}
