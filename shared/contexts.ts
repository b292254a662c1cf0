import type { Context } from "#shared/kernel/context.ts";
import { archives } from "./archives/context.ts";
import { cases } from "./cases/context.ts";
import { catalogue } from "./catalogue/context.ts";
import { commitments } from "./commitments/context.ts";
import { consultation } from "./consultation/context.ts";
import { deliveries } from "./deliveries/context.ts";
import { documents } from "./documents/context.ts";
import { examinations } from "./examinations/context.ts";
import { licences } from "./licences/context.ts";
import { notices } from "./notices/context.ts";
import { payments } from "./payments/context.ts";
import { policies } from "./policies/context.ts";
import { ratings } from "./ratings/context.ts";
import { rectifications } from "./rectifications/context.ts";
import { representations } from "./representations/context.ts";
import { staff } from "./staff/context.ts";

/** Every context on the kernel, for infrastructure, OpenAPI and tests. Functions never import this list. */
export const contexts: readonly Context[] = [
  archives,
  cases,
  catalogue,
  commitments,
  consultation,
  deliveries,
  documents,
  examinations,
  licences,
  notices,
  payments,
  policies,
  ratings,
  rectifications,
  representations,
  staff,
];
