import type { Item } from "../../shared/api-types.ts";
import type { Errors } from "../../shared/form/errors.ts";
import type { Application, Step } from "./application.ts";
import type { Warnings } from "./submission.ts";

export type Change = (
  changes: Partial<Application> | ((before: Application) => Partial<Application>),
) => void;

export type StepProps = { item: Item; application: Application; errors: Errors; change: Change };
export type StepFieldsProps = StepProps & {
  step: Step;
  steps: Step[];
  warnings: Warnings;
  goTo: (index: number) => void;
};
