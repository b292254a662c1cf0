import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { Page, Theme } from "../shared/api-types.ts";
import { QueryView } from "../shared/query-view.tsx";
import { useRead, useText } from "../shared/use-read.ts";

/** By what happened in one's life, for who does not find the word (人生大事). */
export function LifeEvents() {
  const { t } = useTranslation();
  const text = useText();
  const events = useRead<Page<Theme>>("/v1/life-events");
  return (
    <section aria-labelledby="life-events">
      <h2 id="life-events">{t("home.lifeEvents")}</h2>
      <QueryView query={events}>
        {({ items }) => (
          <ul className="tiles">
            {items.map(({ id, name }) => (
              <li key={id}>
                <Link to={`/items?event=${id}`}>{text(name)}</Link>
              </li>
            ))}
          </ul>
        )}
      </QueryView>
    </section>
  );
}
