import type { ElementHandle, FileChooser, Locator, Page } from "playwright-core";
import type { MadeFile } from "#local/play/files.ts";
import { flat, type Language, textsIn } from "../../web/check-texts.ts";

export type { Language };

/** The pages' own words, so that the same steps go in both languages. */
export function wordsOf(language: Language): (key: string) => string {
  const words = new Map(flat(textsIn(language)));
  return (key) => {
    const found = words.get(key);
    if (!found) throw new Error(`no text ${key}`);
    return found.replace(/\s*\{\{\w+\}\}\s*/g, "");
  };
}

/** How a person works with a page: by touching things, or by keyboard alone. */
export type Hands = {
  press(target: Locator): Promise<void>;
  fill(target: Locator, text: string): Promise<void>;
  /** A radio button or a box. */
  choose(target: Locator): Promise<void>;
  file(target: Locator, file: MadeFile): Promise<void>;
};

const asFile = ({ fileName, contentType, bytes }: MadeFile) => ({
  name: fileName,
  mimeType: contentType,
  buffer: bytes,
});

export const touching = (): Hands => ({
  press: (target) => target.click(),
  fill: (target, text) => target.fill(text),
  // People touch the words or the face, not the box.
  choose: (target) => target.locator("xpath=ancestor::label").click(),
  file: (target, file) => target.setInputFiles(asFile(file)),
});

const maxSteps = 250;

/** Tab, arrows, Space and Enter, from wherever the focus is. */
export function typing(page: Page): Hands {
  const handleOf = async (target: Locator): Promise<ElementHandle> => {
    await target.waitFor({ state: "attached" });
    return target.elementHandle();
  };
  const isFocused = (target: Locator): Promise<boolean> =>
    target.evaluate((element) => element === element.ownerDocument.activeElement);
  /** Undefined when the page has drawn another element in its place. */
  const isThere = (element: ElementHandle, orInGroup: boolean): Promise<boolean | undefined> =>
    element.evaluate((one, group) => {
      if (!one.isConnected) return undefined;
      const { activeElement } = one.ownerDocument;
      const active = activeElement as { name?: string; type?: string } | null;
      const { name } = one as { name?: string };
      return one === activeElement || (group && active?.type === "radio" && active.name === name);
    }, orInGroup);
  /** Looks for the element once, and again only where it is gone: to find things by their names takes a browser long. */
  const reach = async (target: Locator, orInGroup = false): Promise<void> => {
    let element = await handleOf(target);
    for (let step = 0; step < maxSteps; step += 1) {
      const there = await isThere(element, orInGroup);
      if (there) return;
      if (there === undefined) element = await handleOf(target);
      else await page.keyboard.press("Tab");
    }
    throw new Error(`the keyboard does not reach ${target}`);
  };
  return {
    async press(target) {
      await reach(target);
      await page.keyboard.press("Enter");
    },
    async fill(target, text) {
      await reach(target);
      await page.keyboard.press("Control+A");
      await page.keyboard.insertText(text);
    },
    async choose(target) {
      const isRadio = (await target.getAttribute("type")) === "radio";
      await reach(target, isRadio);
      for (let step = 0; isRadio && step < 12 && !(await isFocused(target)); step += 1)
        await page.keyboard.press("ArrowDown");
      if (!(await target.isChecked())) await page.keyboard.press("Space");
    },
    async file(target, file) {
      // Now and then a browser without a window lets a press go by; a person presses once more.
      const opened = async (): Promise<FileChooser | undefined> => {
        await reach(target);
        const chooser = page.waitForEvent("filechooser", { timeout: 5000 }).catch(() => undefined);
        await page.keyboard.press("Space");
        return chooser;
      };
      const chooser = (await opened()) ?? (await opened()) ?? (await opened());
      if (!chooser) throw new Error(`no files can be chosen for ${target}`);
      await chooser.setFiles(asFile(file));
    },
  };
}
