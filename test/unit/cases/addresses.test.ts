import { expect, test } from "vitest";
import { addressSchema } from "#shared/cases/case.ts";

const address = (street: string) =>
  addressSchema.safeParse({ recipient: "李敏", phone: "13800003210", street });

test("a village of two characters is an address, one of none is not", () => {
  for (const street of ["东街1号", "王庄"]) expect(address(street).success).toBe(true);
  for (const street of ["", "王", "\u200b\u200b"]) expect(address(street).success).toBe(false);
});
