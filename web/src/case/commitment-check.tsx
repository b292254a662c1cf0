import { useTranslation } from "react-i18next";
import type * as z from "zod";
import type { getCommitment } from "#shared/commitments/api.ts";
import type { Case } from "../shared/api-types.ts";
import { useDates } from "../shared/dates.ts";
import { useRead } from "../shared/use-read.ts";

type Commitment = z.output<(typeof getCommitment)["answers"][200]["schema"]>;

/** 承诺核查: what the check after the decision found. Nothing while there is none. */
export function CommitmentCheck({ of: { caseNumber, committed, decision } }: { of: Case }) {
  const { t } = useTranslation();
  const { day } = useDates();
  const { data } = useRead<Commitment>(`/v1/commitments/${caseNumber}`, {
    enabled: committed === true && decision === "approved",
  });
  if (!data) return null;
  const isRunning = data.state === "toCheck" || data.state === "rectifying";
  return (
    <section className="card" aria-labelledby="commitmentCheck">
      <h2 id="commitmentCheck">{t("case.commitmentCheck.title")}</h2>
      <p>{t(`case.commitmentCheck.${data.state}`)}</p>
      {isRunning && <p className="facts">{t("case.commitmentCheck.dueAt", { day: day(data.dueAt) })}</p>}
    </section>
  );
}
