import type { FactKind } from "../fact.ts";

/** 顺丰's route codes (opCode) that move documents in our sense; others are logged and pass. */
const kinds: Record<string, FactKind> = {
  50: "collected",
  54: "collected",
  30: "inTransit",
  31: "inTransit",
  36: "inTransit",
  44: "outForDelivery",
  33: "attemptFailed",
  70: "attemptFailed",
  123: "atPickupPoint",
  130: "atPickupPoint",
  607: "atPickupPoint",
  99: "forwarded",
  631: "returning",
  80: "delivered",
};

/** Known, and of no consequence here: 8000 is the picture of the signature, which comes by another way. */
const silent = new Set(["8000"]);

/** Undefined: this code says nothing to us. `silent`: and need not. */
export function kindOf(opCode: string, remark = ""): FactKind | "silent" | undefined {
  // 648 says that the waybill has ended with another one in its place: back to the sender, or on to another address.
  if (opCode === "648") return remark.includes("转寄") && !remark.includes("退回") ? "forwarded" : "returned";
  return silent.has(opCode) ? "silent" : kinds[opCode];
}
