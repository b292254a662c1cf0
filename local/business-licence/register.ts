import district from "#district/district.json" with { type: "json" };
import { usccCheckCharacter } from "#shared/kernel/identifiers/uscc.ts";
import { madeUpIdNumber } from "../made-up-identity.ts";

export type Organisation = {
  uscc: string;
  name: string;
  legalRepresentative: { name: string; idType: "residentId"; idNumber: string };
  state: "valid" | "revoked" | "cancelled";
  validTo?: string;
};

const person = (name: string, idNumber: string) => ({ name, idType: "residentId" as const, idNumber });

const numbered = (serial: string): string => {
  const body = `91${district.code}MA9F${serial}`;
  return body + usccCheckCharacter(body);
};
/** Companies' names begin with it. */
const place = district.city.zh.replace(/市$/, "");

/** Made-up organisations; the demo people are their legal representatives. */
export const restaurant: Organisation = {
  uscc: numbered("00000"),
  name: `${place}颍河餐饮有限公司`,
  legalRepresentative: person("李敏", "11010519491231002X"),
  state: "valid",
};
export const organisations: Organisation[] = [
  restaurant,
  {
    uscc: numbered("00001"),
    name: `${place}沙河商贸有限公司`,
    legalRepresentative: person("张伟", madeUpIdNumber("zhang-wei")),
    state: "valid",
  },
];
