import { secretTexts } from "#shared/kernel/aws/secret.ts";
import { readVariables } from "#shared/kernel/needs.ts";
import { clientSchema, walk } from "./canary.ts";

const env = readVariables(["API_URL", "ISSUER", "AUDIENCE"]);
const { CANARY_CLIENT_SECRET } = process.env;
const texts = CANARY_CLIENT_SECRET ? secretTexts(CANARY_CLIENT_SECRET) : undefined;

export const handler = () =>
  walk({
    apiUrl: env.API_URL,
    issuer: env.ISSUER,
    audience: env.AUDIENCE,
    fetch,
    ...(texts && { client: async () => clientSchema.parse(JSON.parse((await texts())[0] ?? "{}")) }),
  });
