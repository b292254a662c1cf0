export type Text = { zh: string; en: string };
export type Limit = { days: number; unit: "workingDay" | "calendarDay" };
export type ItemSummary = {
  itemCode: string;
  name: Text;
  department: string;
  kind: "instant" | "promised" | "other";
  promisedDays: number;
  visits: number;
};
export type Items = { items: ItemSummary[]; total: number; nextCursor: string | null };
export type Material = {
  materialId: string;
  name: Text;
  necessity: "required" | "optional" | "deferrable";
};
export type Item = {
  itemCode: string;
  name: Text;
  department: string;
  kind: ItemSummary["kind"];
  legalLimit: Limit;
  promisedLimit: Limit;
  conditions: Text;
  legalBasis: string[];
  materials: Material[];
};
export type Theme = { id: string; name: Text };
export type Department = { code: string; name: Text };

/** What the server says is wrong (RFC 9457), in the language that was asked for. */
export class ApiProblem extends Error {
  readonly status: number;
  constructor(status: number, detail: string) {
    super(detail);
    this.name = "ApiProblem";
    this.status = status;
  }
}

/** @throws ApiProblem what the API refused; TypeError when it was not reached */
export async function read<Body>(path: string, language: string): Promise<Body> {
  const answer = await fetch(path, { headers: { "accept-language": language } });
  if (answer.ok) return (await answer.json()) as Body;
  const problem = (await answer.json().catch(() => ({}))) as { detail?: string };
  throw new ApiProblem(answer.status, problem.detail ?? "");
}
