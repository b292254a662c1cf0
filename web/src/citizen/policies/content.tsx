import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { PublicPolicy } from "#shared/policies/desk-api.ts";
import { Facts } from "../../shared/facts.tsx";
import { useText } from "../../shared/use-read.ts";
import { Written } from "../../shared/written.tsx";
import { useSaid } from "./words.ts";

type Shown = Omit<PublicPolicy, "policyId" | "department" | "edition" | "publishedAt">;

/** `untitled`: its title stands above it. */
export function Content({
  of,
  untitled = false,
  children,
}: {
  of: Shown;
  untitled?: boolean;
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  const said = useSaid();
  const { title, category, kind, who, what, howMuch, how, opensOn, until, basis, unconfirmed } = of;
  return (
    <article>
      {!untitled && (
        <h1>
          <Written text={said(title)} />
        </h1>
      )}
      <p className="tags">
        <span className="tag">{t(`policy.categories.${category}`)}</span>
        {kind === "confirmation" && <span className="tag">{t("policy.noForm")}</span>}
      </p>
      <Facts
        rows={[
          [t("policy.who"), said(who)],
          [t("policy.what"), said(what)],
          [t("policy.howMuch"), said(howMuch)],
          [t("policy.how"), said(how)],
          [
            t("policy.when"),
            opensOn || until
              ? [
                  opensOn && t("policy.fromDay", { day: opensOn }),
                  until && t("policy.untilDay", { day: until }),
                ]
                  .filter(Boolean)
                  .join(" · ")
              : t("policy.always"),
          ],
        ]}
      />
      {children}
      <Conditions of={of.conditions} />
      <h2>{t("policy.basis")}</h2>
      <ul>
        {basis.map((one) => (
          <li key={one}>
            <Written text={one} />
          </li>
        ))}
      </ul>
      {unconfirmed && unconfirmed.length > 0 && (
        <section className="panel" aria-labelledby="unconfirmed">
          <h2 id="unconfirmed">{t("policy.unconfirmed")}</h2>
          <ul>
            {unconfirmed.map((one) => (
              <li key={one}>
                <Written text={one} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </article>
  );
}

/** By which it is matched: of one of the groups everything. */
function Conditions({ of }: { of: PublicPolicy["conditions"] }) {
  const { t } = useTranslation();
  const text = useText();
  return (
    <>
      <h2>{t("policy.conditions")}</h2>
      <p className="hint">{t("policy.conditionsHint")}</p>
      {of.map((group, place) => (
        <section key={group.map(({ zh }) => zh).join()} aria-label={t("policy.group", { number: place + 1 })}>
          {of.length > 1 && <h3>{t("policy.group", { number: place + 1 })}</h3>}
          <ul>
            {group.map((one) => (
              <li key={one.zh}>
                <Written text={text(one)} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
