import type { LocalBusinessLicence } from "./business-licence/business-licence.ts";
import { restaurant } from "./business-licence/register.ts";
import { demoPerson } from "./demo-people.ts";
import type { LocalApp } from "./engine/index.ts";
import { madeUpIdNumber } from "./made-up-identity.ts";
import { person } from "./play/api.ts";
import { bindOrganisation, guard, mandate } from "./play/representations.ts";

/** 李敏's child, of school age. */
export const demoChild = { name: "李小雨", idNumber: madeUpIdNumber("li-xiaoyu", "2019-03-05") };

/** 李敏 acts for her company and her child, and 张伟 acts for her; each as these people do it themselves. */
export async function seedRepresentations(app: LocalApp, licences: LocalBusinessLicence): Promise<string> {
  const as = async (id: string) => person(app.apiUrl, await app.token(id));
  const [liMin, zhangWei, clerk] = [await as("li-min"), await as("zhang-wei"), await as("chen-fang")];
  const { name, id_number } = demoPerson("zhang-wei").claims;
  const identity = { name: String(name), idNumber: String(id_number) };
  const until = `${new Date().getFullYear()}-12-31`;
  await bindOrganisation(liMin, licences, restaurant.uscc);
  await guard(liMin, clerk, demoChild);
  await mandate(liMin, { person: zhangWei, identity }, { until });
  return `Representations: 李敏 for ${restaurant.name} and a child, 张伟 for 李敏`;
}
