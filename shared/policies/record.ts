/** What is exported here, the relay knows. */

export { policyEdition } from "./edition.ts";
export { policyPass } from "./pass.ts";
export { holding } from "./people/holding.ts";
export { policyMatch } from "./people/match.ts";
export { subscriber } from "./people/subscriber.ts";
export { policy } from "./policy.ts";
