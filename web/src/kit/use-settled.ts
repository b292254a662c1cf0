import { useEffect, useState } from "react";

/** What stood still for a moment: each letter that is typed asks nothing by itself. */
export function useDebounced<Value>(value: Value, afterMs = 250): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), afterMs);
    return () => clearTimeout(timer);
  }, [value, afterMs]);
  return settled;
}
