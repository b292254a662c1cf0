import * as z from "zod";
import { lifecycle as archives } from "#shared/archives/lifecycle.ts";
import { actions, openings } from "#shared/cases/lifecycle-table.ts";
import { endStates, stateLabels } from "#shared/cases/states.ts";
import { lifecycle as commitments } from "#shared/commitments/lifecycle.ts";
import { lifecycle as faqs } from "#shared/consultation/faqs/lifecycle.ts";
import { lifecycle as consultations } from "#shared/consultation/lifecycle.ts";
import { lifecycle as hearings } from "#shared/examinations/hearings/lifecycle.ts";
import { lifecycle as inspections } from "#shared/examinations/inspections/lifecycle.ts";
import { lifecycle as parties } from "#shared/examinations/parties/lifecycle.ts";
import type { RouteContract } from "#shared/kernel/http/contract.ts";
import type { Text } from "#shared/kernel/http/locale.ts";
import { lifecycle as licences } from "#shared/licences/lifecycle.ts";
import { serviceLifecycle } from "#shared/notices/service/lifecycle.ts";
import { differenceLifecycle } from "#shared/payments/difference.ts";
import { lifecycle as payments } from "#shared/payments/lifecycle.ts";
import { lifecycle as policies } from "#shared/policies/lifecycle.ts";
import { lifecycle as calls } from "#shared/ratings/calls/lifecycle.ts";
import { lifecycle as comments } from "#shared/ratings/comments/lifecycle.ts";
import { lifecycle as rectifications } from "#shared/rectifications/lifecycle.ts";
import { lifecycle as representations } from "#shared/representations/lifecycle.ts";
import { lifecycle as staff } from "#shared/staff/lifecycle.ts";
import { allRoutes } from "./openapi.ts";

type Table = {
  states: Record<string, Text>;
  ends: readonly string[];
  actions: Record<string, { to: readonly string[] | "same"; event: string; label: Text }>;
};

const cases: Table = { states: stateLabels, ends: endStates, actions };

/** The lifecycle of each record that has one, by the record's path. */
const tables: Record<string, Table> = {
  archives,
  cases,
  "document-services": serviceLifecycle,
  faqs,
  consultations,
  hearings,
  inspections,
  "interested-parties": parties,
  commitments,
  licences,
  payments,
  "payment-differences": differenceLifecycle,
  policies,
  "rating-calls": calls,
  "rating-comments": comments,
  rectifications,
  representations,
  staff,
};

/** Office people: what only citizens call is none of the pages' kit. */
const isForStaff = ({ access }: RouteContract): boolean =>
  access.kind === "person" && access.roles.some((role) => role !== "citizen");

/** Parts of bodies that a page of its own draws whole, so that the kit need not know them. */
const drawnWhole = ["content"];

/** What a body asks for; what reading it would do by itself (`default`) stays in it. */
function bodyOf({ body }: RouteContract): unknown {
  if (!body) return { type: "object" };
  const { $schema: _dialect, ...schema } = z.toJSONSchema(body, { io: "input", unrepresentable: "any" });
  const { properties } = schema;
  for (const name of drawnWhole) if (properties?.[name]) properties[name] = { type: "object" };
  return schema;
}

const eventsOf = (table: Table): Record<string, Text> => {
  const causes = [...Object.values(table === cases ? openings : {}), ...Object.values(table.actions)];
  // Events of two actions have the first one's words.
  return Object.fromEntries(causes.toReversed().map(({ event, label }) => [event, label]));
};

/** Whether nothing can be done after it, whichever way it goes. */
const isFinal = (table: Table, action: string): boolean => {
  const to = table.actions[action]?.to ?? "same";
  return to !== "same" && to.every((state) => table.ends.includes(state));
};

const hasHistory = (plural: string): boolean =>
  allRoutes.some(({ path }) => path.startsWith(`/v1/${plural}/{`) && path.endsWith("}/history"));

function recordOf(plural: string, routes: readonly RouteContract[]) {
  const table = tables[plural];
  return {
    history: hasHistory(plural),
    ...(table && { states: table.states, ends: table.ends, events: eventsOf(table) }),
    actions: Object.fromEntries(
      routes.map((route) => {
        const action = route.path.split("/actions/")[1] ?? "";
        return [
          action,
          {
            label: route.summary,
            final: table ? isFinal(table, action) : true,
            body: bodyOf(route),
          },
        ];
      }),
    ),
  };
}

/**
 * What the pages' kit knows of records and of calls with a body, from the contracts themselves: states, actions with
 * their words, and what each asks for as JSON Schema.
 */
export function pageContracts() {
  const routes = allRoutes.filter(isForStaff);
  const byRecord = Map.groupBy(
    routes.filter(({ path }) => path.includes("/actions/")),
    ({ path }) => path.split("/")[2] ?? "",
  );
  const others = routes.filter(({ path, method }) => method !== "GET" && !path.includes("/actions/"));
  return {
    records: Object.fromEntries(
      [...byRecord].map(([plural, actions]) => [plural, recordOf(plural, actions)]),
    ),
    calls: Object.fromEntries(
      others
        .filter(({ body }) => body)
        .map((route) => [`${route.method} ${route.path}`, { label: route.summary, body: bodyOf(route) }]),
    ),
  };
}
