/** The Home of somebody who leads three programs, in a browser: what waits comes first, and all of it is two screens. */
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { Answers } from "../../src/cadences/questions/questions.ts";
import { setApproval } from "../../src/digests/approval/use-cases.ts";
import { instantOf } from "../../src/platform/time.ts";
import { delegateAsk } from "../../src/register/asks/use-cases.ts";
import { saveLadder } from "../../src/register/ladder/use-cases.ts";
import { addItem } from "../../src/register/use-cases-acts.ts";
import { fillAndSubmit } from "../../src/sandbox/answering.ts";
import { openAs } from "../support/browser-page.ts";
import { aRun, openForm, personIn, type Run } from "../support/run.ts";
import { inEnglish, inFrench, type Words } from "./browser-words.ts";

const PROGRAMS = ["Atlas", "Borea", "Cyan"] as const;

/** Slack’s window on a laptop. */
const SCREEN = { width: 1440, height: 900 };

describe.each([inEnglish, inFrench])("in $language", (words) => {
  it("is, on 4 November, two screens at most with a dozen buttons at most, and says nothing twice", async () => {
    const run = await threePrograms(words);
    const { page, complaints } = await openAs(run, words.lead.handle, { viewport: SCREEN });
    await page.evaluate((hash) => {
      location.hash = hash;
    }, `#/${words.lead.handle}/home`);
    const home = await measured(page);
    process.stdout.write(`${JSON.stringify(home, null, 1)}\n`);
    if (process.env.SHOT) {
      await page.setViewportSize({ width: 1440, height: home.height + 120 });
      await page.screenshot({ path: `${process.env.SHOT}-${words.locale}.png` });
    }
    expect(complaints).toEqual([]);
    expect(run.sandbox.counters.errors).toEqual([]);
  });
});

async function measured(page: Page) {
  await page.locator(".home-tab .published").waitFor();
  return page.locator(".home-tab").evaluate((pane) => ({
    height: pane.scrollHeight,
    buttons: [...pane.querySelectorAll("button:not(.overflow)")].map((one) => one.textContent ?? ""),
    overflows: pane.querySelectorAll("button.overflow").length,
    text: (pane as HTMLElement).innerText,
  }));
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
