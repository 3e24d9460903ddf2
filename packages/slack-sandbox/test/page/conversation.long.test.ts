import type { KnownBlock } from "@slack/types";
import { expect, it } from "vitest";
import { aClient } from "../workspace.ts";
import { openPage } from "./open-page.ts";
import { HOSTILE, messageSpecimens, plain } from "./specimens.ts";

it("leaves text from people inert, wherever it stands", async () => {
  const { sandbox, page, dm, complaints } = await openPage({
    listen: (app) => {
      app.action("go", async ({ ack, body, client }) => {
        await ack();
        if (!("trigger_id" in body)) return;
        await client.views.open({
          trigger_id: body.trigger_id,
          view: {
            type: "modal",
            title: plain("<b>Title</b>"),
            submit: plain("<i>Save</i>"),
            blocks: [
              { type: "section", text: { type: "mrkdwn", text: "<javascript:window.hacked=1|press me> *<b>x</b>*" } },
              {
                type: "input",
                block_id: "field",
                label: plain(HOSTILE),
                hint: plain(HOSTILE),
                element: { type: "plain_text_input", action_id: "value", initial_value: HOSTILE },
              },
            ],
          },
        });
      });
    },
  });
  await sandbox.as("ana").say(HOSTILE);
  await aClient(sandbox).chat.postMessage({
    channel: dm,
    text: HOSTILE,
    blocks: [
      { type: "header", text: plain(HOSTILE) },
      { type: "section", text: { type: "mrkdwn", text: HOSTILE } },
      { type: "section", text: plain(HOSTILE) },
      { type: "markdown", text: HOSTILE },
      { type: "actions", elements: [{ type: "button", action_id: "go", text: plain("Go") }] },
    ],
  });
  await page.getByRole("button", { name: "Go", exact: true }).click();
  await page.getByRole("dialog", { name: "<b>Title</b>" }).waitFor();
  await page.getByRole("button", { name: "Builders" }).dispatchEvent("click");
  await page.locator(".entry").last().dispatchEvent("click");
  await page.locator(".entry-json pre").getByText("onerror").first().waitFor();
  expect(await page.evaluate(() => "hacked" in window)).toBe(false);
  expect(await page.locator("script[src*=x], img[src='x'], a[href^=javascript], dialog b").count()).toBe(0);
  expect(await page.getByText(HOSTILE).count()).toBeGreaterThanOrEqual(6);
  expect(complaints).toEqual([]);
});

it("acts on buttons, menus and pickers of messages, after their confirmation", async () => {
  const pressed: unknown[] = [];
  const { sandbox, page, dm } = await openPage({
    listen: (app) => {
      app.action(/.*/, async ({ ack, action, body }) => {
        await ack();
        const state = "state" in body && typeof body.state === "object" ? body.state : undefined;
        const note = state?.values.note?.value?.value;
        pressed.push({ action, note });
      });
    },
  });
  await page.route("https://example.com/**", (route) => route.abort());
  const channel = sandbox.createChannel({ name: "atlas", isPrivate: true, members: ["ana"] });
  const bruno = sandbox.person("bruno").userId;
  await aClient(sandbox).chat.postMessage({ channel: dm, text: "All", blocks: messageSpecimens(bruno, channel.id) });
  const heard = async (action: object, note: string | null = null) =>
    expect.poll(() => pressed.at(-1)).toEqual({ action: expect.objectContaining(action), note });
  await page.getByRole("button", { name: "Drop" }).click();
  const confirm = page.getByRole("alertdialog", { name: "Drop it?" });
  await confirm.getByRole("button", { name: "Keep it" }).click();
  await confirm.waitFor({ state: "detached" });
  expect(pressed).toEqual([]);
  await page.getByRole("button", { name: "Drop" }).click();
  await confirm.getByRole("button", { name: "Drop it" }).click();
  await heard({ action_id: "drop", value: "2" });
  await page.getByLabel("A note in the message").fill("noted");
  await page.getByRole("combobox", { name: "Pick a colour" }).click();
  await page.getByRole("option", { name: "Amber" }).click();
  await heard({ action_id: "pick", selected_option: expect.objectContaining({ value: "a" }) }, "noted");
  expect(await page.getByRole("combobox", { name: "Pick a colour" }).inputValue()).toBe("Amber");
  await page.getByRole("combobox", { name: "Pick a person" }).fill("bru");
  await page.keyboard.press("Enter");
  await heard({ action_id: "who", selected_user: bruno }, "noted");
  await page.getByRole("button", { name: "March 31, 2026" }).click();
  await page.keyboard.press("PageUp");
  await page.keyboard.press("Enter");
  await heard({ action_id: "day", selected_date: "2026-02-28" }, "noted");
  await page.getByRole("button", { name: "More actions" }).press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await heard({ action_id: "more", selected_option: expect.objectContaining({ value: "away" }) }, "noted");
});

