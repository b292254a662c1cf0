import type { Department, Page } from "../shared/api-types.ts";
import { useRead, useText } from "../shared/use-read.ts";

/** The name of a department; its code until that is known. */
export function DepartmentName({ code }: { code: string }) {
  const text = useText();
  const { data } = useRead<Page<Department>>("/v1/departments");
  const found = data?.items.find((department) => department.code === code);
  return <>{found ? text(found.name) : code}</>;
}
