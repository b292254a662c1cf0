import {
  DynamoDBClient,
  TransactionCanceledException,
  TransactionConflictException,
} from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { clientLimits } from "./limits.ts";

/** One client per execution environment. */
export const dynamodb = (): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient(clientLimits), {
    marshallOptions: { removeUndefinedValues: true },
  });

/** Why a transaction was cancelled: a code for each of its items. */
const cancellationCodes = (error: unknown): string[] =>
  error instanceof TransactionCanceledException
    ? (error.CancellationReasons ?? []).map(({ Code = "None" }) => Code)
    : [];

/** Another writer was at the same item at the same moment; nothing was decided, so the same call may be made again. */
export const isTransactionConflict = (error: unknown): boolean =>
  error instanceof TransactionConflictException || cancellationCodes(error).includes("TransactionConflict");

export const isTransactionConditionFailure = (error: unknown): boolean =>
  cancellationCodes(error).includes("ConditionalCheckFailed");
