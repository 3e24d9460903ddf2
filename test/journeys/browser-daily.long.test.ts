/** A morning with three programs in a browser: one message, one form. */
import type { Locator } from "playwright-core";
import { describe, expect, it } from "vitest";
import { instantOf } from "../../src/platform/time.ts";
import { openAs } from "../support/browser-page.ts";
import { aRun, arrivals, type Run } from "../support/run.ts";
import { inEnglish, inFrench, type Words } from "./browser-words.ts";

describe.each([inEnglish, inFrench])("in $language", (words) => {
  it("is a morning with three programs: one line, one form, one Save, and the day after one press", async () => {
    const { lead, member, morning } = words;
    const run = await workspace(words);
    await run.to(instantOf("2026-11-02", "09:35", lead.tz));
    const { page, complaints } = await openAs(run, member.handle);
    const message = page.locator(".message").last();
    await line(message, morning.all).getByText(morning.due).waitFor();
    const form = page.getByRole("dialog", { name: words.form });
    const fill = async (place: number, moved: string, next: string) => {
      await form.getByLabel(morning.moved).nth(place).fill(moved);
      await form.getByLabel(morning.next).nth(place).fill(next);
    };
    await message.getByRole("button", { name: words.checkIn }).click();
    await fill(0, morning.imports, morning.tests);
    await form.getByLabel(morning.moved).nth(2).fill(morning.pages);
    await form.getByRole("button", { name: words.save }).click();
    await form.getByText(morning.needed).waitFor();
    await fill(2, morning.pages, morning.words);
    await form.getByRole("button", { name: words.save }).click();
    await form.waitFor({ state: "detached" });
    for (const text of [morning.imports, morning.pages]) await message.getByText(text).waitFor();
    await message.getByText(morning.left).last().waitFor();
    await message.getByRole("button", { name: words.checkIn }).click();
    await fill(0, morning.talks, morning.contract);
    await form.getByRole("button", { name: words.save }).click();
    await form.waitFor({ state: "detached" });
    expect(arrivals(run, member.handle)).toHaveLength(1);

    await run.to(instantOf("2026-11-03", "09:35", lead.tz));
    const next = page.locator(".message").last();
    await next.getByRole("button", { name: morning.unchanged }).click();
    await next.getByText(morning.kept).waitFor();
    await next.getByRole("button", { name: words.edit }).first().waitFor();
    expect(complaints).toEqual([]);
    expect(run.sandbox.counters.errors).toEqual([]);
  });
});

function workspace({ lead, sponsor, member, silent, locale }: Words): Promise<Run> {
  const team = [member, silent];
  return aRun({
    isTogether: true,
    people: [lead, sponsor, ...team],
    locale,
    programs: ["Atlas", "Borea", "Cyan"].map((title) => ({
      key: title.toLowerCase(),
      title,
      lead: lead.handle,
      sponsors: [sponsor.handle],
      team: team.map(({ handle }) => handle),
    })),
    cadences: ["atlas", "borea", "cyan"].map((program) => ({ key: program, program, template: "daily-team" })),
  });
}

function line(message: Locator, text: string): Locator {
  return message.locator(".block.section", { hasText: text });
}
