/** A whole story as people live it: in a browser, with what they read and press. */
import { expect, it } from "vitest";
import { be, openAs, pickDay } from "../support/browser-page.ts";
import { inEnglish as words, workspace } from "./browser-story.ts";

it("leads from a prompt by a refused form, an edit and the summary to the digest that contains the answer", async () => {
  const run = await workspace(words, "monthly-executive");
  await run.to("2026-11-30T10:00Z");
  const { page, complaints } = await openAs(run, words.lead.handle);
  await page.locator(".message", { hasText: words.monthly }).getByRole("button", { name: words.checkIn }).click();

  const form = page.getByRole("dialog", { name: words.form });
  await form.getByLabel(words.bottomLine).fill("The import is late by a month.");
  await form.getByRole("radio", { name: words.red }).check();
  await form.getByLabel(words.changed, { exact: true }).fill("Two of five imports run.");
  await form.getByLabel(words.asked).fill("Shall we start with two countries?");
  await form.getByRole("button", { name: words.save }).click();
  const why = form.getByLabel(words.why);
  await form
    .locator(".input", { has: page.getByLabel(words.why) })
    .getByText(words.reasonNeeded)
    .waitFor();
  expect(await why.evaluate((field) => field === document.activeElement)).toBe(true);
  expect(await form.getByLabel(words.changed, { exact: true }).inputValue()).toBe("Two of five imports run.");
  await why.fill("The supplier has no people; a second one starts on Monday.");
  await form.getByLabel(words.beingDone).fill("Hand over to the second one.");
  await pickDay(page, form.getByLabel(words.byWhen), "30 November 2026");
  await form.getByRole("button", { name: words.save }).click();
  await form.waitFor({ state: "detached" });

  const receipt = page.locator(".message", { hasText: words.recorded });
  await receipt.getByText("Two of five imports run.").waitFor();
  await receipt.getByRole("button", { name: words.edit }).click();
  expect(await form.getByLabel(words.changed, { exact: true }).inputValue()).toBe("Two of five imports run.");
  await form.getByLabel(words.changed, { exact: true }).fill("Three of five imports run.");
  await form.getByRole("button", { name: words.save }).click();
  await receipt.getByText("Three of five imports run.").waitFor();
  expect(await page.getByText("Two of five imports run.").count()).toBe(0);

  await run.to("2026-12-03T10:00Z");
  await page
    .getByRole("navigation")
    .getByRole("button", { name: /^atlas/ })
    .click();
  await page.locator(".message").getByText(words.summary).waitFor();
  expect(await page.getByText("Three of five").count()).toBe(0);

  await be(page, words.sponsor);
  const digest = page.locator("[data-long-read=true]");
  await digest.getByText(words.digestHead).waitFor();
  const read = await digest.innerText();
  for (const line of ["The import is late by a month", "Shall we start with two countries?"])
    expect(read).toContain(line);
  expect(read).toContain("Three of five imports run.");
  expect(read).not.toContain("Two of five");
  await digest.locator(".overflow").first().click();
  await page.getByRole("menuitem", { name: words.sources }).click();
  await page.getByRole("dialog").getByText(words.lead.name).first().waitFor();
  expect(complaints).toEqual([]);
  expect(run.sandbox.counters.errors).toEqual([]);
});
