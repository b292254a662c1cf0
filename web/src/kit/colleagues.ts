import type * as z from "zod";
import type { listStaff } from "#shared/staff/api.ts";
import type { Page } from "../shared/api-types.ts";
import { useRead } from "../shared/use-read.ts";
import { useSession } from "../sign-in/session.ts";

/** Somebody of staff, as the directory lists them. */
export type Colleague = z.output<(typeof listStaff)["answers"][200]["schema"]>["items"][number];

/** A department's people, all of them at once: those to whom work can be given, or those who left. */
export const useColleagues = (department: string | undefined, state: "active" | "left" = "active") =>
  useRead<Page<Colleague>>(
    `/v1/staff?${new URLSearchParams({
      limit: "100",
      ...(department && { department }),
      ...(state !== "active" && { state }),
    })}`,
  );

/**
 * The name of an account in a department's directory; the account itself where it has none. Whoever belongs to a
 * department sees the names of its people alone.
 */
export function useNames(department?: string): (account: string) => string {
  const asked = useSession()?.department ?? department;
  const active = useColleagues(asked);
  const left = useColleagues(asked, "left");
  return (account) =>
    [active, left].flatMap(({ data }) => data?.items ?? []).find((one) => one.account === account)?.name ??
    account;
}

/** Whether somebody acted as staff: applicants are never named by their account. */
export const isStaff = (role: string): boolean => role !== "citizen" && role !== "system";
