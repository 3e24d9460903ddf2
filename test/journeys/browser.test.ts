/** A whole story as people live it: in a browser, with what they read and press. */
import { expect, it } from "vitest";
import { be, openAs, pickDay } from "../support/browser-page.ts";
import { aRun, SOFIA, TOM } from "../support/run.ts";

it("leads from a prompt by a refused form, and an edit to the digest that contains the answer", async () => {
  const run = await aRun({
    people: [TOM, SOFIA],
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"] }],
    cadences: [{ key: "check-in", program: "atlas", template: "monthly-executive" }],
  });
  await run.to("2026-11-30T10:00Z");
  const { page, complaints } = await openAs(run, TOM.handle);
  await page
    .locator(".message", { hasText: "Monthly executive check-in · Atlas" })
    .getByRole("button", { name: "Check in" })
    .click();

  const form = page.getByRole("dialog", { name: "Check-in" });
  await form.getByLabel("Bottom line").fill("The import is late by a month.");
  await form.getByRole("radio", { name: "🔴 Off track" }).check();
  await form.getByLabel("Done this month", { exact: true }).fill("Two of five imports run.");
  await form.getByLabel("Help or decision needed? (optional)").fill("Shall we start with two countries?");
  const why = form.getByLabel("Why", { exact: true });
  await why.waitFor();
  await form.getByRole("button", { name: "Save" }).click();
  expect(await why.evaluate((field) => field === document.activeElement)).toBe(true);
  expect(await form.getByLabel("Done this month", { exact: true }).inputValue()).toBe("Two of five imports run.");
  await why.fill("The supplier has no people; a second one starts on Monday.");
  await form.getByLabel("What’s being done").fill("Hand over to the second one.");
  await pickDay(page, form.getByLabel("By when"), "30 November 2026");
  await form.getByRole("button", { name: "Save" }).click();
  await form.waitFor({ state: "detached" });

  const receipt = page.locator(".message", { hasText: "✓ Checked in" });
  await receipt.getByText("Two of five imports run.").waitFor();
  await receipt.getByRole("button", { name: "Edit" }).click();
  expect(await form.getByLabel("Done this month", { exact: true }).inputValue()).toBe("Two of five imports run.");
  await form.getByLabel("Done this month", { exact: true }).fill("Three of five imports run.");
  await form.getByRole("button", { name: "Save" }).click();
  await receipt.getByText("Three of five imports run.").waitFor();
  expect(await page.getByText("Two of five imports run.").count()).toBe(0);

  await run.to("2026-12-03T10:00Z");
  await be(page, SOFIA);
  const digest = page.locator("[data-long-read=true]");
  await digest.getByText("NOVEMBER · ATLAS").waitFor();
  const read = await digest.innerText();
  for (const line of ["The import is late by a month", "Shall we start with two countries?"])
    expect(read).toContain(line);
  expect(read).toContain("Three of five imports run.");
  expect(read).not.toContain("Two of five");
  await digest.getByRole("button", { name: "Open a program…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Sources" }).click();
  await page.getByRole("dialog").getByText(TOM.name).first().waitFor();
  expect(complaints).toEqual([]);
  expect(run.sandbox.counters.errors).toEqual([]);
});
