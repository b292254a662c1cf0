import { useTranslation } from "react-i18next";
import { useParams } from "wouter";
import type * as z from "zod";
import type { verifyLicence } from "#shared/licences/api.ts";
import { useDates } from "../shared/dates.ts";
import { Facts } from "../shared/facts.tsx";
import { QueryView } from "../shared/query-view.tsx";
import { useRead, useText } from "../shared/use-read.ts";

type Verified = z.output<(typeof verifyLicence)["answers"][200]["schema"]>;

/** 核验电子证照: where the code of a licence leads whoever is shown it. */
export default function Verify() {
  const { identifier } = useParams();
  const { t } = useTranslation();
  const found = useRead<Verified>(`/v1/licence-checks/${identifier}`);
  return (
    <section className="narrow">
      <h1>{t("licence.check")}</h1>
      <QueryView query={found}>{(licence) => <Result of={licence} />}</QueryView>
    </section>
  );
}

function Result({
  of: { type, number, holder, issuer, validFrom, validTo, state, authentic },
}: {
  of: Verified;
}) {
  const { t } = useTranslation();
  const text = useText();
  const { day } = useDates();
  const good = authentic && state === "valid";
  return (
    <div className={good ? "panel good" : "problem"} role="status">
      <p className="big">
        {authentic ? t("licence.authentic") : t("licence.notAuthentic")}{" "}
        <span className={good ? "tag good" : "tag bad"}>{t(`licence.state.${state}`)}</span>
      </p>
      <Facts
        rows={[
          [t("licence.type"), text(type.name)],
          [t("licence.number"), number],
          [t("licence.holder"), holder],
          [t("licence.issuer"), text(issuer)],
          [
            t("licence.period"),
            validTo
              ? t("licence.valid", { from: day(validFrom), to: day(validTo) })
              : t("licence.validFrom", { from: day(validFrom) }),
          ],
        ]}
      />
    </div>
  );
}
