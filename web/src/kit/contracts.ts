import type { Text } from "../shared/api-types.ts";
import contracts from "./contracts.json" with { type: "json" };

/** What an action or a call asks for: the API's own JSON Schema (2020-12), as far as bodies use it. */
export type BodySchema = {
  type?: string;
  properties?: Record<string, BodySchema>;
  required?: string[];
  items?: BodySchema;
  enum?: string[];
  const?: unknown;
  format?: string;
  maxLength?: number;
  description?: string;
};

export type CallContract = { label: Text; body: BodySchema };
export type ActionContract = CallContract & {
  /** Nothing can be done with the record afterwards. */
  final: boolean;
};
export type RecordContract = {
  /** Whether its steps are listed (`/history`). */
  history: boolean;
  states?: Record<string, Text>;
  /** States in which nobody has anything more to do. */
  ends?: string[];
  /** What happened, in the words of the action that caused it. */
  events?: Record<string, Text>;
  actions: Record<string, ActionContract>;
};

/** A kind of record, by its path: `rectifications` of `/v1/rectifications`. */
export type RecordName = keyof typeof contracts.records;
export type CallName = keyof typeof contracts.calls;

const records: Record<RecordName, RecordContract> = contracts.records;
const calls: Record<CallName, CallContract> = contracts.calls;

export const recordNames = Object.keys(records) as RecordName[];
export const recordContract = (record: RecordName): RecordContract => records[record];
export const callContract = (name: CallName): CallContract => calls[name];

/** @throws Error for an action that the API does not have */
export function actionContract(record: RecordName, action: string): ActionContract {
  const found = records[record].actions[action];
  if (!found) throw new Error(`the API has no action ${action} of ${record}`);
  return found;
}
