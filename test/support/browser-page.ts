/** The sandbox's page over a run, as one of its people sees it. */
import type { Locator, Page } from "playwright-core";
import { aPage } from "./browser.ts";
import type { Run } from "./run.ts";
import { serveStory } from "./story-page.ts";

/** In their messages, with the tour closed. `complaints`: errors and warnings on the browser's console. */
export async function openAs(run: Run, handle: string): Promise<{ page: Page; complaints: string[] }> {
  const url = await serveStory(run);
  const opened = await aPage();
  await opened.page.addInitScript(() => localStorage.setItem("slack-sandbox-tour-closed", "yes"));
  await opened.page.goto(`${url}#/${handle}`);
  await opened.page.locator(".composer").waitFor();
  return opened;
}

/** Goes on as somebody else, in their messages. */
export async function be(page: Page, { handle, name }: { handle: string; name: string }): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#/${handle}`);
  await page.locator(".me-name", { hasText: name }).waitFor();
}

/** In the calendar of a date field. `day`: as its language has it, “6 November 2026”. */
export async function pickDay(page: Page, field: Locator, day: string): Promise<void> {
  await field.click();
  await page.getByRole("grid").getByRole("button", { name: day, exact: true }).click();
}
