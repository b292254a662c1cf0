import type * as z from "zod";
import type { listStaff } from "#shared/staff/api.ts";
import type { Page } from "../shared/api-types.ts";
import { useRead } from "../shared/use-read.ts";
import { useSession } from "../sign-in/session.ts";

/** Somebody of staff, as the directory lists them. */
export type Colleague = z.output<(typeof listStaff)["answers"][200]["schema"]>["items"][number];

/** A department's people, all of them at once: those to whom work can be given. */
export const useColleagues = (department: string | undefined) =>
  useRead<Page<Colleague>>(
    `/v1/staff?${new URLSearchParams({ limit: "100", ...(department && { department }) })}`,
  );

/** The name of an account, as far as the directory tells it: of a department's people, one's own when left out. */
export function useNames(department?: string): (account: string) => string | undefined {
  const own = useSession()?.department;
  const { data } = useColleagues(department ?? own);
  return (account) => data?.items.find((one) => one.account === account)?.name;
}
