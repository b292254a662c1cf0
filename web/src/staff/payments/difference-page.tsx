import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import { RecordPage } from "../../kit/record-page.tsx";
import { useWords } from "../../kit/words.ts";
import { useDates } from "../../shared/dates.ts";
import { Facts } from "../../shared/facts.tsx";
import { type Difference, yuan } from "./payments.ts";

/** Money that fits no notice, until it is where it belongs. */
export default function DifferencePage() {
  const { t } = useTranslation();
  const words = useWords();
  const { differenceId = "" } = useParams();
  return (
    <RecordPage<Difference>
      record="payment-differences"
      id={differenceId}
      back={{ to: "/staff/payments/differences", text: t("office.differences.title") }}
      title={({ kind }) => words.value("difference", kind)}
      number={({ paymentCode }) => paymentCode}
      acting={() => ({
        main: ["confirmReturn", "credit", "proposeReturn"],
        confirms: ["confirmReturn", "credit", "close"],
      })}
    >
      {(of) => <About of={of} />}
    </RecordPage>
  );
}

function About({ of }: { of: Difference }) {
  const { t } = useTranslation();
  const words = useWords();
  const { moment } = useDates();
  const amount = (amountFen: number): string => t("office.payments.yuan", { amount: yuan(amountFen) });
  const { proposal } = of;
  return (
    <section className="card" aria-labelledby="about">
      <h2 id="about">{t("office.differences.about")}</h2>
      <Facts
        rows={[
          [t("office.differences.found"), moment(of.foundAt)],
          [t("office.differences.reportedAmount"), amount(of.amountFen)],
          of.expectedFen !== undefined && [t("office.differences.expected"), amount(of.expectedFen)],
          [t("office.payments.paid"), `${moment(of.paidAt)} · ${words.value("payChannel", of.channel)}`],
          [t("office.payments.transaction"), of.transactionNo],
          of.paymentId !== undefined && [
            t("office.differences.notice"),
            <Link key="notice" to={`/staff/payments/${of.paymentId}`}>
              {of.caseNumber}
            </Link>,
          ],
          proposal && [
            t("office.differences.proposal"),
            t("office.differences.proposedAt", { moment: moment(proposal.at), words: proposal.words }),
          ],
        ]}
      />
    </section>
  );
}
