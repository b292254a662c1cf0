import type { Route } from "#shared/kernel/http/api.ts";
import { type CallDeps, callRoutes } from "./calls.ts";
import { type CommentDeps, commentRoutes } from "./comments.ts";
import { type DeviceDeps, deviceRoutes } from "./devices.ts";
import { type LinkDeps, linkRoute } from "./links.ts";
import { nationalRoute, type TakenDeps } from "./national.ts";
import { type QuarantineDeps, quarantineRoutes } from "./quarantine.ts";

/** What staff do so that ratings come in, and supervisors so that they can be trusted. */
export const ratingManagement = (
  deps: LinkDeps & DeviceDeps & QuarantineDeps & TakenDeps & CallDeps & CommentDeps,
): Route[] => [
  linkRoute(deps),
  ...deviceRoutes(deps),
  ...quarantineRoutes(deps),
  nationalRoute(deps),
  ...callRoutes(deps),
  ...commentRoutes(deps),
];
