import * as z from "zod";
import { templateCodes } from "../template-codes.ts";

/** An AccessKey (RAM user), and the codes of the templates that were approved. */
export const aliyunSecretSchema = z.object({
  accessKeyId: z.string().min(1),
  accessKeySecret: z.string().min(1),
  templates: templateCodes,
});
export type AliyunSecret = z.output<typeof aliyunSecretSchema>;
