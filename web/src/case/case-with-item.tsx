import type { ReactNode } from "react";
import { ApiProblem } from "../shared/api.ts";
import type { Case, Item } from "../shared/api-types.ts";
import { QueryView } from "../shared/query-view.tsx";
import { useRead } from "../shared/use-read.ts";

type Props = {
  caseNumber: string;
  /** Milliseconds after which it is looked at again; left out, it stays as it is. */
  everyMs?: number;
  /** In the place of a case that is not there, or not this person's to see. */
  missing?: ReactNode;
  children: (of: Case, item: Item) => ReactNode;
};

/** A case, and the item as it was applied for. */
export function CaseWithItem({ caseNumber, everyMs, missing, children }: Props) {
  const found = useRead<Case>(`/v1/cases/${caseNumber}`, everyMs ? { refetchInterval: everyMs } : {});
  if (missing && found.error instanceof ApiProblem && found.error.status === 404) return missing;
  return (
    <QueryView query={found}>{(of) => <WithItem of={of}>{(item) => children(of, item)}</WithItem>}</QueryView>
  );
}

function WithItem({ of, children }: { of: Case; children: (item: Item) => ReactNode }) {
  const item = useRead<Item>(`/v1/items/${of.itemCode}?version=${of.itemVersion}`);
  return <QueryView query={item}>{children}</QueryView>;
}
