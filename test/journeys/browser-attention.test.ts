/** What few messages bring, as people live it in a browser: each of these mornings, with what is read and pressed in it. */
import type { Locator } from "playwright-core";
import { describe, expect, it } from "vitest";
import { instantOf } from "../../src/platform/time.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { type NewItem, raiseItem } from "../../src/register/use-cases.ts";
import { be, choose, openAs, pickDay } from "../support/browser-page.ts";
import { aRun, arrivals, openForm, personIn, type Run } from "../support/run.ts";
import { inEnglish, inFrench, type Words } from "./browser-words.ts";

describe.each([inEnglish, inFrench])("in $language", (words) => {
  it("is a lead's Monday: one message with what stands and is stuck, who is silent and what to confirm", async () => {
    const { lead, member, silent, monday } = words;
    const run = await workspace(words, { cadences: [{ key: "daily", program: "atlas", template: "daily-team" }] });
    await run.to("2026-11-02T10:00Z");
    await answer(run, member.handle, "daily", {
      progress: "The import runs.",
      next: "Watch it.",
      blocker: "The test keys are missing.",
    });
    await raise(run, member.handle, {
      type: "issue",
      details: { blocksWork: true, whoCanUnblock: "Ops" },
      title: "The certificates expired",
      disclosure: "team",
      ownerId: (await personIn(run, member.handle)).id,
      dueOn: "2026-12-18",
      sourceKey: "command:1",
    });
    await run.to("2026-11-11T00:00Z");
    const before = arrivals(run, lead.handle).length;
    await run.to(instantOf("2026-11-16", "09:05", lead.tz));
    expect(arrivals(run, lead.handle)).toHaveLength(before + 1);

    const { page, complaints } = await openAs(run, lead.handle);
    const message = page.locator(".message", { hasText: monday.title });
    const stuck = line(message, monday.stuck);
    const draft = line(message, "The test keys are missing.");
    const read = await shown(message);
    for (const said of [monday.title, monday.stuck, monday.tidy, monday.silent(member.name, silent.name), monday.foot])
      expect(read).toContain(said);
    await choose(page, draft, words.more, monday.keep);
    await draft.getByText(monday.kept(lead.name)).waitFor();
    await choose(page, stuck, words.more, monday.still);
    const form = page.getByRole("dialog", { name: monday.still });
    for (const [date, isRefused] of [
      [monday.dayOff, true],
      [monday.day, false],
    ] as const) {
      await pickDay(page, form.getByRole("button", { name: monday.until }).first(), date);
      await form.getByRole("button", { name: words.save }).click();
      if (isRefused) await form.getByText(monday.refused).waitFor();
    }
    await page.getByRole("dialog").getByText(monday.saved).waitFor();
    await page.keyboard.press("Escape");
    await message.getByText(monday.stillSo).waitFor();
    expect(complaints).toEqual([]);
    expect(run.sandbox.counters.errors).toEqual([]);
  });

  it("leads a request from being shown up to the chair, who decides it when all have long heard that nobody does", async () => {
    const { lead, sponsor, chair, member, asked } = words;
    const run = await workspace(words, { steering: [chair.handle], cadences: [monthly(words)] });
    const reads = async (person: Words["lead"], day: string, ...said: string[]) => {
      await run.to(instantOf(day, "09:05", lead.tz));
      await be(page, person);
      const messages = said.reduce((found, hasText) => found.filter({ hasText }), page.locator(".message"));
      await messages.last().waitFor();
      return messages.last();
    };
    await run.to("2026-11-02T10:00Z");
    const { page, complaints } = await openAs(run, member.handle);
    const dialog = page.getByRole("dialog");
    await page.getByRole("button", { name: words.checkIn }).click();
    await dialog.getByLabel(asked.need).fill(asked.title);
    await dialog.getByRole("button", { name: words.save }).click();
    await page.getByRole("button", { name: asked.complete }).click();
    await dialog.getByLabel(asked.option, { exact: true }).fill(asked.first);
    await dialog.getByRole("combobox", { name: asked.recommended }).click();
    await page.getByRole("option", { name: asked.option }).click();
    await pickDay(page, dialog.getByRole("button", { name: asked.neededBy }), asked.on);
    await dialog.getByLabel(asked.cost).fill(asked.week);
    await dialog.getByRole("button", { name: words.save }).click();
    await dialog.getByText(asked.goesTo(sponsor.name)).waitFor();
    await page.keyboard.press("Escape");

    const first = await reads(sponsor, "2026-11-03", asked.tuesday, asked.title);
    await line(first, asked.title).getByRole("button", { name: asked.decide }).waitFor();
    expect(arrivals(run, chair.handle).filter(({ text }) => text.includes(asked.title))).toEqual([]);

    await reads(chair, "2026-11-10", asked.title, asked.risen(sponsor.name));
    const passed = await reads(sponsor, "2026-11-10", asked.tuesday, asked.now(chair.name), asked.beside(chair.name));
    await line(passed, asked.title).getByRole("button", { name: asked.decide }).waitFor();
    for (const [monday, tuesday, days] of [
      ["2026-11-23", "2026-11-24", 1],
      ["2026-11-30", "2026-12-01", 6],
    ] as const) {
      await reads(lead, monday, asked.overdue(days, chair.name));
      const late = await reads(chair, tuesday, asked.overdue(days + 1, null));
      expect(await line(late, asked.title).count()).toBe(1);
    }

    await page
      .locator(".message", { hasText: asked.overdue(7, null) })
      .getByRole("button", { name: asked.decide })
      .click();
    await dialog.getByRole("radio", { name: asked.first }).check();
    await dialog.getByRole("button", { name: asked.decideIt, exact: true }).click();
    // The line says it, with what takes it back.
    await dialog.waitFor({ state: "detached" });
    const outcome = asked.decided(chair.name);
    await page.locator(".message", { hasText: outcome }).last().waitFor();
    await run.to(instantOf("2026-12-02", "09:40", lead.tz));
    for (const person of [member, lead, sponsor]) {
      await be(page, person);
      await page.locator(".message", { hasText: outcome }).last().waitFor();
    }
    expect(await shown(page.locator(".message", { hasText: asked.tuesday }).first())).toContain(outcome);
    // The lead’s two Mondays say so as well.
    const outcomes = arrivals(run, lead.handle).filter(({ text }) => text.replaceAll("\u00a0", " ").includes(outcome));
    expect(outcomes).toHaveLength(3);
    expect(complaints).toEqual([]);
    expect(run.sandbox.counters.errors).toEqual([]);
  });

  it("closes a program, of which one thing goes on in another, is quiet from then on, and takes it back within a day", async () => {
    const { lead, sponsor, member, closing } = words;
    const run = await workspace(words, {
      others: ["Borea"],
      cadences: [{ key: "daily", program: "atlas", template: "daily-team" }],
    });
    await run.to("2026-11-02T10:00Z");
    await raise(run, member.handle, {
      type: "ask",
      details: {
        kind: "decision",
        options: [closing.yes, closing.no].map((label) => ({ label, doesNothing: label === closing.no })),
        recommended: 0,
        costOfWaiting: closing.cost,
      },
      title: closing.ask,
      dueOn: "2026-11-20",
      sourceKey: "command:1",
    });
    const ownerId = (await personIn(run, member.handle)).id;
    await raise(run, member.handle, {
      type: "issue",
      details: { blocksWork: true, whoCanUnblock: "Ops" },
      title: closing.blocker,
      disclosure: "team",
      ownerId,
      dueOn: "2026-12-18",
      sourceKey: "command:2",
    });
    await run.to("2026-11-03T12:00Z");
    const { page, complaints } = await openAs(run, lead.handle);
    const close = async () => {
      await page.locator(".composer textarea").fill(closing.command);
      await page.keyboard.press("Enter");
      const programs = page.locator(".message", { hasText: closing.programs }).last();
      await choose(page, programs.locator(".actions").first(), words.more, closing.menu);
      const form = page.getByRole("dialog", { name: closing.title });
      const listed = await shown(form);
      for (const said of [closing.open, `ATL-ASK-1 · ${closing.ask} · ${sponsor.name}`, `ATL-I-1 · ${closing.blocker}`])
        expect(listed).toContain(said);
      await form.getByRole("combobox", { name: closing.field }).click();
      await page.getByRole("option", { name: closing.handOver }).click();
      await form.getByRole("button", { name: closing.submit, exact: true }).click();
      await form.waitFor({ state: "detached" });
      const receipt = page.locator(".message", { hasText: closing.closed }).last();
      await receipt.getByText(closing.kept).waitFor();
      return receipt;
    };
    const prompt = page.locator(".message", { hasText: closing.prompt });
    const undone = await close();
    await be(page, sponsor);
    await line(page.locator(".message"), closing.ask).getByText(closing.goesOn).waitFor();
    await run.to("2026-11-03T15:00Z");
    await be(page, member);
    await prompt.getByText(closing.ended).waitFor();
    expect(await prompt.getByRole("button", { name: words.checkIn }).count()).toBe(0);
    await be(page, lead);
    await undone.getByRole("button", { name: closing.undo, exact: true }).click();
    await page.locator(".message", { hasText: closing.reopened }).first().waitFor();
    await be(page, sponsor);
    await line(page.locator(".message"), closing.ask).getByRole("button", { name: words.asked.decide }).waitFor();
    await run.to("2026-11-03T15:05Z");
    await be(page, member);
    await prompt.getByRole("button", { name: words.checkIn }).waitFor();

    await be(page, lead);
    await close();
    const people = [lead, sponsor, member];
    const before = new Map(people.map(({ handle }) => [handle, arrivals(run, handle).length]));
    await run.to("2026-11-17T12:00Z");
    const told = people.map(({ handle }) => arrivals(run, handle).slice(before.get(handle)));
    expect(told.map((messages) => messages.length)).toEqual([1, 1, 1]);
    for (const [index, said] of [closing.told(lead.name), closing.asked, closing.told(lead.name)].entries())
      expect(told[index]?.[0]?.text.replaceAll("\u00a0", " ")).toContain(said);
    expect(complaints).toEqual([]);
    expect(run.sandbox.counters.errors).toEqual([]);
  });

  it("is a morning with three programs: one line, one form, one Save, and the day after one press", async () => {
    const { lead, member, morning } = words;
    const cadences = ["atlas", "borea", "cyan"].map((program) => ({ key: program, program, template: "daily-team" }));
    const run = await workspace(words, { others: ["Borea", "Cyan"], cadences });
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
    await line(message, morning.answered).waitFor();
    await line(message, morning.left).getByRole("button", { name: words.checkIn }).click();
    await fill(0, morning.talks, morning.contract);
    await form.getByRole("button", { name: words.save }).click();
    await form.waitFor({ state: "detached" });
    expect(arrivals(run, member.handle)).toHaveLength(1);

    await run.to(instantOf("2026-11-03", "09:35", lead.tz));
    const next = page.locator(".message").last();
    await next.getByRole("button", { name: morning.unchanged }).click();
    await next.getByText(morning.kept).waitFor();
    await next.getByRole("button", { name: words.edit }).waitFor();
    expect(complaints).toEqual([]);
    expect(run.sandbox.counters.errors).toEqual([]);
  });

  it("is a sponsor's Tuesday with three decisions, while two wait: one is fine, and one cannot wait", async () => {
    const { lead, sponsor, member, queue } = words;
    const run = await workspace(words, { cadences: [monthly(words)] });
    await run.to("2026-11-02T10:00Z");
    for (const [index, title] of queue.asks.entries())
      await raise(run, member.handle, {
        type: "ask",
        details: {
          kind: "decision",
          options: [queue.yes, queue.no].map((label) => ({ label, doesNothing: label === queue.no })),
          recommended: 0,
          costOfWaiting: queue.cost,
        },
        title,
        dueOn: `2026-11-${24 + index}`,
        sourceKey: `command:${index}`,
      });
    await run.to(instantOf("2026-11-03", "09:05", lead.tz));
    const { page, complaints } = await openAs(run, sponsor.handle);
    const tuesday = page.locator(".message", { hasText: queue.tuesday });
    await tuesday.waitFor();
    expect(await tuesday.getByRole("button", { name: queue.yes }).count()).toBe(3);
    await tuesday.getByRole("button", { name: queue.yes }).first().click();
    await page.getByRole("alertdialog").getByRole("button", { name: words.asked.decideIt }).click();
    await tuesday.getByText(queue.decided(sponsor.name)).waitFor();

    await be(page, lead);
    const told = page.locator(".message", { hasText: queue.full(sponsor.name, 4) });
    await told.getByRole("button", { name: queue.fine }).first().click();
    await page.locator(".message").getByText(queue.accepted(sponsor.name)).waitFor();
    await be(page, member);
    await told.waitFor();
    await told.getByRole("button", { name: queue.see }).last().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText(queue.entry).waitFor();
    await page.keyboard.press("Escape");
    await told.getByRole("button", { name: queue.cannotWait }).last().click();
    await pickDay(page, dialog.getByRole("button", { name: queue.neededBy }), queue.on);
    await dialog.getByRole("button", { name: queue.send }).click();
    await dialog.getByText(queue.said(sponsor.name)).waitFor();
    await page.keyboard.press("Escape");
    await run.to(instantOf("2026-11-04", "09:05", lead.tz));
    await be(page, sponsor);
    await page
      .locator(".message")
      .getByText(queue.asks[4] ?? "")
      .first()
      .waitFor();
    await run.to(instantOf("2026-11-10", "09:05", lead.tz));
    await page
      .locator(".message")
      .getByText(queue.asks[3] ?? "")
      .first()
      .waitFor();
    expect(complaints).toEqual([]);
    expect(run.sandbox.counters.errors).toEqual([]);
  });
});

