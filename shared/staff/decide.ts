import * as z from "zod";
import { type BodiesOf, decider } from "#shared/kernel/lifecycle/decide.ts";
import { canonicalJson } from "#shared/kernel/messaging/canonical.ts";
import { lines } from "#shared/kernel/text.ts";
import { lifecycle } from "./lifecycle.ts";
import { type StaffMember, staffMember } from "./record.ts";

/** Why, as the office writes it: kept in the history. */
const why = z.strictObject({ words: lines(2, 1000) });

/** What each action of a person asks for. */
export const bodies = { deactivate: why, reactivate: why, remove: why };

/** What a sign-in or a file says of somebody; a field set to undefined is taken away. */
export type StaffDetails = Partial<
  Pick<StaffMember, "name" | "department" | "roles" | "source" | "firstSeenOn" | "lastSeenOn" | "personKey">
>;
/** Whether something of what is details is not what is known. */
export const differs = (known: StaffMember, details: StaffDetails): boolean =>
  canonicalJson({ ...known, ...details }) !== canonicalJson(known);

type Bodies = BodiesOf<typeof bodies> & Record<"change" | "see" | "leave" | "comeBack", StaffDetails>;

/** The next version of an entry, or why not. */
export const decide = decider(
  staffMember,
  lifecycle,
)<Bodies>({
  deactivate: () => ({ leftBy: "person" }),
  reactivate: () => ({ leftBy: undefined }),
  remove: () => ({ name: undefined, personKey: undefined }),
  change: (_member, details) => details,
  see: (_member, details) => details,
  leave: () => ({ leftBy: "import" }),
  comeBack: (_member, details) => ({ ...details, leftBy: undefined }),
});
