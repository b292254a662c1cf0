import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "wouter";
import type { PublicPolicy } from "#shared/policies/desk-api.ts";
import { ChoiceField } from "../../shared/form/field.tsx";
import { PagedView } from "../../shared/query-view.tsx";
import { usePages } from "../../shared/use-read.ts";
import { Written } from "../../shared/written.tsx";
import { categories, useSaid } from "./words.ts";

/** 惠企便民政策: what people and enterprises can get now. */
export default function PoliciesPage() {
  const { t } = useTranslation();
  const [query, setQuery] = useSearchParams();
  const category = query.get("category") ?? "";
  const found = usePages<PublicPolicy>(
    category ? `/v1/policies?category=${encodeURIComponent(category)}` : "/v1/policies",
  );
  return (
    <>
      <h1>{t("policy.title")}</h1>
      <p>{t("policy.intro")}</p>
      <p>
        <Link className="button primary" to="/my-policies">
          {t("policy.mine")}
        </Link>
      </p>
      <ChoiceField
        id="category"
        label={t("policy.category")}
        value={category}
        options={categories.map((value) => ({ value, label: t(`policy.categories.${value}`) }))}
        onChange={(value) => setQuery(value ? { category: value } : {}, { replace: true })}
      />
      <PagedView query={found} none={<p>{t("policy.none")}</p>}>
        {(all) => (
          <ul className="items">
            {all.map((one) => (
              <Listed key={one.policyId} of={one} />
            ))}
          </ul>
        )}
      </PagedView>
    </>
  );
}

/** One policy of a list: its title, who it is for, and how much. */
export function Listed({
  of,
  state,
  query = "",
}: {
  of: Pick<PublicPolicy, "policyId" | "title" | "category" | "kind" | "howMuch" | "until"> &
    Partial<PublicPolicy>;
  state?: string;
  query?: string;
}) {
  const { t } = useTranslation();
  const said = useSaid();
  const { policyId, title, category, kind, who, howMuch, until } = of;
  return (
    <li>
      <Link to={`/policies/${policyId}${query}`}>
        <Written text={said(title)} />
      </Link>
      <span className="tags">
        <span className="tag">{t(`policy.categories.${category}`)}</span>
        {kind === "confirmation" && <span className="tag">{t("policy.noForm")}</span>}
        {state && <span className="tag">{state}</span>}
      </span>
      <span className="facts">
        <Written text={said(who ?? howMuch)} />
        {until && ` · ${t("policy.untilDay", { day: until })}`}
      </span>
    </li>
  );
}
