/** What stands around the conversations: clock, people, colours, tour, panel for builders; and the width of a phone. */
import type { Locator } from "playwright-core";
import { expect, it } from "vitest";
import type { Guide } from "../../src/page/guide.ts";
import { aClient } from "../workspace.ts";
import { openPage } from "./open-page.ts";

it("moves the clock by hours and days, and lets it run", async () => {
  const { page, clock } = await openPage();
  const bar = page.getByRole("group", { name: "Clock of the workspace" });
  await bar.getByText("Mon, Mar 2 4:00:00 AM").waitFor();
  expect(await bar.getByRole("status").innerText()).toBe("Idle, nothing is planned");
  await bar.getByRole("button", { name: "+1 hour" }).click();
  await bar.getByText("Mon, Mar 2 5:00:00 AM").waitFor();
  await bar.getByRole("button", { name: "+1 day" }).click();
  await bar.getByText("Tue, Mar 3 5:00:00 AM").waitFor();
  expect(clock.now()).toBe("2026-03-03T10:00:00.000Z");
  await bar.getByRole("button", { name: "Let time run" }).click();
  await bar.getByText(/5:00:0[1-9] AM/).waitFor();
  await bar.getByRole("button", { name: "Stop time" }).click();
  await bar.getByRole("button", { name: "Let time run" }).waitFor();
  expect(clock.isRunning).toBe(false);
});

it("moves on to the next thing that the app sends, and says what is waited for", async () => {
  const { page, sandbox, clock, dm } = await openPage({
    before: ({ clock, sandbox, dm }) => {
      let isSent = false;
      const due = "2026-03-09T13:30:00.000Z";
      clock.drive(async () => {
        if (isSent) return null;
        // Something that nobody sees comes first.
        if (clock.now() < "2026-03-05T00:00:00.000Z") return "2026-03-05T00:00:00.000Z";
        if (clock.now() < due) return due;
        isSent = true;
        await aClient(sandbox).chat.postMessage({ channel: dm, text: "Time to check in" });
        return null;
      });
    },
  });
  await page.getByRole("status").getByText("Idle until Wed, Mar 4, 7:00 PM").waitFor();
  await page.getByRole("button", { name: "Move on to the next thing that happens" }).click();
  await page.locator(".message").getByText("Time to check in").waitFor();
  expect(clock.now()).toBe("2026-03-09T13:30:00.000Z");
  await page.getByRole("button", { name: "Switch person" }).click();
  await page.getByRole("menuitemradio", { name: /Bruno/ }).click();
  await page.getByRole("button", { name: "Ana Ortiz", exact: true }).click();
  await page.locator(".message").getByText("Time to check in").waitFor();
  expect(sandbox.messagesIn(dm)).toHaveLength(1);
});

it("speaks the language, and shows the times, of whoever one is", async () => {
  const { page, sandbox } = await openPage();
  await sandbox.as("ana").say("Mine alone");
  await page.locator(".message").getByText("Mine alone").waitFor();
  await page.getByRole("button", { name: /^You’re Ana Ortiz/ }).click();
  await page.getByRole("menuitemradio", { name: /Bruno Blanc.*Paris · 10:00.*français/ }).click();
  await page.getByRole("textbox", { name: "Envoyer un message à Drumbeat" }).waitFor();
  expect(await page.getByText("Mine alone").count()).toBe(0);
  await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe("fr-FR");
  await page.getByText("lun. 2 mars 10:00:00").waitFor();
  await page.goBack();
  await page.locator(".message").getByText("Mine alone").waitFor();
});

