import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { Page, Theme } from "../shared/api-types.ts";
import { QueryView } from "../shared/query-view.tsx";
import { useRead, useText } from "../shared/use-read.ts";

/** A second way in, for who does not find the word. */
export function Themes() {
  const { t } = useTranslation();
  const text = useText();
  const themes = useRead<Page<Theme>>("/v1/themes");
  return (
    <section aria-labelledby="themes">
      <h2 id="themes">{t("home.themes")}</h2>
      <QueryView query={themes}>
        {({ items }) => (
          <ul className="tiles">
            {items.map(({ id, name }) => (
              <li key={id}>
                <Link to={`/items?theme=${id}`}>{text(name)}</Link>
              </li>
            ))}
          </ul>
        )}
      </QueryView>
    </section>
  );
}
