import { fieldError, requireNoErrors } from "#shared/kernel/http/field-error.ts";
import type { Text } from "#shared/kernel/http/locale.ts";
import type { AssigneeFault, StaffPublic } from "#shared/staff/public.ts";
import type { ReadInput } from "./action-routes.ts";
import { actions } from "./lifecycle-table.ts";

const refusals: Record<AssigneeFault, Text> = {
  unknown: {
    zh: "工作人员名录中没有这个账号。请从办件所属部门的名录中选择；新同事先登录一次。",
    en: "The staff directory has no such account. Choose from that of the case's department; a new colleague signs in once first.",
  },
  left: {
    zh: "此人已离岗。请选择在岗的同事。",
    en: "This person has left. Choose a colleague who is there.",
  },
  otherDepartment: {
    zh: "此人不属于办件所属的部门。请选择该部门的同事。",
    en: "This person is not of the case's department. Choose a colleague of that department.",
  },
  otherRole: {
    zh: "此人不办理办件。请选择窗口人员或审批人员。",
    en: "This person does not handle cases. Choose a clerk or a reviewer.",
  },
};

/**
 * Whoever is given a case could take it by themselves: is there, of the case's department, and in a role that claims.
 * Asked when the table allows the step, so that it costs its read at no other.
 */
export const checkAssignee =
  ({ obstacle }: StaffPublic): ReadInput =>
  async ({ department }, { note: { assignee = "" } }) => ({
    async check() {
      const found = await obstacle(assignee, { department, roles: actions.claim.roles });
      if (found) requireNoErrors([fieldError(["assignee"], found, refusals[found])]);
    },
  });