it("shows builders each call, refusals with Slack's reason, and lets Slack misbehave", async () => {
  const { page, sandbox, dm } = await openPage();
  await page.getByRole("button", { name: "Builders" }).click();
  const panel = page.getByRole("region", { name: /^For builders/ });
  const client = aClient(sandbox);
  await client.chat.postMessage({ channel: dm, text: "Fine" });
  await client.chat.postMessage({ channel: "C0NOWHERE", text: "Lost" }).catch(() => undefined);
  const refused = panel.getByRole("option", { name: /chat\.postMessage.*channel_not_found/ });
  await refused.click();
  await panel.getByText("Refused: channel_not_found").waitFor();
  await panel.locator("pre").getByText('"text": "Lost"').waitFor();
  expect(await refused.evaluate((line) => getComputedStyle(line).color)).toBe("rgb(192, 19, 67)");
  await panel.getByRole("searchbox").fill("postmessage");
  await expect.poll(() => panel.getByRole("option", { name: "chat.postMessage" }).count()).toBe(2);
  await panel.getByLabel("Only refusals").check();
  expect(await panel.getByRole("option", { name: "chat.postMessage" }).count()).toBe(1);
  await panel.getByLabel("Make Slack misbehave").selectOption("Error internal_error");
  await panel.getByLabel("Method (any when empty)").fill("chat.postMessage");
  await panel.getByRole("button", { name: "Do it" }).click();
  await panel.getByText("It shows at the next call").waitFor();
  await expect(client.chat.postMessage({ channel: dm, text: "Again" })).rejects.toThrow("internal_error");
  await panel.getByRole("option", { name: /chat\.postMessage.*internal_error/ }).waitFor();
});

it("is light or dark, as the system or as one wishes", async () => {
  const { page } = await openPage({ browser: { colorScheme: "dark" } });
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(await background()).toBe("rgb(26, 29, 33)");
  await page.getByRole("button", { name: "Colours" }).click();
  await page.getByRole("menuitemradio", { name: "Light" }).click();
  await expect.poll(background).toBe("rgb(255, 255, 255)");
  await page.reload();
  await page.locator(".composer").waitFor();
  expect(await background()).toBe("rgb(255, 255, 255)");
});

it("fits on a phone: the conversation first, the list in a drawer, nothing to scroll sideways", async () => {
  const { page, sandbox } = await openPage({ browser: { viewport: { width: 360, height: 740 }, hasTouch: true } });
  const atlas = sandbox.createChannel({ name: "atlas", isPrivate: false, members: ["ana"] });
  await sandbox.as("ana").say("Hello", atlas.id);
  const list = page.getByRole("navigation", { name: "Sandbox" });
  expect(await list.isVisible()).toBe(false);
  await page.getByRole("button", { name: "Open the list of conversations" }).click();
  await list.getByRole("button", { name: "atlas" }).click();
  await page.locator(".message").getByText("Hello").waitFor();
  await expect.poll(() => list.isVisible()).toBe(false);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});

const TOUR: Partial<Guide> = {
  tour: async () => [1, 2, 3].map((step) => ({ title: `Step ${step}`, text: "Here.", target: "[data-tour=me]" })),
};

it("draws a ring around what the tour speaks of, and again when that has moved", async () => {
  const { page } = await openPage({ guide: TOUR });
  await page.getByRole("button", { name: "Guided tour" }).click();
  const ring = page.locator(".tour-ring");
  const middleOf = async (box: Locator) => {
    const { x, width } = (await box.boundingBox()) ?? { x: 0, width: 0 };
    return Math.round(x + width / 2);
  };
  const name = page.getByRole("button", { name: /^You’re / });
  for (const width of [1280, 900, 1100]) {
    await page.setViewportSize({ width, height: 800 });
    await expect.poll(async () => Math.abs((await middleOf(ring)) - (await middleOf(name)))).toBeLessThan(8);
  }
});

it("guides through the sandbox until one closes it, and again when asked", async () => {
  const { page, url } = await openPage({ guide: TOUR });
  await page.getByRole("button", { name: "Guided tour" }).click();
  const tour = page.getByRole("region", { name: "Guided tour" });
  await tour.getByText("1 of 3").waitFor();
  for (const step of [2, 3]) {
    await tour.getByRole("button", { name: "Next", exact: true }).click();
    await tour.getByText(`${step} of 3`).waitFor();
  }
  await tour.getByRole("button", { name: "Done" }).click();
  await tour.waitFor({ state: "detached" });
  await page.goto(url);
  await page.locator(".composer").waitFor();
  expect(await tour.count()).toBe(0);
});
