import { hasValidMod3736, mod3736CheckCharacter } from "#shared/kernel/identifiers/mod-37-36.ts";

const root = "1.2.156.3005.2";
export type IdentifierParts = {
  typeCode: string;
  issuer: string;
  serial: string;
  /** 版本号: 1 for a licence as it was issued; every replacement (补发) counts on. At most 999. */
  edition?: number;
};

/**
 * 证照标识 (GB/T 36904-2018): root, type of 21 characters, issuer's 统一社会信用代码, serial, version of 3 and one
 * check character (ISO 7064 MOD 37,36 over the four parts without dots).
 */
export function licenceIdentifier({ typeCode, issuer, serial, edition = 1 }: IdentifierParts): string {
  const parts = [typeCode, issuer, serial, String(edition).padStart(3, "0")];
  return [root, ...parts, mod3736CheckCharacter(parts.join(""))].join(".");
}

/** The parts of an identifier; undefined when it is none or its check character does not fit. */
export function identifierParts(text: string): Required<IdentifierParts> | undefined {
  const found =
    /^1\.2\.156\.3005\.2\.([0-9A-Z]{21})\.([0-9A-Z]{18})\.([0-9A-Z]{1,40})\.(\d{3})\.([0-9A-Z])$/.exec(text);
  if (!found) return undefined;
  const [, typeCode = "", issuer = "", serial = "", version = "", check = ""] = found;
  if (!hasValidMod3736(typeCode + issuer + serial + version + check)) return undefined;
  return { typeCode, issuer, serial, edition: Number(version) };
}
