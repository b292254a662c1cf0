import { useTranslation } from "react-i18next";
import type { Item } from "../../shared/api-types.ts";
import { ErrorList } from "../../shared/form/error-list.tsx";
import type { Errors } from "../../shared/form/errors.ts";
import { fieldLabel } from "./field-label.ts";

type Props = {
  errors: Errors;
  item: Item;
  /** Shows the step with this element first, where it is not there. */
  show?: (id: string) => void;
};

/** What is wrong in an application, each with what its field is called. */
export default function WrongFields({ item, ...of }: Props) {
  const { t, i18n } = useTranslation();
  return <ErrorList {...of} label={(id) => fieldLabel(id, item, t, i18n.language)} />;
}