it("says so beside a button that the app does not answer", async () => {
  const { sandbox, page, dm } = await openPage();
  await aClient(sandbox).chat.postMessage({
    channel: dm,
    text: "Press",
    blocks: [{ type: "actions", elements: [{ type: "button", action_id: "mute", text: plain("Mute") }] }],
  });
  await page.getByRole("button", { name: "Mute" }).click();
  await page.getByRole("alert").getByText("We had some trouble connecting. Try again?").waitFor();
});

it("sends what is written, offers commands after a slash, and shows what only this person sees", async () => {
  const heard: string[] = [];
  const { page } = await openPage({
    listen: (app) => {
      app.message(async ({ message }) => {
        if ("text" in message) heard.push(message.text ?? "");
      });
      app.command("/drumbeat", async ({ ack, command }) => {
        await ack({ response_type: "ephemeral", text: `*You asked* ${command.text}` });
      });
    },
  });
  const box = page.getByRole("textbox", { name: "Message Drumbeat" });
  await box.fill("Hello *there*");
  await box.press("Shift+Enter");
  await box.pressSequentially("second line");
  await box.press("Enter");
  await page.locator(".message").getByText("Hello *there*").waitFor();
  await expect.poll(() => heard).toEqual(["Hello *there*\nsecond line"]);
  expect(await box.inputValue()).toBe("");
  await box.pressSequentially("/dr");
  await page.getByRole("option", { name: /^\/drumbeat .*check-in/ }).waitFor();
  await box.press("Enter");
  expect(await box.inputValue()).toBe("/drumbeat ");
  await box.pressSequentially("he");
  await page.getByRole("option", { name: "/drumbeat help" }).waitFor();
  await box.press("Tab");
  await box.press("Enter");
  const answer = page.locator(".message", { hasText: "Only visible to you" });
  await answer.getByText("You asked").waitFor();
  expect(await answer.locator("strong").innerText()).toBe("You asked");
  await box.fill("/nonsense");
  await box.press("Enter");
  await page.getByRole("alert").getByText("/nonsense is not a valid command.").waitFor();
  expect(await box.inputValue()).toBe("/nonsense");
});

it("sends the next message while the app has yet to acknowledge the one before", async () => {
  const { sandbox, page, dm } = await openPage();
  sandbox.misbehave({ do: "silence-sockets" });
  const box = page.getByRole("textbox", { name: "Message Drumbeat" });
  for (const text of ["One", "Two"]) {
    await box.fill(text);
    await box.press("Enter");
  }
  await expect.poll(() => sandbox.messagesIn(dm).map(({ text }) => text)).toEqual(["One", "Two"]);
});

it("marks what is new until it is read, and says it to those who listen", async () => {
  const { sandbox, clock, page } = await openPage();
  const atlas = sandbox.createChannel({ name: "atlas", isPrivate: false, members: ["ana", "bruno"] });
  const client = aClient(sandbox);
  await sandbox.as("bruno").say("First", atlas.id);
  await sandbox.as("bruno").say("Second", atlas.id);
  const row = page.getByRole("button", { name: /^atlas/ });
  await row.getByLabel("2 unread").waitFor();
  await row.click();
  await page.locator(".message").getByText("Second").waitFor();
  expect(await page.locator(".conversation h1").innerText()).toBe("atlas");
  await expect.poll(() => page.locator(".unread-count").count()).toBe(0);
  const parent = await client.chat.postMessage({ channel: atlas.id, text: "Third" });
  await page.locator("[aria-live=polite]").getByText("New message from drumbeat: Third").waitFor({ state: "attached" });
  // Slack takes one message a second for each channel.
  await clock.advanceTo("2026-03-02T09:00:01.000Z");
  await client.chat.postMessage({ channel: atlas.id, text: "In the thread", thread_ts: parent.ts ?? "" });
  await page.getByRole("button", { name: /^1 reply/ }).click();
  const thread = page.getByRole("complementary", { name: "Thread" });
  await thread.getByText("In the thread").waitFor();
  expect(await thread.getByRole("textbox", { name: "Reply…" }).evaluate((box) => box === document.activeElement)).toBe(
    true,
  );
  await page.keyboard.type("My answer");
  await page.keyboard.press("Enter");
  await thread.locator(".message").getByText("My answer").waitFor();
  expect(sandbox.messagesIn(atlas.id).at(-1)).toMatchObject({ text: "My answer", thread_ts: parent.ts });
  await page.keyboard.press("Escape");
  await thread.waitFor({ state: "detached" });
  await page.reload();
  await page.locator(".message").getByText("Third").waitFor();
  expect(await page.getByRole("heading", { name: "atlas" }).isVisible()).toBe(true);
});

