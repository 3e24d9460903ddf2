import type { App } from "@slack/bolt";
import { expect, it } from "vitest";
import { aClient } from "../workspace.ts";
import { openPage } from "./open-page.ts";
import { plain } from "./specimens.ts";

/** An app with a shortcut of each type; `keep` notes the texts of the messages it was chosen on. */
async function openWithShortcuts(options: { kept?: string[]; as?: string; isPhone?: boolean } = {}) {
  const { kept = [], as = "ana", isPhone = false } = options;
  return openPage({
    as,
    ...(isPhone && { browser: { viewport: { width: 390, height: 800 }, hasTouch: true } }),
    listen: (app: App) => {
      app.shortcut({ type: "shortcut", callback_id: "now" }, async ({ ack, body, client }) => {
        const blocks = [{ type: "section" as const, text: plain("From anywhere") }];
        await client.views.open({
          trigger_id: body.trigger_id,
          view: { type: "modal", title: plain("Opened"), blocks },
        });
        await ack();
      });
      app.shortcut({ type: "message_action", callback_id: "keep" }, async ({ ack, body }) => {
        kept.push(String(body.message.text));
        await ack();
      });
    },
    before: async ({ sandbox }) => {
      sandbox.slack.manifest.shortcuts = [
        { type: "global", callbackId: "now", name: "Do it now", description: "Does it" },
        { type: "message", callbackId: "keep", name: "Keep this", description: "Keeps it" },
        { type: "message", callbackId: "unheard", name: "Nobody hears", description: "Nothing" },
      ];
      const { userId: channel } = sandbox.person(as);
      await aClient(sandbox).chat.postMessage({ channel, text: "First of all" });
    },
  });
}

it("runs a global shortcut from the menu beside the composer, by keyboard, and gives the focus back", async () => {
  const { page, complaints } = await openWithShortcuts();
  const menu = page.getByRole("button", { name: "Shortcuts" });
  await menu.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Do it now Drumbeat" }).waitFor();
  await page.keyboard.press("Enter");
  const modal = page.getByRole("dialog", { name: "Opened" });
  await modal.getByText("From anywhere").waitFor();
  await page.keyboard.press("Escape");
  await modal.waitFor({ state: "detached" });
  expect(await menu.evaluate((button) => button === document.activeElement)).toBe(true);
  expect(complaints).toEqual([]);
});

it("runs a message shortcut from the menu of the message, by keyboard, in a thread too", async () => {
  const kept: string[] = [];
  const { sandbox, page, complaints, dm } = await openWithShortcuts({ kept });
  await page.getByText("First of all").click();
  await page.getByRole("button", { name: "Message menu" }).focus();
  await page.keyboard.press("ArrowDown");
  expect(await page.getByRole("menuitem").allInnerTexts()).toEqual([
    "Reply in thread",
    "Keep this Drumbeat",
    "Nobody hears Drumbeat",
  ]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect.poll(() => kept).toEqual(["First of all"]);
  await sandbox.as("ana").say("An answer", dm, sandbox.as("ana").dm()[0]?.ts);
  await page.getByRole("button", { name: "1 reply" }).click();
  const answer = page.getByRole("complementary", { name: "Thread" }).locator(".message").last();
  await answer.hover();
  await answer.getByRole("button", { name: "Message menu" }).click();
  expect(await page.getByRole("menuitem").count()).toBe(2);
  await page.getByRole("menuitem", { name: "Keep this" }).click();
  await expect.poll(() => kept).toEqual(["First of all", "An answer"]);
  expect(complaints).toEqual([]);
});

it("offers both on a phone, in French, and says beside the message what went wrong", async () => {
  const { page, complaints } = await openWithShortcuts({ as: "bruno", isPhone: true });
  expect(await page.getByRole("button", { name: "Raccourcis" }).isVisible()).toBe(true);
  await page.getByRole("button", { name: "Menu du message" }).tap();
  await page.getByRole("menuitem", { name: "Nobody hears" }).tap();
  await page.locator(".message").getByText("Un problème de connexion est survenu. Réessayer ?").waitFor();
  expect(complaints).toEqual([]);
});
