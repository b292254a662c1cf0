import { useTranslation } from "react-i18next";
import type { Access } from "#shared/kernel/accesses/access.ts";
import type { Column } from "../kit/record-list.tsx";
import { useWords } from "../kit/words.ts";
import { useDates } from "../shared/dates.ts";
import { DepartmentName } from "./department-name.tsx";

/** When and who of which department, of whatever is kept of looks at people's data. */
export function useLookColumns<Look extends Pick<Access, "at" | "by">>(): Column<Look>[] {
  const { t } = useTranslation();
  const { moment } = useDates();
  const words = useWords();
  return [
    { name: "at", heading: t("staff.searches.at"), cell: ({ at }) => moment(at) },
    {
      name: "by",
      heading: t("staff.searches.account"),
      cell: ({ by }) => `${words.role(by.role)} · ${by.id}`,
    },
    {
      name: "department",
      heading: t("kit.field.department"),
      cell: ({ by }) => (by.department ? <DepartmentName code={by.department} /> : "—"),
    },
  ];
}
