import type { BrowserContextOptions, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import district from "#district/district.json" with { type: "json" };
import { makeJpeg, makePdf } from "#local/play/files.ts";
import { foodLicence } from "#local/play/straight-way.ts";
import { type CommandAction, rowOf } from "#shared/cases/lifecycle-table.ts";
import { type Hands, type Language, touching, typing, wordsOf } from "#test/support/at-the-page.ts";
import { desktop, look, phone, sharedTestPages, type TestPages, type Visitor } from "#test/support/pages.ts";

let pages: TestPages;
beforeAll(async () => {
  pages = await sharedTestPages();
});
afterAll(() => pages?.end());

type Way = {
  language: Language;
  hands: (page: Page) => Hands;
  citizen: BrowserContextOptions;
  office: BrowserContextOptions;
};

/** What somebody sees and does, in their language and with their hands. */
function at({ page }: Visitor, { language, hands }: Way) {
  const words = wordsOf(language);
  const { press, fill, choose, file } = hands(page);
  const button = (name: string): Locator => page.getByRole("button", { name, exact: true });
  const label = (action: CommandAction): string => rowOf(action).label[language];
  return {
    words,
    label,
    button,
    sees: (text: string | RegExp) => page.getByText(text).first().waitFor(),
    heading: (name: string) => page.getByRole("heading", { name, exact: true }).first().waitFor(),
    press: (name: string) => press(button(name)),
    follow: (name: string) => press(page.getByRole("link", { name, exact: true }).first()),
    fill: (name: string, text: string) => fill(page.getByLabel(name), text),
    fillId: (id: string, text: string) => fill(page.locator(`[id="${id}"]`), text),
    choose: (name: string) => choose(page.getByLabel(name, { exact: true })),
    chooseId: (id: string) => choose(page.locator(`[id="${id}"]`)),
    file: (id: string, made: ReturnType<typeof makePdf>) => file(page.locator(`[id="${id}"]`), made),
    /** In the other language first, if that is theirs. */
    async settle() {
      if (language === "en") await press(button("English"));
      await page.getByRole("link", { name: district.site[language], exact: true }).waitFor();
    },
  };
}

async function apply(citizen: ReturnType<typeof at>, { page }: Visitor, language: Language): Promise<string> {
  const { words, fillId, choose, press, file, heading, sees } = citizen;
  const zh = language === "zh";
  await citizen.follow(words("guide.apply"));
  await heading(words("apply.answers"));
  await fillId("answers-shopName", "颍河小馆");
  await choose(zh ? "餐饮服务经营者" : "Catering business");
  await fillId("answers-premisesArea", "60");
  await fillId("answers-premisesAddress", "周口市川汇区七一路 100 号");
  await choose(zh ? "热食类食品制售" : "Hot food");
  await fillId("answers-foodSafety-uscc", "92411602MA9F000009");
  await fillId("answers-foodSafety-employees", "4");
  await press(words("form.add"));
  await fillId("answers-foodSafety-safetyStaff-0-name", "李敏");
  await choose(zh ? "食品安全员" : "Food safety officer");
  await choose(zh ? "食品安全自查" : "Self-checks");
  await press(words("apply.next"));
  await heading(words("apply.people"));
  await fillId("applicant-phone", "13800003210");
  await press(words("apply.next"));
  await heading(words("apply.materials"));
  await file("materials-application", makePdf("Application"));
  await file("materials-premises", makeJpeg(3));
  for (const name of ["application.pdf", "premises.jpg"])
    await citizen.button(`${words("files.remove")} ${name}`).waitFor();
  await press(words("apply.next"));
  await heading(words("apply.delivery"));
  await choose(
    `${words("laterSteps.receiveModes.electronic")}${words("laterSteps.receiveHints.electronic")}`,
  );
  await press(words("apply.next"));
  await heading(words("apply.review"));
  await look(page, `review-${language}`);
  await press(words("apply.submit"));
  await sees(words("apply.done"));
  await look(page, `done-${language}`);
  return (await page.locator("strong.number").innerText()).trim();
}

const ways: [string, Way][] = [
  [
    "on a phone, by touch, in Chinese, with the office at a desk",
    { language: "zh", hands: touching, citizen: phone, office: desktop },
  ],
  [
    "at a desk, by keyboard alone, in English, with the office on a phone",
    { language: "en", hands: typing, citizen: desktop, office: phone },
  ],
];

describe("a whole case through the pages alone", () => {
  test.concurrent.each(ways)(
    "%s",
    async (_name, way) => {
      const { language } = way;
      const citizen = await pages.visit(`/items/${foodLicence}`, way.citizen, "li-min");
      const reviewer = await pages.visit("/staff", way.office, "wang-lei");
      const chief = await pages.visit("/staff", way.office, "chen-fang");
      const me = at(citizen, way);
      const office = at(reviewer, way);
      const window = at(chief, way);
      for (const one of [me, office, window]) await one.settle();
      const caseNumber = await apply(me, citizen, language);

      await reviewer.go(`/staff/cases/${caseNumber}`);
      await office.press(office.label("passPreReview"));
      await office.press(office.label("requestSupplement"));
      await office.chooseId("tick-materials/premises");
      await office.press(office.words("staff.templates.material.2"));
      await office.chooseId("tick-fields/premisesAddress");
      await office.fillId("reason-fields/premisesAddress", "请填写到门牌号");
      await look(reviewer.page, `notice-${language}`);
      await office.press(
        `${office
          .words("staff.sendNotice")
          .replace(/[（(].*/, "")
          .trim()}${language === "zh" ? "（2 项）" : " (2)"}`,
      );
      await reviewer.page.getByText(office.words("case.state.supplementRequested")).first().waitFor();

      await citizen.go(`/cases/${caseNumber}`);
      await me.heading(me.words("case.needed"));
      await look(citizen.page, `needed-${language}`);
      await me.follow(me.label("supplement"));
      await me.heading(me.label("supplement"));
      await me.fillId("answers-premisesAddress", "周口市川汇区七一路 100 号附 1 号");
      await me.file("materials-premises", { ...makeJpeg(8), fileName: "clear.jpg" });
      await me.button(`${me.words("files.remove")} clear.jpg`).waitFor();
      await look(citizen.page, `supplement-${language}`);
      await me.press(me.label("supplement"));
      await me.heading(me.words("case.history"));
      await citizen.page.getByText(me.words("case.state.awaitingAcceptance")).first().waitFor();

      // Who accepts this item may not decide it.
      await chief.go(`/staff/cases/${caseNumber}`);
      // What another office holds is looked up with the acceptance: its row is there.
      await window.press(window.label("accept"));
      await window.fillId("lookUps-0-source", "国家企业信用信息公示系统");
      await window.choose(window.words("kit.value.result.found"));
      await window.press(
        `${window.words("kit.confirm").trim()}${language === "zh" ? "" : " "}${window.label("accept")}`,
      );
      await chief.page.getByText(window.words("case.state.accepted")).first().waitFor();
      await reviewer.go(`/staff/cases/${caseNumber}`);
      await office.press(office.label("approve"));
      await office.press(office.words("staff.templates.approve.1"));
      await office.press(
        `${office.words("kit.confirm").trim()}${language === "zh" ? "" : " "}${office.label("approve")}`,
      );
      await reviewer.page.getByText(office.words("case.state.approved")).first().waitFor();

      await citizen.go(`/cases/${caseNumber}`);
      await me.press(me.label("collect"));
      await citizen.page.getByText(me.words("case.state.completed")).first().waitFor();
      await pages.app.drained();
      await citizen.go(`/cases/${caseNumber}`);
      await me.heading(me.words("rate.stage.completion"));
      const form = citizen.page.getByRole("region", { name: me.words("rate.stage.completion") });
      const hands = way.hands(citizen.page);
      await hands.choose(form.getByLabel(me.words("rate.level.verySatisfied"), { exact: true }));
      await hands.choose(form.getByRole("checkbox").first());
      await look(citizen.page, `rate-${language}`);
      await hands.press(form.getByRole("button", { name: me.words("rate.send") }));
      await form.getByText(me.words("rate.thanks")).waitFor();
      await pages.app.drained();
      await citizen.go(`/cases/${caseNumber}`);
      await look(citizen.page, `completed-${language}`);
      await citizen.page.getByText(me.words("rate.level.verySatisfied")).first().waitFor();
      await citizen.page
        .getByRole("button", {
          name: new RegExp(language === "zh" ? "准予行政许可决定书" : "Decision to grant a licence"),
        })
        .waitFor();

      await citizen.go("/licences");
      await citizen.page
        .getByRole("button", { name: new RegExp(`^${me.words("licence.show")}`) })
        .first()
        .click();
      await citizen.page.getByAltText(me.words("licence.qr")).waitFor();
      await look(citizen.page, `licences-${language}`);
      for (const { said, end } of [citizen, reviewer, chief]) {
        expect(said).toEqual([]);
        await end();
      }
    },
    150_000,
  );
});
