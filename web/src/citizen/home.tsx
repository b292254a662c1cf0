import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import popular from "#district/popular-items.json";
import type { Department, Page } from "../shared/api-types.ts";
import { ItemName } from "../shared/item-name.tsx";
import { QueryView } from "../shared/query-view.tsx";
import { useRead, useText } from "../shared/use-read.ts";
import { LifeEvents } from "./life-events.tsx";
import { SearchBox } from "./search/search-box.tsx";
import { Themes } from "./themes.tsx";

export default function Home() {
  const { t } = useTranslation();
  const text = useText();
  const departments = useRead<Page<Department>>("/v1/departments");
  return (
    <>
      <section className="hero">
        <h1>{t("home.title")}</h1>
        <p>{t("home.promise")}</p>
        <SearchBox />
        <p>
          <Link to="/policies">{t("home.policies")}</Link>
        </p>
      </section>
      <section aria-labelledby="popular">
        <h2 id="popular">{t("home.popular")}</h2>
        <ul className="tiles wide">
          {popular.map((code) => (
            <li key={code}>
              <Link to={`/items/${code}`}>
                <ItemName itemCode={code} />
              </Link>
            </li>
          ))}
        </ul>
      </section>
      <LifeEvents />
      <Themes />
      <section aria-labelledby="departments">
        <h2 id="departments">{t("home.departments")}</h2>
        <QueryView query={departments}>
          {({ items }) => (
            <ul className="tiles wide">
              {items.map(({ code, name }) => (
                <li key={code}>
                  <Link to={`/items?department=${code}`}>{text(name)}</Link>
                </li>
              ))}
            </ul>
          )}
        </QueryView>
      </section>
    </>
  );
}
