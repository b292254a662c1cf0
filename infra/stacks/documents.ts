import type { App } from "aws-cdk-lib";
import { addRoutes } from "#infra/constructs/routes.ts";
import { TongbanFunction } from "#infra/constructs/tongban-function.ts";
import type { Environment } from "#infra/environments.ts";
import type { Platform } from "#infra/platform.ts";
import { documentRoutes } from "#shared/documents/api.ts";
import { objectKey } from "#shared/documents/document.ts";
import type { ApiStack } from "./api.ts";
import type { RecordsStack } from "./records.ts";
import { TongbanStack } from "./tongban-stack.ts";

type Needs = { records: RecordsStack; api: ApiStack };

const scannerSetting = (scanning: Environment["scanning"]): string =>
  scanning.kind === "clamav" ? `clamav:${scanning.host}:${scanning.port}` : scanning.kind;

export class DocumentsStack extends TongbanStack {
  constructor(app: App, platform: Platform, { records, api }: Needs) {
    super(app, platform, "Documents", "uploads and downloads");

    const documents = new TongbanFunction(this, "Documents", {
      platform,
      name: "documents",
      // It hashes whole files; twice the memory is twice the processor.
      memorySize: 1024,
    })
      .bindTable("DOCUMENTS_TABLE", records.documents, "readWrite")
      .bindTable("CASES_TABLE", records.cases, "read")
      .bindBucket("DOCUMENTS_BUCKET", records.documentBucket, objectKey("*"))
      .bindValue("SCANNER", scannerSetting(platform.environment.scanning));
    // To keep a scanner's verdict, and to read it.
    documents.allow(["s3:GetObjectTagging"], [records.documentBucket.arnForObjects(objectKey("*"))]);
    addRoutes(platform, api.entrance, documents, documentRoutes);
  }
}
