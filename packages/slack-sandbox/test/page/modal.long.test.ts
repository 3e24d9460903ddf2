import type { App } from "@slack/bolt";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { aClient } from "../workspace.ts";
import { openPage } from "./open-page.ts";
import { formSpecimen, plain } from "./specimens.ts";

type Submitted = Record<string, Record<string, unknown>>;

/** An app whose button opens the form with all fields; it refuses the title “no” and never answers “silence”. */
function formApp(submitted: Submitted[]): (app: App) => void {
  return (app) => {
    app.action("open", async ({ ack, body, client }) => {
      await ack();
      if ("trigger_id" in body) await client.views.open({ trigger_id: body.trigger_id, view: formSpecimen() });
    });
    app.action("push", async ({ ack, body, client }) => {
      await ack();
      if (!("trigger_id" in body) || body.type !== "block_actions") return;
      const above = body.view?.previous_view_id ? "Third" : "Second";
      await client.views.push({ trigger_id: body.trigger_id, view: formSpecimen(above) });
    });
    app.view("specimen", async ({ ack, view }) => {
      const title = view.state.values.title?.value?.value;
      if (title === "silence") return;
      if (title === "no") return ack({ response_action: "errors", errors: { title: "Not this one" } });
      submitted.push(view.state.values);
      await ack();
    });
    app.action(/.*/, async ({ ack }) => ack());
  };
}

async function openForm(options: { as?: string; submitted?: Submitted[] } = {}) {
  const as = options.as ?? "ana";
  const shown = await openPage({
    as,
    listen: formApp(options.submitted ?? []),
    before: async ({ sandbox }) => {
      sandbox.createChannel({ name: "atlas", isPrivate: true, members: [as] });
      await aClient(sandbox).chat.postMessage({
        channel: sandbox.person(as).userId,
        text: "A form",
        blocks: [
          { type: "actions", elements: [{ type: "button", action_id: "open", text: plain("Open"), style: "primary" }] },
        ],
      });
    },
  });
  await shown.page.getByRole("button", { name: "Open", exact: true }).click();
  const modal = shown.page.getByRole("dialog", { name: "All fields" });
  await modal.waitFor();
  return { ...shown, modal };
}

async function choose(page: Page, label: string, ...names: string[]) {
  await page.getByRole("combobox", { name: label, exact: true }).click();
  for (const name of names) await page.getByRole("option", { name }).click();
  await page.keyboard.press("Tab");
}

it("sends what each kind of field holds", async () => {
  const submitted: Submitted[] = [];
  const { page, modal, sandbox, complaints } = await openForm({ submitted });
  await modal.getByLabel("Title").fill("Hello");
  await modal.getByLabel("Long text").fill("Two\nlines");
  await modal.getByLabel("Count").fill("7");
  await modal.getByLabel("Page").fill("https://example.com/");
  await modal.getByLabel("Mail").fill("ana@example.com");
  await modal.getByRole("radio", { name: "Red" }).check();
  await modal.getByRole("checkbox", { name: "Green" }).check();
  await modal.getByRole("checkbox", { name: "Amber" }).check();
  await choose(page, "One of them (optional)", "Amber");
  await page.getByRole("combobox", { name: "Some of them (optional)" }).click();
  await page.keyboard.press("Tab");
  await choose(page, "Some of them (optional)", "Green", "Red");
  await choose(page, "Person (optional)", "Bruno");
  await choose(page, "People (optional)", "Ana", "Bruno");
  await choose(page, "Channel (optional)", "#atlas");
  await modal.getByRole("button", { name: "Day (optional) Choose a date" }).click();
  await page.getByRole("button", { name: "March 13, 2026" }).click();
  await page.getByRole("combobox", { name: "Time (optional)" }).fill("14:05");
  await page.keyboard.press("Enter");
  await modal.getByRole("button", { name: /^Moment/ }).click();
  await page.getByRole("button", { name: "March 20, 2026" }).click();
  await modal.getByRole("button", { name: "Save" }).click();
  await modal.waitFor({ state: "detached" });
  const [ana, bruno] = [sandbox.person("ana").userId, sandbox.person("bruno").userId];
  const atlas = [...sandbox.slack.workspace.channels.values()].find(({ name }) => name === "atlas")?.id;
  const option = (value: string) => expect.objectContaining({ value });
  expect(submitted).toEqual([
    expect.objectContaining({
      title: { value: { type: "plain_text_input", value: "Hello" } },
      text: { value: { type: "plain_text_input", value: "Two\nlines" } },
      count: { value: { type: "number_input", value: "7" } },
      page: { value: { type: "url_text_input", value: "https://example.com/" } },
      mail: { value: { type: "email_text_input", value: "ana@example.com" } },
      colour: { value: { type: "radio_buttons", selected_option: option("r") } },
      ticks: { value: { type: "checkboxes", selected_options: [option("g"), option("a")] } },
      one: { value: { type: "static_select", selected_option: option("a") } },
      some: { value: { type: "multi_static_select", selected_options: [option("g"), option("r")] } },
      person: { value: { type: "users_select", selected_user: bruno } },
      people: { value: { type: "multi_users_select", selected_users: [ana, bruno] } },
      channel: { value: { type: "conversations_select", selected_conversation: atlas } },
      day: { value: { type: "datepicker", selected_date: "2026-03-13" } },
      time: { value: { type: "timepicker", selected_time: "14:05" } },
      // 9 in the morning in New York, in summer time.
      moment: { value: { type: "datetimepicker", selected_date_time: Date.parse("2026-03-20T13:00:00Z") / 1000 } },
    }),
  ]);
  expect(complaints).toEqual([]);
});

