/** One browser for each worker of a test run, started when it is first needed. */
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { onTestFinished } from "vitest";
import { launchChromium } from "./chromium.ts";

let browser: Promise<Browser> | undefined;

/** A page of its own, closed when the test ends. Whatever it says on its console beyond information is kept. */
export async function aPage(options: BrowserContextOptions = {}): Promise<{ page: Page; complaints: string[] }> {
  browser ??= launchChromium();
  const context = await (await browser).newContext({
    viewport: { width: 1280, height: 800 },
    // Drawing what breathes and turns keeps a machine without a graphics card busy.
    reducedMotion: "reduce",
    ...options,
  });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  return { page, complaints };
}
