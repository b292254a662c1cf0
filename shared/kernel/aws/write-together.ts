import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from "@aws-sdk/lib-dynamodb";
import { isTransactionConditionFailure, isTransactionConflict } from "./dynamodb.ts";

const conflictAttempts = 6;

/**
 * Writes all of it or nothing. False when a condition does not hold.
 * @throws Error when others kept writing the same at the same moment; trying again later is safe
 */
export async function writeTogether(
  db: Pick<DynamoDBDocumentClient, "send">,
  items: NonNullable<TransactWriteCommandInput["TransactItems"]>,
): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await db.send(new TransactWriteCommand({ TransactItems: items }));
      return true;
    } catch (error) {
      if (isTransactionConditionFailure(error)) return false;
      // Another write of the same at once may yet fail, so it is not said to have been faster.
      if (!isTransactionConflict(error) || attempt === conflictAttempts) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20 * 2 ** attempt * (0.5 + Math.random())));
    }
  }
}
