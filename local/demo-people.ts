import type { Claims } from "./engine/types.ts";
import { citizenClaims } from "./made-up-identity.ts";

export type DemoPerson = { id: string; description: string; claims: Claims };

const person = (
  id: string,
  name: string,
  role: string,
  description: string,
  more: Record<string, string> = {},
): DemoPerson => ({
  id,
  description,
  claims: { ...citizenClaims(id, name), role, ...more },
});

/** Made-up people, one for each part that a person can have. Departments as in the district's departments.json. */
export const demoPeople: DemoPerson[] = [
  person("li-min", "李敏", "citizen", "a citizen who applies from her phone", {
    id_number: "11010519491231002X",
  }),
  person("zhang-wei", "张伟", "citizen", "another citizen"),
  person("chen-fang", "陈芳", "clerk", "a window clerk, market regulation (1001)", { department: "1001" }),
  person("wang-lei", "王磊", "reviewer", "a reviewer, market regulation (1001)", { department: "1001" }),
  person("zhao-ning", "赵宁", "reviewer", "a reviewer, social security (1002)", { department: "1002" }),
  person("liu-yang", "刘洋", "supervisor", "a supervisor, all departments"),
  person("he-ping", "何平", "supervisor", "the head of market regulation (1001)", { department: "1001" }),
  person("sun-jing", "孙静", "admin", "the system administrator: directory, catalogue, devices"),
  person("zhou-an", "周安", "securityAdmin", "the security administrator: who searched for whom"),
  person("wu-heng", "吴衡", "auditor", "the auditor: who looked at whose data"),
];

/** By id, or by role: the first person who has it. */
export function demoPerson(idOrRole: string): DemoPerson {
  const found =
    demoPeople.find(({ id }) => id === idOrRole) ?? demoPeople.find(({ claims }) => claims.role === idOrRole);
  if (!found) {
    const known = demoPeople.map(({ id, claims }) => `${id} (${claims.role})`).join(", ");
    throw new Error(`There is no demo person "${idOrRole}". There are: ${known}.`);
  }
  return found;
}
