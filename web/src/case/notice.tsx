import { useTranslation } from "react-i18next";
import type { Case, Item } from "../shared/api-types.ts";
import { type FormSchema, resolved, titleIn } from "../shared/form/schema.ts";
import { Written } from "../shared/written.tsx";
import { useMaterialName } from "./content.tsx";

/** One-time notice (一次性告知书): everything that is missing or wrong, each with its reason. */
export function NoticeList({ of: { notice }, item }: { of: Case; item: Item }) {
  const { i18n } = useTranslation();
  const name = useMaterialName(item);
  if (!notice) return null;
  const form = item.form as FormSchema;
  const titleOf = (path: string): string => {
    const field = form.properties?.[path.split("/")[1] ?? ""] as FormSchema | undefined;
    return field ? titleIn(resolved(field, form), i18n.language) : path;
  };
  return (
    <>
      {notice.reason && (
        <p>
          <Written text={notice.reason} />
        </p>
      )}
      <ol>
        {notice.materials.map(({ materialId, reason }) => (
          <li key={materialId}>
            <strong>{name(materialId)}</strong>: <Written text={reason} />
          </li>
        ))}
        {notice.fields.map(({ path, reason }) => (
          <li key={path}>
            <strong>{titleOf(path)}</strong>: <Written text={reason} />
          </li>
        ))}
      </ol>
    </>
  );
}
