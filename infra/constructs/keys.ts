import { Aws, Fn, Stack } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { type IKey, Key } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import { type KeyClass, pascalCase, platformOf } from "#infra/platform.ts";

/**
 * The account's own key of a class, as this construct's stack knows it; undefined where the environment leaves encryption
 * to keys of AWS. Known by its ARN alone: what stands in its policy stands in its own stack.
 */
export function keyOf(scope: Construct, name: KeyClass): IKey | undefined {
  const key = platformOf(scope).keys?.[name];
  if (!key) return undefined;
  const id = `${pascalCase(name)}Key`;
  const stack = Stack.of(scope);
  return (stack.node.tryFindChild(id) as IKey | undefined) ?? Key.fromKeyArn(stack, id, key.keyArn);
}

/** Log groups of the key's own account and region are encrypted with it. */
export function letLogsUse(key: Key): void {
  key.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal(`logs.${Aws.REGION}.${Aws.URL_SUFFIX}`)],
      actions: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
      resources: ["*"],
      conditions: {
        ArnLike: {
          "kms:EncryptionContext:aws:logs:arn": Fn.join(":", [
            ...["arn", Aws.PARTITION, "logs", Aws.REGION, Aws.ACCOUNT_ID],
            "log-group:*",
          ]),
        },
      },
    }),
  );
}

const open = ["kms:Decrypt", "kms:DescribeKey"];
/** What a role needs of a key, by what it does with what the key encrypts. */
export const keyActions = {
  open: ["kms:Decrypt"],
  send: ["kms:Decrypt", "kms:GenerateDataKey"],
  readTable: open,
  /** As DynamoDB asks of whoever writes. */
  writeTable: [
    ...open,
    "kms:Encrypt",
    "kms:GenerateDataKey",
    "kms:GenerateDataKeyWithoutPlaintext",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
  ],
} as const;
