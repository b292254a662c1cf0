import type { AttributeValue } from "@aws-sdk/client-dynamodb";

const textBytes = (text: string): number => Buffer.byteLength(text);

/** As a client reads it, or as it crosses the wire. */
const binaryBytes = (value: Uint8Array | string): number =>
  typeof value === "string" ? Buffer.byteLength(value, "base64") : value.byteLength;

function valueBytes(value: AttributeValue): number {
  if (value.S !== undefined) return textBytes(value.S);
  // About a byte for two digits, and one more.
  if (value.N !== undefined) return Math.ceil(value.N.replace(/[-.]/g, "").length / 2) + 1;
  if (value.B !== undefined) return binaryBytes(value.B);
  if (value.BOOL !== undefined || value.NULL !== undefined) return 1;
  if (value.L) return 3 + value.L.reduce((sum, entry) => sum + 1 + valueBytes(entry), 0);
  if (value.SS) return value.SS.reduce((sum, text) => sum + textBytes(text), 0);
  if (value.NS) return value.NS.reduce((sum, N) => sum + valueBytes({ N }), 0);
  if (value.BS) return value.BS.reduce((sum, bytes) => sum + binaryBytes(bytes), 0);
  if (value.M) return 3 + Object.keys(value.M).length + itemBytes(value.M);
  throw new Error(`a kind of value that no record of ours has: ${Object.keys(value).join()}`);
}

/** What DynamoDB counts for an item: names and values, 3 for a list or map and 1 for each of its entries. */
export function itemBytes(item: Record<string, AttributeValue>): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + textBytes(name) + valueBytes(value), 0);
}
