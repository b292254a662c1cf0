import { useTranslation } from "react-i18next";
import { suspensionTexts } from "#events/suspension-kinds.ts";
import { printedActions } from "#shared/cases/printed-actions.ts";
import type { ActionOptions } from "../kit/action-form.tsx";
import type { ActionPanelProps } from "../kit/action-panel.tsx";
import type { Case, Item } from "../shared/api-types.ts";
import { dayFromToday } from "../shared/dates.ts";
import { useText } from "../shared/use-read.ts";
import type staff from "../texts/zh/staff.json";
import { applicants, applicantsOwn, onOwnPage } from "./case-steps.ts";
import { NoticeForm } from "./notice-form.tsx";

type TemplateName = keyof typeof staff.templates;

/** Sentences to begin a reason with, by action: those of another one where both are alike. */
const reasons: Record<string, TemplateName> = {
  returnForChange: "returnForChange",
  refuse: "refuse",
  reject: "reject",
  terminate: "terminate",
  approve: "approve",
  decideOnTheSpot: "approve",
  failDelivery: "failDelivery",
  assign: "assign",
  transfer: "assign",
  suspend: "suspend",
  proposeExtension: "extend",
  extend: "extend",
  withdraw: "withdraw",
};

/** What the office's page adds to the contracts of a case's actions. */
export function useCaseActing(): (of: Case, item: Item) => ActionPanelProps {
  const { t } = useTranslation();
  const text = useText();
  const templatesOf = (action: string): ActionOptions => {
    const name = reasons[action];
    return name
      ? { templates: { reason: Object.values(t(`staff.templates.${name}`, { returnObjects: true })) } }
      : {};
  };
  const provided = ({ specialProcedures }: Item): ActionOptions => ({
    choices: {
      kind: specialProcedures.map(({ kind, maxDays }) => ({
        value: kind,
        label: t("staff.upTo", { what: text(suspensionTexts[kind]), count: maxDays }),
      })),
    },
  });
  const owed = ({ lookUps = [] }: Case, { materials }: Item) =>
    materials
      .filter(({ materialId }) => lookUps.includes(materialId))
      .map(({ materialId, name }) => ({ value: materialId, label: text(name) }));
  const today = { lookedUpOn: dayFromToday(0) };
  const lookUp = (of: Case, item: Item): ActionOptions => ({
    initial: today,
    choices: { materialId: owed(of, item) },
  });
  /** A row for each material that waits, so that one step gives the results and goes on. */
  const withLookUps = (of: Case, item: Item): ActionOptions => {
    const materials = owed(of, item);
    if (materials.length === 0) return { omit: ["lookUps"] };
    return {
      initial: { lookUps: materials.map(({ value: materialId }) => ({ materialId, ...today })) },
      choices: { "lookUps-materialId": materials },
    };
  };
  const help: ActionOptions = { fixed: { assistance: { kind: "helped" } } };
  return (of, item) => ({
    main: ["accept", "passPreReview", "approve", "claim"],
    confirms: ["approve", "decideOnTheSpot", "failDelivery"],
    undo: { claim: "release" },
    onBehalf: { actions: [...applicants, ...onOwnPage], words: t("staff.onBehalf") },
    options: Object.fromEntries(
      of.allowedActions.map((action): [string, ActionOptions] => [
        action,
        {
          ...templatesOf(action),
          ...(applicants.includes(action) && help),
          ...(action === "suspend" && provided(item)),
          ...(action === "recordLookUp" && lookUp(of, item)),
          ...(["accept", "decideOnTheSpot"].includes(action) && withLookUps(of, item)),
          ...(action === "correctPerson" && { omit: applicantsOwn }),
          printed: (printedActions as readonly string[]).includes(action),
          department: of.department,
        },
      ]),
    ),
    pages: Object.fromEntries(onOwnPage.map((action) => [action, `/staff/cases/${of.caseNumber}/${action}`])),
    forms: { requestSupplement: (form) => <NoticeForm of={of} item={item} {...form} /> },
  });
}
