import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import type { PublicPolicy } from "#shared/policies/desk-api.ts";
import { QueryView } from "../../shared/query-view.tsx";
import { useRead } from "../../shared/use-read.ts";
import { useSession } from "../../sign-in/session.ts";
import { Content } from "./content.tsx";
import { Why } from "./why.tsx";

/** 政策内容: who, what, how much, until when and by which act; for whoever it fits, why. */
export default function PolicyPage() {
  const { t } = useTranslation();
  const { policyId = "" } = useParams();
  const session = useSession();
  const policy = useRead<PublicPolicy>(`/v1/policies/${policyId}/page`);
  return (
    <>
      <p className="on-screen">
        <Link to="/policies">{t("policy.title")}</Link>
      </p>
      <QueryView query={policy}>
        {(of) => (
          <Content of={of}>
            {session?.role === "citizen" ? <Why policyId={policyId} /> : <ForAnybody of={of} />}
          </Content>
        )}
      </QueryView>
    </>
  );
}

function ForAnybody({ of }: { of: PublicPolicy }) {
  const { t } = useTranslation();
  return (
    <p>
      {of.itemCode && (
        <Link className="button" to={`/items/${of.itemCode}`}>
          {t("policy.toItem")}
        </Link>
      )}{" "}
      <Link to="/my-policies">{t("policy.settings")}</Link>
    </p>
  );
}
