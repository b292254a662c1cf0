import { useTranslation } from "react-i18next";
import { useParams } from "wouter";
import type { PolicyView } from "#shared/policies/desk-api.ts";
import { Content } from "../../citizen/policies/content.tsx";
import { useNames } from "../../kit/colleagues.ts";
import { RecordPage } from "../../kit/record-page.tsx";
import { Facts } from "../../shared/facts.tsx";
import { Form } from "../../shared/form/form.tsx";
import { Written } from "../../shared/written.tsx";
import { draftOf, emptyDraft } from "./draft.ts";
import { Faults } from "./faults.tsx";
import { PolicyForm } from "./policy-form.tsx";

/** One policy as its keeper works on it: what holds, what is being written, and how many people it fits. */
export default function PolicyPage() {
  const { t } = useTranslation();
  const { policyId = "" } = useParams();
  return (
    <RecordPage<PolicyView>
      record="policies"
      id={policyId}
      back={{ to: "/staff/policies", text: t("policy.desk") }}
      title={({ title }) => <Written text={title} />}
      acting={({ draft }) => ({
        main: ["propose", "publish", "revise"],
        forms: {
          rewrite: ({ isSending, error, onSend }) => (
            <PolicyForm
              initial={draft ? draftOf(draft) : emptyDraft()}
              button={t("policy.form.save")}
              isSending={isSending}
              error={error}
              onSend={(content) => onSend({ content })}
            />
          ),
          propose: (props) => <Checked {...props} words={t("policy.proposeWords")} />,
          publish: (props) => <Checked {...props} words={t("policy.publishWords")} />,
        },
      })}
    >
      {(of) => <Shown of={of} />}
    </RecordPage>
  );
}

type Checking = {
  isSending: boolean;
  error: unknown;
  words: string;
  onSend: (body: Record<string, unknown>) => void;
};

/** Its rule is held against the items in force; what is wrong is shown with the place where it stands. */
function Checked({ isSending, error, words, onSend }: Checking) {
  const { t } = useTranslation();
  return (
    <Form className="action-form" onSend={() => onSend({})}>
      <p>{words}</p>
      <Faults error={error} />
      <button type="submit" disabled={isSending}>
        {t("policy.form.goOn")}
      </button>
    </Form>
  );
}

function Shown({ of }: { of: PolicyView }) {
  const { t } = useTranslation();
  const nameOf = useNames(of.department);
  const { draft, live, conditions = [], edition = 1, figures, leastCounted, writtenBy, checkedBy } = of;
  const shown = draft ?? live;
  const counted = (count: number | undefined): string =>
    count === undefined ? t("policy.fewer", { least: leastCounted }) : String(count);
  return (
    <>
      {figures && (
        <section className="card" aria-labelledby="figures">
          <h2 id="figures">{t("policy.figures", { edition })}</h2>
          <Facts
            rows={[
              [t("policy.figure.matched"), counted(figures.matched)],
              [t("policy.figure.notFitting"), counted(figures.notFitting)],
              [t("policy.figure.enjoyed"), counted(figures.enjoyed)],
            ]}
          />
          <p className="hint">{t("policy.figuresHint", { least: leastCounted })}</p>
        </section>
      )}
      {draft && <p className="hint">{t(live && of.edition ? "policy.draftBeside" : "policy.draftOnly")}</p>}
      {shown && <Content untitled of={{ ...shown, conditions }} />}
      <Facts
        rows={[
          [t("policy.writtenBy"), nameOf(writtenBy)],
          checkedBy && [t("policy.checkedBy"), nameOf(checkedBy)],
        ]}
      />
    </>
  );
}
