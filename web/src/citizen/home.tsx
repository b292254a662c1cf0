import { useTranslation } from "react-i18next";
import { Link } from "../app/router.tsx";
import type { Department, Items, Theme } from "../shared/api.ts";
import { Loaded } from "../shared/loaded.tsx";
import { useRead, useText } from "../shared/use-read.ts";
import { ItemList } from "./item-list.tsx";
import { Search } from "./search.tsx";

export default function Home() {
  const { t } = useTranslation();
  const text = useText();
  const themes = useRead<{ items: Theme[] }>("/v1/themes");
  const departments = useRead<{ items: Department[] }>("/v1/departments");
  const popular = useRead<Items>("/v1/items?limit=6");
  return (
    <>
      <h1>{t("home.title")}</h1>
      <Search />
      <section aria-labelledby="popular">
        <h2 id="popular">{t("home.popular")}</h2>
        <Loaded of={popular}>{({ items }) => <ItemList items={items} />}</Loaded>
      </section>
      <section aria-labelledby="themes">
        <h2 id="themes">{t("home.themes")}</h2>
        <Loaded of={themes}>
          {({ items }) => (
            <ul className="tiles">
              {items.map(({ id, name }) => (
                <li key={id}>
                  <Link to={`/items?theme=${id}`}>{text(name)}</Link>
                </li>
              ))}
            </ul>
          )}
        </Loaded>
      </section>
      <section aria-labelledby="departments">
        <h2 id="departments">{t("home.departments")}</h2>
        <Loaded of={departments}>
          {({ items }) => (
            <ul className="plain">
              {items.map(({ code, name }) => (
                <li key={code}>
                  <Link to={`/items?department=${code}`}>{text(name)}</Link>
                </li>
              ))}
            </ul>
          )}
        </Loaded>
      </section>
    </>
  );
}
