/** What functions use of it, so that their bundles leave out the rest although they load it late. */
export { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
