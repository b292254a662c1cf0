import type { Item } from "./api-types.ts";
import { useRead, useText } from "./use-read.ts";
import { Written } from "./written.tsx";

/** The name of a service item, as it was when it was applied for. */
export function ItemName({ itemCode, version }: { itemCode: string; version?: number }) {
  const text = useText();
  const item = useRead<Item>(`/v1/items/${itemCode}${version ? `?version=${version}` : ""}`);
  return <Written text={item.data ? text(item.data.name) : itemCode} />;
}
