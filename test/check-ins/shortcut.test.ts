import { viewAsText } from "slack-sandbox";
import { expect, it } from "vitest";
import { aRun, type Run } from "../support/run.ts";

const DAILY = { key: "daily", program: "atlas", template: "daily-team" };
const WEEKLY = { key: "weekly", program: "atlas", template: "weekly-progress" };

async function shownTo(run: Run, handle: string): Promise<string> {
  await run.as(handle).shortcut("check_in_now");
  return viewAsText(await run.as(handle).waitForView());
}

it("“Check in now” opens the form of the only check-in there is, early too", async () => {
  const run = await aRun({ cadences: [DAILY] });
  await run.to("2026-11-02T03:00:00.000Z");
  const shown = await shownTo(run, "tom");
  expect(shown).toContain("Daily team check-in · Atlas");
  expect(shown).toMatch(/You’re early – this opens Mon\s2\sNov/);
});

it("“Check in now” lets one choose in a modal where several can be answered", async () => {
  const run = await aRun({ cadences: [DAILY, { ...WEEKLY, audience: ["tom"] }] });
  await run.to("2026-11-06T12:00:00.000Z");
  expect(await shownTo(run, "tom")).toContain("Which one?");
  const buttons =
    run
      .as("tom")
      .view()
      ?.blocks.filter(({ type }) => type === "actions") ?? [];
  expect(buttons).toHaveLength(2);
  await run.as("tom").pressInView({ blockId: String(buttons[1]?.block_id) });
  expect(viewAsText(await run.as("tom").waitForView())).toContain("Weekly progress · Atlas");
});

it("“Check in now” says when the first one can be answered, and to whom one turns, in the reader's language", async () => {
  const run = await aRun({ cadences: [{ key: "monthly", program: "atlas", template: "monthly-executive" }] });
  expect(await shownTo(run, "sam")).toContain("You’re not on any check-in yet.");
  await run.to("2026-11-02T06:00:00.000Z");
  expect(await shownTo(run, "lea")).toMatch(/Atlas\u00a0: réponse possible à partir du/);
});
