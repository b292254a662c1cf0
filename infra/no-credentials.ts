/**
 * Stands in the bundles for the SDK's other sources of credentials (profiles, SSO, instance metadata, ...): Lambda
 * gives a function's credentials in its environment. They would be a third of each bundle and never run.
 */
throw new Error("A function takes its credentials from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY alone.");
