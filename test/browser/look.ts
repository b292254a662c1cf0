import type { Page } from "playwright-core";
import { expect } from "vitest";
import { picture, settled, type Visitor, violations, widthOf } from "#test/support/pages.ts";
import type { State } from "./states.ts";

export async function isFine(visitor: Visitor, name: string): Promise<void> {
  await settled(visitor);
  await picture(visitor.page, name);
  expect(await violations(visitor.page), name).toEqual([]);
  expect(await widthOf(visitor.page), name).toBeLessThanOrEqual(visitor.page.viewportSize()?.width ?? 0);
  expect(await visitor.page.locator("#app").innerText(), name).not.toMatch(
    /\b(acting|apply|laterSteps|examination|representation|case|rate|staff|form|files|licence|device|figures|home|list|guide|window|help|kit|office)\.[a-z]\w+/,
  );
}

/** Chinese on an English page, text or said of an element, that nothing marks as Chinese: a screen reader would spell it. */
const unmarked = (page: Page): Promise<string[]> =>
  page.evaluate(`(() => {
    const found = [];
    const walker = document.createTreeWalker(document.querySelector("#app"), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      if (/\\p{Script=Han}/u.test(node.data) && !node.parentElement.closest("[lang]:not(html)"))
        found.push(node.parentElement.tagName + ": " + node.data.slice(0, 40));
    for (const name of ["aria-label", "title", "alt", "placeholder"])
      for (const element of document.querySelectorAll("#app [" + name + "]"))
        if (/\\p{Script=Han}/u.test(element.getAttribute(name)) && !element.closest("[lang]:not(html)"))
          found.push(element.tagName + " " + name + ": " + element.getAttribute(name).slice(0, 40));
    return found;
  })()`);

/** Goes there as the app's own links do; anew where the page is the same one, which would go on with what was done in it. */
async function goTo({ page, go }: Visitor, path: string): Promise<void> {
  const old = await page.locator("h1").elementHandle();
  if (new URL(path, page.url()).pathname === new URL(page.url()).pathname) {
    await page.evaluate("localStorage.clear()");
    await page.goto("about:blank");
    await go(path);
    return;
  }
  await page.evaluate(`localStorage.clear(); history.pushState(null, "", ${JSON.stringify(path)})`);
  await old?.waitForElementState("hidden");
}

/** Each state as most see it, and in the other language, large and dark; one begins with what the one before ended with. */
export async function lookAt(visitor: Visitor, { name, path, reach }: State): Promise<void> {
  const { page } = visitor;
  const inChinese = page.getByRole("button", { name: "English" });
  const asMostSeeIt = () => isFine(visitor, `${name}-zh`);
  const otherwise = async () => {
    await isFine(visitor, `${name}-en-care-dark`);
    expect(await unmarked(page), name).toEqual([]);
  };
  await goTo(visitor, path());
  await reach?.(visitor);
  if (await inChinese.isVisible()) {
    await asMostSeeIt();
    await page.getByRole("button", { name: "长辈版" }).click();
    await inChinese.click();
    // The words of all areas that were ever on the screen come first.
    await page.getByRole("button", { name: "中文" }).waitFor();
    await page.emulateMedia({ colorScheme: "dark" });
    await otherwise();
  } else {
    await otherwise();
    await page.getByRole("button", { name: "中文" }).click();
    await inChinese.waitFor();
    await page.getByRole("button", { name: "标准版" }).click();
    await page.emulateMedia({ colorScheme: "light" });
    await asMostSeeIt();
  }
}
