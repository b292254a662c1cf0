export { Done } from "./done.tsx";

import { DeliveryStep } from "./delivery-step.tsx";
import { MaterialsStep } from "./materials-step.tsx";
import { PeopleStep } from "./people-step.tsx";
import { ReviewStep } from "./review-step.tsx";
import type { StepFieldsProps } from "./step-props.ts";

/** What comes after the item's own questions: not needed for the first of them. */
export default function LaterStep({ step, steps, warnings, goTo, ...props }: StepFieldsProps) {
  switch (step.name) {
    case "people":
      return <PeopleStep {...props} />;
    case "materials":
      return <MaterialsStep {...props} />;
    case "delivery":
      return <DeliveryStep {...props} />;
    default:
      return <ReviewStep {...props} steps={steps} warnings={warnings} goTo={goTo} />;
  }
}