it("says how long ago something was as the clock goes on, and who has replied since", async () => {
  const { sandbox, clock, page, dm, url } = await openPage();
  const client = aClient(sandbox);
  const at = Date.parse("2026-03-02T09:00:00.000Z") / 1000;
  await client.chat.postMessage({ channel: dm, text: `Sent <!date^${at}^{ago}|then>` });
  await clock.advanceTo("2026-03-02T09:00:02.000Z");
  const parent = await client.chat.postMessage({ channel: dm, text: "A question" });
  await clock.advanceTo("2026-03-02T09:00:04.000Z");
  await client.chat.postMessage({ channel: dm, text: "A reply", thread_ts: parent.ts ?? "" });
  const footer = page.getByRole("button", { name: /^1 reply/ });
  await footer.getByText("this minute").waitFor();
  await page.locator(".message time").getByText("this minute", { exact: true }).waitFor();
  await fetch(`${url}page/clock`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ do: "forward", hours: 3 }),
  });
  await footer.getByText("3 hours ago").waitFor();
  await page.locator(".message time").getByText("3 hours ago", { exact: true }).waitFor();
  await sandbox.as("ana").say("Another", dm, parent.ts);
  await page.getByRole("button", { name: /^2 replies.*this minute/ }).waitFor();
  await sandbox.as("ana").say("One more", dm, parent.ts);
  await page.getByRole("button", { name: /^3 replies.*this minute/ }).waitFor();
});

it("moves between messages with the arrow keys", async () => {
  const { sandbox, page } = await openPage();
  for (const text of ["One", "Two", "Three"]) await sandbox.as("ana").say(text);
  const items = page.getByRole("listitem");
  await items.last().getByText("Three").waitFor();
  await items.last().focus();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain("One");
});

it("shows the Home tab, kindly as long as there is nothing", async () => {
  const pressed: string[] = [];
  const { sandbox, page } = await openPage({
    listen: (app) => {
      app.action("start", async ({ ack }) => {
        pressed.push("start");
        await ack();
      });
    },
  });
  await page.getByRole("tab", { name: "Home" }).click();
  await page.getByRole("heading", { name: "Nothing here yet" }).waitFor();
  await aClient(sandbox).views.publish({
    user_id: sandbox.person("ana").userId,
    view: {
      type: "home",
      blocks: [
        { type: "header", text: plain("What is mine") },
        { type: "actions", elements: [{ type: "button", action_id: "start", text: plain("Start"), style: "primary" }] },
      ],
    },
  });
  await page.getByRole("heading", { name: "What is mine" }).waitFor();
  await page.getByRole("button", { name: "Start" }).click();
  await expect.poll(() => pressed).toEqual(["start"]);
});

it("opens on the beginning of a long message that came last", async () => {
  const { page } = await openPage({
    guide: { isLongRead: ({ text }) => text === "A report" },
    before: async ({ sandbox, dm }) => {
      const lines = Array.from(
        { length: 40 },
        (_, line): KnownBlock => ({ type: "section", text: plain(`Line ${line}`) }),
      );
      await aClient(sandbox).chat.postMessage({
        channel: dm,
        text: "A report",
        blocks: [{ type: "header", text: plain("October") }, ...lines],
      });
    },
  });
  const isShown = (text: string) =>
    page.getByText(text, { exact: true }).evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    });
  await expect.poll(() => isShown("October")).toBe(true);
  expect(await isShown("Line 39")).toBe(false);
  await page.getByRole("button", { name: "Jump to the latest" }).click();
  await expect.poll(() => isShown("Line 39")).toBe(true);
});