function monthly({ asked }: Words) {
  return {
    key: "monthly",
    program: "atlas",
    questions: [{ key: "ask", type: "long-text", label: asked.need, feeds: "ask" }],
    rule: { every: "month", on: { workingDay: 1 }, at: "09:00", zone: "participant" },
    audience: ["team"],
  };
}

/** Atlas, in which everybody has one part. */
function workspace(
  { lead, sponsor, chair, member, silent, locale }: Words,
  {
    steering = [],
    others = [],
    cadences,
  }: { steering?: string[]; others?: string[]; cadences: Record<string, unknown>[] },
): Promise<Run> {
  const isSteered = steering.length > 0;
  const team = isSteered ? [member] : [member, silent];
  return aRun({
    isTogether: true,
    people: [lead, sponsor, ...team, ...(isSteered ? [chair] : [])],
    locale,
    programs: ["Atlas", ...others].map((title) => ({
      key: title.toLowerCase(),
      title,
      lead: lead.handle,
      sponsors: [sponsor.handle],
      steering,
      team: team.map(({ handle }) => handle),
    })),
    cadences,
  });
}

async function answer(run: Run, handle: string, cadence: string, answers: Record<string, string>): Promise<void> {
  await openForm(run, handle, cadence);
  for (const [key, text] of Object.entries(answers)) run.as(handle).fill(`answer:${key}`, text);
  expect(await run.as(handle).submit()).toEqual({ closed: true });
  await run.settle();
}

async function raise(run: Run, handle: string, item: NewItem): Promise<void> {
  const { id } = await run.db.selectFrom("program").select("id").where("title", "=", "Atlas").executeTakeFirstOrThrow();
  const actor = await personIn(run, handle);
  await inTransaction(run.db, (tx) => raiseItem(run.app.services, tx, actor, id, item));
  await run.settle();
}

function line(message: Locator, text: string): Locator {
  return message.locator(".block.section", { hasText: text });
}

/** As it is read: a no-break space is a space. */
async function shown(part: Locator): Promise<string> {
  return (await part.innerText()).replaceAll("\u00a0", " ");
}
