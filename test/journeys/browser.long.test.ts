/** The daily check-in on a phone and by the keyboard alone, in a browser. */
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { openAs } from "../support/browser-page.ts";
import { inEnglish, inFrench, workspace } from "./browser-story.ts";

describe.each([inEnglish, inFrench])("in $language", (words) => {
  it("lets a participant answer on a phone, and see it on their Home", async () => {
    const run = await workspace(words, "daily-team");
    await run.to("2026-11-02T10:00Z");
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
    const { page, complaints } = await openAs(run, words.member.handle, phone);
    // What is cut off counts as well: of all that is shown, the right edge.
    const widest = () =>
      page.evaluate(() =>
        Math.max(
          ...[...document.querySelectorAll("main *, dialog *")].map((shown) => shown.getBoundingClientRect().right),
        ),
      );
    const neverWider = async () => expect(await widest()).toBeLessThanOrEqual(390);
    await neverWider();
    await page.getByRole("button", { name: words.checkIn }).tap();
    const form = page.getByRole("dialog", { name: words.form });
    await form.getByLabel(words.daily.moved).fill("The import runs.");
    await form.getByLabel(words.daily.next).fill("Watch it.");
    await neverWider();
    const save = form.getByRole("button", { name: words.save });
    const box = await save.boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= 390 && box.y + box.height <= 844).toBe(true);
    await save.tap();
    await page.locator(".message", { hasText: words.recorded }).getByText("The import runs.").waitFor();
    await page.getByRole("tab", { name: words.home }).tap();
    await page.locator(".published").getByText(words.nothingNow).waitFor();
    await neverWider();
    expect(complaints).toEqual([]);
  });

  it("can be used with the keyboard alone: answer, edit, skip the next one", async () => {
    const run = await workspace(words, "daily-team");
    await run.to("2026-11-02T10:00Z");
    const { page, complaints } = await openAs(run, words.member.handle);
    await tabTo(page, words.checkIn);
    await page.keyboard.press("Enter");
    const form = page.getByRole("dialog", { name: words.form });
    await form.waitFor();
    await tabTo(page, words.daily.moved);
    await page.keyboard.type("The import runs.");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Watch it.");
    await tabTo(page, words.save);
    await page.keyboard.press("Enter");
    await form.waitFor({ state: "detached" });
    await page.locator(".message", { hasText: words.recorded }).waitFor();
    await tabTo(page, words.edit);
    await page.keyboard.press("Enter");
    await form.waitFor();
    await tabTo(page, words.daily.next);
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type("Switch the old one off.");
    await page.keyboard.press("ControlOrMeta+Enter");
    await form.waitFor({ state: "detached" });
    await page.getByText("Switch the old one off.").waitFor();

    await run.to("2026-11-03T10:00Z");
    await page.getByRole("button", { name: words.checkIn }).waitFor();
    // The receipt above has a menu of its own.
    await tabTo(page, words.checkIn);
    await tabTo(page, words.more);
    await page.keyboard.press("Enter");
    await page.getByRole("menu").waitFor();
    for (let presses = 0; !(await focusedName(page)).includes(words.skip) && presses < 10; presses += 1)
      await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.locator(".message", { hasText: words.skipped }).waitFor();
    expect(complaints).toEqual([]);
  });
});

/** Of the field or button that has the focus: its label. */
function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    const label = focused?.closest(".input")?.querySelector(".label");
    return focused?.getAttribute("aria-label") ?? (label ?? focused)?.textContent ?? "";
  });
}

async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; !(await focusedName(page)).startsWith(name); presses += 1) {
    if (presses > 60) throw new Error(`“${name}” cannot be reached by the Tab key.`);
    await page.keyboard.press("Tab");
  }
}
