import { QueryClient } from "@tanstack/react-query";
import { ApiProblem } from "../../shared/api.ts";
import type { HistoryEntry } from "../../shared/use-history.ts";
import type { BodySchema } from "../contracts.ts";
import type { Field } from "../fields.ts";

/** Made up, as the API would answer it: nothing on the page asks the API. */
export const order = {
  path: "/v1/rectifications/0123456789abcdef",
  version: 4,
  state: "rectifying",
  allowedActions: ["rectify", "appeal", "notify"],
};
export const seenBefore = { version: 2, state: "verifying" };

export const rows = [
  {
    id: "0123456789abcdef",
    dueAt: "2026-11-20T09:00:00.000Z",
    late: true,
    state: "verifying",
    level: "dissatisfied",
  },
  {
    id: "123456789abcdef0",
    dueAt: "2026-12-03T09:00:00.000Z",
    late: false,
    state: "opened",
    level: "veryDissatisfied",
  },
] as const;

const step = (version: number, event: string, role: string, words?: string): HistoryEntry => ({
  version,
  event,
  at: `2026-11-2${version}T03:1${version}:00.000Z`,
  by: { role, id: `${role}-1001` },
  ...(words && { words }),
});
const history = [
  step(1, "opened", "system"),
  step(2, "calledBack", "clerk"),
  step(3, "verified", "supervisor", "13:10"),
  step(4, "escalated", "system"),
];

const departments = ["1001", "1002"].map((code) => ({ code, name: { zh: code, en: code } }));
const colleagues = [
  { account: "chen-fang", name: "Chen Fang", department: "1001", roles: ["clerk"] },
  { account: "wang-lei", name: "Wang Lei", department: "1001", roles: ["reviewer"] },
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => ({
    account: `li-${number}`,
    name: `Li ${number}`,
    department: "1001",
    roles: ["clerk"],
  })),
];

export const emptyList = "/v1/kit/empty";
export const failedList = "/v1/kit/failed";
export const loadingList = "/v1/kit/loading";
export const fullList = "/v1/kit/full";

/** Answers by path; what has none goes on loading, as nothing is fetched. */
const pages: Record<string, { items: readonly unknown[]; nextCursor: string | null }> = {
  [`${order.path}/history`]: { items: history, nextCursor: null },
  [emptyList]: { items: [], nextCursor: null },
  [fullList]: { items: rows, nextCursor: "more" },
};
const bodies: Record<string, unknown> = {
  "/v1/departments": { items: departments },
  "/v1/staff?limit=100": { items: colleagues, nextCursor: null },
};

/** A client that answers from memory, in whichever language. */
export function answersFromMemory(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        retry: false,
        // What failed has failed.
        retryOnMount: false,
        staleTime: Number.POSITIVE_INFINITY,
        // What is not there stays on its way.
        queryFn: () => new Promise(() => {}),
      },
    },
  });
  for (const language of ["zh-CN", "en"]) {
    for (const [path, page] of Object.entries(pages))
      client.setQueryData([path, "pages", language, undefined], { pages: [page], pageParams: [""] });
    for (const [path, body] of Object.entries(bodies)) client.setQueryData([path, language, undefined], body);
    client
      .getQueryCache()
      .build(client, { queryKey: [failedList, "pages", language, undefined] })
      .setState({ status: "error", error: new ApiProblem(500, {}), fetchStatus: "idle" });
  }
  return client;
}

/** One of every kind of control: none of today's bodies has them all. */
export const everyControl: BodySchema = {
  type: "object",
  required: ["name", "finding", "assignee"],
  properties: {
    name: { type: "string", maxLength: 100 },
    words: { type: "string", maxLength: 1000 },
    size: { type: "integer" },
    from: { type: "string", format: "date" },
    finding: { type: "string", enum: ["justified", "noBasis", "unfounded"] },
    kind: {
      type: "string",
      enum: ["hearing", "tender", "auction", "inspection", "testing", "quarantine", "appraisal"],
    },
    complex: { type: "boolean" },
    how: { type: "array", items: { type: "string", enum: ["telephone", "sms"] } },
    department: { type: "string" },
    assignee: { type: "string" },
    assistance: { type: "object", properties: { authority: { type: "string", maxLength: 200 } } },
  },
};

/** Something wrong with each field. */
export const errorAtEachField = (fields: readonly Field[], message: string): ReadonlyMap<string, string> =>
  new Map(fields.map(({ id }) => [id, message]));

/** A picture, higher than wide, that shows which way is up. */
export const picture = (): File =>
  new File(
    [
      '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="420"><rect width="300" height="420" fill="#eee"/>',
      '<path d="M150 60 L250 220 L190 220 L190 360 L110 360 L110 220 L50 220 Z" fill="#456"/></svg>',
    ],
    "up.svg",
    { type: "image/svg+xml" },
  );
