/** The sandbox's page over a workspace with a small app in it, in a real browser. */
import { serve } from "@hono/node-server";
import type { App } from "@slack/bolt";
import type { BrowserContextOptions, Page } from "playwright-core";
import { onTestFinished } from "vitest";
import { aPage } from "../../../../test/support/browser.ts";
import type { SandboxClock } from "../../src/clock.ts";
import type { Guide } from "../../src/page/guide.ts";
import { pageRoutes } from "../../src/page/routes.ts";
import type { Sandbox } from "../../src/server.ts";
import { aSandbox, aSocketApp } from "../workspace.ts";

interface Shown {
  sandbox: Sandbox;
  clock: SandboxClock;
  page: Page;
  /** Errors and warnings on the browser's console. */
  complaints: string[];
  url: string;
  /** The id of Ana's direct message with the app. */
  dm: string;
}

/** Serves the page of a sandbox, as `npm run sandbox` does. Returns its address. */
export async function servePage(parts: Parameters<typeof pageRoutes>[0]): Promise<string> {
  const server = serve({ fetch: pageRoutes(parts).fetch, port: 0, hostname: "127.0.0.1" });
  await new Promise<void>((resolve) => server.once("listening", resolve));
  onTestFinished(async () => {
    const closed = new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
    if ("closeAllConnections" in server) server.closeAllConnections();
    await closed;
  });
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("The page has no port.");
  return `http://127.0.0.1:${address.port}/`;
}

/** Opens the page as Ana, or as `as`, with the tour closed. `listen` makes the app. */
export async function openPage(
  options: {
    listen?: (app: App) => void;
    as?: string;
    guide?: Partial<Guide>;
    before?: (shown: Omit<Shown, "page" | "complaints">) => unknown;
  } & {
    browser?: BrowserContextOptions;
  } = {},
): Promise<Shown> {
  const { sandbox, clock } = await aSandbox();
  await aSocketApp(sandbox, options.listen ?? (() => undefined));
  const guide = { title: "A test", locale: "en", handles: ["ana", "bruno"], ...options.guide };
  const url = await servePage({ sandbox, clock, guide });
  const dm = sandbox.slack.workspace.openDm(sandbox.person("ana").userId).id;
  await options.before?.({ sandbox, clock, url, dm });
  const { page, complaints } = await aPage(options.browser);
  await page.addInitScript(() => localStorage.setItem("slack-sandbox-tour-closed", "yes"));
  await page.goto(`${url}#/${options.as ?? "ana"}`);
  await page.locator(".composer").first().waitFor();
  return { sandbox, clock, page, complaints, url, dm };
}
