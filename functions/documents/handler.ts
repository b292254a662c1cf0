import { nonEmpty, readEnv } from "#shared/aws/env.ts";
import { casesOf } from "#shared/cases/public.ts";
import { dynamodbDocumentStore } from "#shared/documents/document-store.ts";
import { s3ObjectStore } from "#shared/documents/object-store.ts";
import { httpApi } from "#shared/http/api.ts";
import { documentsApi } from "./documents.ts";

const env = readEnv({ DOCUMENTS_TABLE: nonEmpty, DOCUMENTS_BUCKET: nonEmpty, CASES_TABLE: nonEmpty });

export const handler = httpApi(
  documentsApi({
    store: dynamodbDocumentStore(env.DOCUMENTS_TABLE),
    objects: s3ObjectStore(env.DOCUMENTS_BUCKET),
    cases: casesOf(env.CASES_TABLE),
    now: () => new Date().toISOString(),
  }),
);
