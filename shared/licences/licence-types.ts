import types from "#data/licence-types.json" with { type: "json" };
import type { Text } from "#shared/kernel/http/locale.ts";

export type LicenceType = {
  /** 证照类型代码 (GB/T 36902): who defined it, by 统一社会信用代码, and a number of three digits. */
  code: string;
  name: Text;
  /** How long one is valid; left out: for good. */
  years?: number;
};

const known: LicenceType[] = types.types;

/** By the Chinese name that the catalogue's items use. */
export const licenceTypeNamed = (name: string): LicenceType | undefined =>
  known.find((type) => type.name.zh === name);
export const licenceTypeCoded = (code: string): LicenceType | undefined =>
  known.find((type) => type.code === code);
