import { madeUpIdNumber } from "../made-up-identity.ts";

export type Organisation = {
  uscc: string;
  name: string;
  legalRepresentative: { name: string; idType: "residentId"; idNumber: string };
  state: "valid" | "revoked" | "cancelled";
  validTo?: string;
};

const person = (name: string, idNumber: string) => ({ name, idType: "residentId" as const, idNumber });

/** Made-up organisations; the demo people are their legal representatives. */
export const restaurant: Organisation = {
  uscc: "91411602MA9F00000C",
  name: "周口颍河餐饮有限公司",
  legalRepresentative: person("李敏", "11010519491231002X"),
  state: "valid",
};
export const organisations: Organisation[] = [
  restaurant,
  {
    uscc: "91411602MA9F00001F",
    name: "周口沙河商贸有限公司",
    legalRepresentative: person("张伟", madeUpIdNumber("zhang-wei")),
    state: "valid",
  },
];
