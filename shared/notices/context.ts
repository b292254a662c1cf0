import type { Context } from "#shared/kernel/context.ts";
import { noticeRoutes } from "./api.ts";
import { knownEvents } from "./follows.ts";
import { notice, service } from "./record.ts";
import { ruleFaults, rules } from "./rules.ts";
import { templates, templatesFaults } from "./templates.ts";
import { follows, needs } from "./wiring.ts";

const faults = [...templatesFaults(templates), ...ruleFaults(rules, Object.keys(knownEvents))];
// Nothing is built, and nothing tested, with a template that must not reach people.
if (faults.length > 0) throw new Error(`The notices are wrong: ${faults.join("; ")}`);

export const notices: Context = {
  name: "notices",
  purpose: "people hear of what happens to their matters",
  records: [notice, service],
  functions: {
    notices: { needs: needs.api, routes: noticeRoutes },
    "notice-follow": { needs: needs.follow, follows },
  },
};
