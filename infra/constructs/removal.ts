import { RemovalPolicy } from "aws-cdk-lib";
import type { Platform } from "#infra/platform.ts";

/** What becomes of a resource that holds data when it leaves the template. */
export const removalPolicy = ({ environment }: Platform): RemovalPolicy =>
  environment.protected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
