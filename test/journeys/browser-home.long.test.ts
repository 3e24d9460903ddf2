/** The Home of somebody who leads three programs, in a browser: what waits comes first, and all of it is two screens. */
import type { Locator } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { Answers } from "../../src/cadences/questions/questions.ts";
import { fillAndSubmit } from "../../src/demo/answering.ts";
import { setApproval } from "../../src/digests/approval/use-cases.ts";
import { instantOf } from "../../src/platform/time.ts";
import { delegateAsk } from "../../src/register/asks/use-cases.ts";
import { saveLadder } from "../../src/register/ladder/use-cases.ts";
import { addItem } from "../../src/register/use-cases-acts.ts";
import { choose, openAs } from "../support/browser-page.ts";
import { aRun, openForm, personIn, type Run } from "../support/run.ts";
import { inEnglish, inFrench, type Words } from "./browser-words.ts";

const PROGRAMS = ["Atlas", "Borea", "Cyan"] as const;

/** Slack’s window on a laptop. */
const SCREEN = { width: 1440, height: 900 };

describe.each([inEnglish, inFrench])("in $language", (words) => {
  it("begins with what waits, is two screens with a dozen buttons at most, and says nothing twice", async () => {
    const run = await threePrograms(words);
    const { page, complaints } = await openAs(run, words.lead.handle, { viewport: SCREEN });
    await page.evaluate((hash) => {
      location.hash = hash;
    }, `#/${words.lead.handle}/home`);
    const pane = page.locator(".home-tab");
    await pane.locator(".published").waitFor();
    expect(await pane.evaluate(({ scrollHeight }) => scrollHeight)).toBeLessThanOrEqual(2 * SCREEN.height);
    const buttons = await pane.locator("button:not(.overflow, [role=combobox])").allInnerTexts();
    expect(buttons.length).toBeLessThanOrEqual(12);
    const read = await shown(pane);
    const [first = "", second = ""] = read
      .split("\n")
      .filter((line) => line.trim() !== "")
      .slice(1);
    expect(first).toContain(words.queue.asks[0]);
    expect(second).toContain("ATL-ASK-1");
    for (const code of ["ATL-ASK-1", "BOR-ASK-1", "BOR-I-1", "ATL-ACT-1"]) expect(read.split(code)).toHaveLength(2);
    for (const program of words.home.programs) expect(read.split(program)).toHaveLength(2);
    for (const line of await pane.locator(".block").all()) {
      expect(await line.locator("button:not(.overflow, [role=combobox])").count()).toBeLessThanOrEqual(1);
      expect(await line.locator("button.overflow, [role=combobox]").count()).toBeLessThanOrEqual(1);
    }

    const atlas = pane.locator(".block", { hasText: words.home.programs[0] ?? "" });
    await atlas.getByRole("button", { name: words.more }).click();
    const offered = await page.getByRole("menuitem").allInnerTexts();
    expect(offered.length).toBeLessThanOrEqual(5);
    expect(offered.filter((label) => buttons.includes(label))).toEqual([]);
    await page.keyboard.press("Escape");
    await choose(page, atlas, words.more, words.home.why);
    await page.getByRole("dialog", { name: words.home.whyTitle }).getByText(words.morning.talks).first().waitFor();
    await page.keyboard.press("Escape");
    await choose(page, atlas, words.more, words.home.coming);
    const coming = page.getByRole("dialog", { name: words.home.title });
    expect(await shown(coming)).toContain(words.home.annual);
    await coming.getByRole("button", { name: words.home.leaveOut }).first().click();
    await page.getByRole("alertdialog").getByRole("button", { name: words.home.leave, exact: true }).click();
    const leftOut = words.home.leftOut(words.lead.name);
    await expect.poll(() => shown(coming)).toContain(leftOut);
    await page.keyboard.press("Escape");
    await expect.poll(() => shown(atlas)).toContain(leftOut);
    expect(complaints).toEqual([]);
    expect(run.sandbox.counters.errors).toEqual([]);
  });
});

/** As it is read: a no-break space is a space. */
async function shown(part: Locator): Promise<string> {
  return (await part.innerText()).replaceAll("\u00a0", " ");
}

