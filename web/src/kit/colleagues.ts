import type { Page } from "../shared/api-types.ts";
import { useRead } from "../shared/use-read.ts";

/** Somebody of staff, as the directory lists them. */
export type Colleague = { account: string; name: string; department?: string; roles: string[] };

/** A department's people, all of them at once: those to whom work can be given. */
export const useColleagues = (department: string | undefined) =>
  useRead<Page<Colleague>>(
    `/v1/staff?${new URLSearchParams({ limit: "100", ...(department && { department }) })}`,
  );