it("shows errors at their fields, of Slack's client and of the app, and keeps what was typed", async () => {
  const submitted: Submitted[] = [];
  const { modal } = await openForm({ submitted });
  const error = (label: string) => modal.locator(".input", { hasText: label }).locator(".field-error");
  await modal.getByRole("button", { name: "Save" }).click();
  await error("Title").getByText("Please complete this required field.").waitFor();
  expect(await error("Colour").innerText()).toBe("Please complete this required field.");
  expect(await modal.getByLabel("Title").evaluate((field) => field === document.activeElement)).toBe(true);
  expect(await modal.getByLabel("Title").getAttribute("aria-invalid")).toBe("true");
  await modal.getByLabel("Title").fill("a title that is far too long");
  expect(await modal.locator(".counter").innerText()).toBe("8 characters too many");
  await modal.getByLabel("Count").fill("12");
  await modal.getByLabel("Page").fill("nowhere");
  await modal.getByRole("radio", { name: "Green" }).check();
  await modal.getByRole("button", { name: "Save" }).click();
  await error("Title").getByText("Please enter no more than 20 characters.").waitFor();
  expect(await error("Count").innerText()).toBe("Please enter a number of at most 10.");
  expect(await error("Page").innerText()).toBe("Please enter a valid URL.");
  await modal.getByLabel("Title").fill("no");
  await modal.getByLabel("Count").fill("");
  await modal.getByLabel("Page").fill("");
  await modal.getByRole("button", { name: "Save" }).click();
  await error("Title").getByText("Not this one").waitFor();
  expect(await modal.getByRole("radio", { name: "Green" }).isChecked()).toBe(true);
  expect(submitted).toEqual([]);
});

it("keeps what was typed when the app does not answer, and says so", async () => {
  const { modal } = await openForm({ as: "bruno" });
  await modal.getByLabel("Title").fill("silence");
  await modal.getByRole("radio", { name: "Green" }).check();
  await modal.getByRole("button", { name: "Save" }).click();
  await modal.getByText("Un problème de connexion est survenu. Réessayer ?").waitFor();
  expect(await modal.getByLabel("Title").inputValue()).toBe("silence");
});

it("stacks three views; Esc closes the one on top, the cross all of them", async () => {
  const { page, modal, sandbox } = await openForm();
  await modal.getByLabel("Title").fill("below");
  await modal.getByRole("button", { name: "One more" }).click();
  const second = page.getByRole("dialog", { name: "Second" });
  await second.getByRole("button", { name: "One more" }).click();
  const third = page.getByRole("dialog", { name: "Third" });
  await third.waitFor();
  expect(await page.getByRole("dialog").count()).toBe(1);
  await page.keyboard.press("Escape");
  await second.waitFor();
  await second.getByRole("button", { name: "Back" }).click();
  await modal.waitFor();
  expect(await modal.getByLabel("Title").inputValue()).toBe("below");
  await modal.getByRole("button", { name: "One more" }).click();
  await second.getByRole("button", { name: "Close" }).click();
  await second.waitFor({ state: "detached" });
  expect(sandbox.as("ana").view()).toBeNull();
});

it("keeps the focus inside, and gives it back", async () => {
  const { page, modal } = await openForm();
  const isInside = () => page.evaluate(() => document.activeElement?.closest("dialog") !== null);
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press("Tab");
    expect(await isInside()).toBe(true);
  }
  await page.keyboard.press("Shift+Tab");
  expect(await isInside()).toBe(true);
  await page.keyboard.press("Escape");
  await modal.waitFor({ state: "detached" });
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe("Open");
});

it("closes a list or calendar with Esc and leaves the modal open", async () => {
  const { page, modal } = await openForm();
  await modal.getByRole("combobox", { name: "Person (optional)" }).click();
  await page.getByRole("listbox").waitFor();
  await page.keyboard.press("Escape");
  expect(await page.getByRole("listbox").count()).toBe(0);
  await modal.getByRole("button", { name: /^Day/ }).click();
  await page.getByRole("grid").waitFor();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await modal.getByRole("button", { name: "Day (optional) March 10, 2026" }).waitFor();
  await modal.getByRole("button", { name: /^Day/ }).press("Enter");
  await page.keyboard.press("Escape");
  expect(await page.getByRole("grid").count()).toBe(0);
  expect(await modal.isVisible()).toBe(true);
});