async function threePrograms(words: Words): Promise<Run> {
  const { lead, sponsor, chair, member, silent, locale } = words;
  const cadences = PROGRAMS.flatMap((title) => {
    const program = title.toLowerCase();
    return [
      { key: `daily-${program}`, program, template: "daily-team", audience: ["lead", "team"] },
      { key: `weekly-${program}`, program, template: "weekly-progress" },
      { key: `monthly-${program}`, program, template: "monthly-executive" },
    ];
  });
  const run = await aRun({
    isTogether: true,
    start: "2026-10-26T00:00:00.000Z",
    people: [lead, sponsor, chair, member, silent],
    locale,
    programs: PROGRAMS.map((title) => ({
      key: title.toLowerCase(),
      title,
      lead: lead.handle,
      sponsors: [sponsor.handle],
      steering: [chair.handle],
      team: [member.handle, silent.handle],
    })),
    cadences,
  });
  const [tom, sofia, oliver, amy] = await Promise.all(
    [lead, sponsor, member, silent].map(({ handle }) => personIn(run, handle)),
  );
  if (!tom || !sofia || !oliver || !amy) throw new Error("Somebody is not there.");
  const idOf = async (title: string) =>
    (await run.db.selectFrom("program").select("id").where("title", "=", title).executeTakeFirstOrThrow()).id;
  const [atlas, borea] = [await idOf("Atlas"), await idOf("Borea")];
  // What waits stays with whoever has it.
  const ladder = [{ level: "sponsor" as const, acknowledge: 2, resolve: 5 }];
  await saveLadder(run.app.services, tom, atlas, ladder);
  await setApproval(run.app.services, tom, { programId: atlas, approver: "lead" });
  const item = async (programId: string, by: typeof tom, title: string, dueOn: string, more: object) => {
    const added = await addItem(run.app.services, by, programId, {
      title,
      dueOn,
      sourceKey: `command:${title}`,
      ...more,
    } as Parameters<typeof addItem>[3]);
    await run.settle();
    return added;
  };
  const ask = {
    type: "ask",
    details: {
      kind: "decision",
      options: [words.queue.yes, words.queue.no].map((label) => ({ label, doesNothing: label === words.queue.no })),
      recommended: 0,
      costOfWaiting: words.queue.cost,
    },
  };
  await run.to("2026-10-27T10:00Z");
  await item(borea, tom, words.queue.asks[1] ?? "", "2026-11-13", ask);
  await item(borea, tom, words.closing.blocker, "2026-11-02", {
    type: "issue",
    details: { blocksWork: true, whoCanUnblock: "Ops" },
    ownerId: tom.id,
  });
  await item(atlas, oliver, words.morning.contract, "2026-11-06", {
    type: "action",
    details: {},
    ownerId: tom.id,
  });
  await run.to("2026-10-30T15:00Z");
  for (const [title, colour] of [
    ["atlas", "red"],
    ["borea", "amber"],
    ["cyan", "green"],
  ] as const)
    await answer(run, lead.handle, `monthly-${title}`, {
      "bottom-line": words.morning.pages,
      health: { colour, ...(colour === "green" ? {} : { reason: words.morning.talks }) },
      progress: words.morning.imports,
    });
  await run.to(instantOf("2026-11-02", "15:00", lead.tz));
  const given = await item(atlas, oliver, words.queue.asks[0] ?? "", "2026-11-03", ask);
  await delegateAsk(run.app.services, sofia, given.id, { person: tom, why: "Yours", isConfirmed: true });
  await run.to(instantOf("2026-11-03", "15:00", lead.tz));
  await run.as(silent.handle).command("/drumbeat away");
  await run.as(silent.handle).waitForView();
  run.as(silent.handle).fill("from", "2026-11-04");
  run.as(silent.handle).fill("until", "2026-11-06");
  run.as(silent.handle).fill("delegate", run.as(lead.handle).userId);
  await run.as(silent.handle).submit();
  await run.to(instantOf("2026-11-04", "09:50", lead.tz));
  return run;
}

async function answer(run: Run, handle: string, cadence: string, answers: Answers): Promise<void> {
  await openForm(run, handle, cadence);
  await fillAndSubmit(run.as(handle), run.known(handle, cadence).cadence.questions, answers);
  await run.settle();
}
