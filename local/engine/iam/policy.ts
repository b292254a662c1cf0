import {
  type Conditions,
  conditionsHold,
  type RequestContext,
  refuseUnknownConditions,
} from "./conditions.ts";
import { like } from "./globs.ts";

export type Principal = { service: string } | { role: string };
/** What somebody wants to do: an action on a resource, with what conditions may ask about. */
export type Request = { action: string; resource: string; context?: RequestContext };

type OneOrMore = string | string[];
export type PolicyDocument = { Statement?: RawStatement | RawStatement[] };
type RawStatement = {
  Effect?: string;
  Action?: OneOrMore;
  Resource?: OneOrMore;
  Principal?: "*" | { AWS?: OneOrMore; Service?: OneOrMore };
  Condition?: Conditions;
  [other: string]: unknown;
};

export type Statement = {
  effect: "Allow" | "Deny";
  actions: string[];
  resources: string[];
  /** Of a resource's policy: for whom it is said. */
  principals: Principal[] | "everybody" | undefined;
  conditions: Conditions;
};

const known = new Set(["Sid", "Effect", "Action", "Resource", "Principal", "Condition"]);

const listOf = (value: OneOrMore | undefined): string[] => (value === undefined ? [] : [value].flat());

function principalsOf(principal: RawStatement["Principal"]): Statement["principals"] {
  if (principal === undefined) return undefined;
  if (principal === "*") return "everybody";
  const roles = listOf(principal.AWS);
  if (roles.includes("*")) return "everybody";
  return [...roles.map((role) => ({ role })), ...listOf(principal.Service).map((service) => ({ service }))];
}

/** A policy's statements. @throws Error for what the evaluator does not know: it must not decide what it does not understand */
export function statementsOf(document: PolicyDocument, where: string): Statement[] {
  return [document.Statement ?? []].flat().map((statement) => {
    const { Effect, Action, Resource, Principal, Condition = {} } = statement;
    const unknown = Object.keys(statement).filter((key) => !known.has(key));
    if (unknown.length > 0)
      throw new Error(`${where}: the local engine does not know ${unknown.join(", ")} in a policy.`);
    if (Effect !== "Allow" && Effect !== "Deny")
      throw new Error(`${where}: a statement neither allows nor denies.`);
    const [actions, resources] = [listOf(Action), listOf(Resource)];
    for (const text of [...actions, ...resources])
      if (text.includes("${"))
        throw new Error(`${where}: the local engine knows no policy variable: ${text}.`);
    refuseUnknownConditions(Condition, where);
    return { effect: Effect, actions, resources, principals: principalsOf(Principal), conditions: Condition };
  });
}

/** `account`: it names the account, which lets its own policies say who may, and forbids to all of them. */
function standingOf(
  principals: Statement["principals"],
  who: Principal | undefined,
): "itself" | "account" | undefined {
  if (principals === undefined || principals === "everybody") return "itself";
  if (who === undefined) return undefined;
  if ("service" in who)
    return principals.some((named) => "service" in named && named.service === who.service)
      ? "itself"
      : undefined;
  const roles = principals.flatMap((named) => ("role" in named ? [named.role] : []));
  if (roles.includes(who.role)) return "itself";
  const [start, , , , account = ""] = who.role.split(":");
  return roles.some(
    (role) => role === account || (role.startsWith(`${start}:`) && role.endsWith(`::${account}:root`)),
  )
    ? "account"
    : undefined;
}

/** Actions are compared without regard to case, resources with. */
const isAbout = ({ actions, resources }: Statement, { action, resource }: Request): boolean =>
  actions.some((pattern) => like(pattern.toLowerCase(), action.toLowerCase())) &&
  resources.some((pattern) => like(pattern, resource));

/** The statements of one policy, or of several, that say something to this request. */
const applying = (statements: readonly Statement[], request: Request, who?: Principal): Statement[] =>
  statements.filter(
    (statement) =>
      isAbout(statement, request) &&
      standingOf(statement.principals, who) !== undefined &&
      conditionsHold(statement.conditions, request.context ?? {}),
  );

export type Decision =
  | { kind: "allowed"; by: Statement[] }
  | { kind: "not allowed" }
  | { kind: "denied"; by: Statement[] };

/** As AWS decides within one account: a Deny anywhere refuses, else an Allow to the one who asks lets. */
export function decide(statements: readonly Statement[], request: Request, who?: Principal): Decision {
  const found = applying(statements, request, who);
  const denying = found.filter(({ effect }) => effect === "Deny");
  if (denying.length > 0) return { kind: "denied", by: denying };
  const allowing = found.filter(({ principals }) => standingOf(principals, who) === "itself");
  return allowing.length > 0 ? { kind: "allowed", by: allowing } : { kind: "not allowed" };
}

/** Whether a key's policy lets the account's own policies say who may do this with it. */
export const leavesToAccount = (
  statements: readonly Statement[],
  request: Request,
  who: Principal,
): boolean =>
  decide(statements, request, who).kind !== "denied" &&
  applying(statements, request, who).some(({ effect }) => effect === "Allow");

/** The same statement said action by action and resource by resource, so that each right stands by itself. */
export const oneByOne = (statement: Statement): Statement[] =>
  statement.actions.flatMap((action) =>
    statement.resources.map((resource) => ({ ...statement, actions: [action], resources: [resource] })),
  );
