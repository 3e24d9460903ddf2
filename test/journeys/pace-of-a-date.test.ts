/** Where the moves of a date lead is put to whoever gave the status before anybody above reads it. */

import { describe, expect, it } from "vitest";
import type { Answers, Question } from "../../src/cadences/questions/questions.ts";
import { fillAndSubmit } from "../../src/demo/answering.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { latestDigest } from "../../src/digests/use-cases.ts";
import { explainColour } from "../../src/why/use-cases.ts";
import { whyView } from "../../src/why/view.ts";
import { databases } from "../support/databases.ts";
import { openHome } from "../support/home-tab.ts";
import { aRun, LEA, openForm, personIn, type Run, SAM, SOFIA, sentAs, TOM } from "../support/run.ts";

const QUESTIONS: Question[] = [
  { key: "health", type: "health", label: { en: "Health", fr: "Météo" }, feeds: "health", required: true },
  { key: "launch", type: "date", label: { en: "Launch", fr: "Lancement" }, feeds: "milestone" },
];
const AMBER: Answers = {
  health: {
    colour: "amber",
    reason: "Receipts are rejected",
    dimensions: { time: "amber" },
    pathToGreen: { action: "Replay", by: "2026-12-10" },
  },
};
const ASKED =
  "“Launch” moved 14 days a month twice: Tuesday 29 December at this pace. Is Tuesday 1 December still right?";
const TOLD = "Launch · Tue 17 Nov → Tue 1 Dec (2nd move; first date Tue 3 Nov)";
const PACE = "moved 14 days a month twice: Tue 29 Dec at this pace";

type Month = readonly [day: string, date: string | undefined];

/** Tom leads in English for Sofia, or Léa in French for Luc; each month's answer is given on its day. */
async function slipping(months: readonly Month[], french = false, database: (typeof databases)[number] = "SQLite") {
  const luc = { handle: "luc", name: "Luc Petit", tz: "Europe/Paris", locale: "fr-FR" };
  const [lead, sponsor] = french ? ["lea", "luc"] : ["tom", "sofia"];
  const run = await aRun({
    people: french ? [LEA, luc, SAM] : [TOM, SOFIA, SAM],
    programs: [{ key: "atlas", title: "Atlas", lead, sponsors: [sponsor] }],
    cadences: [
      {
        key: "monthly",
        program: "atlas",
        audience: ["lead"],
        readers: ["lead", "sponsors"],
        questions: QUESTIONS,
        rule: { every: "month", on: { workingDay: -1 }, at: "09:00", zone: "participant" },
      },
    ],
    start: "2026-08-24T00:00:00.000Z",
    database,
  });
  for (const [day, date] of months) await answer(run, lead, `${day}T12:00Z`, date);
  const digest = async () => {
    const { workspace_id: workspaceId, id: personId } = await personIn(run, sponsor);
    const edition = await latestDigest(run.db, { workspaceId, personId });
    return edition ? plain(digestText(edition.document)) : "";
  };
  return { run, lead, sponsor, digest };
}

async function answer(run: Run, lead: string, at: string, date: string | undefined): Promise<void> {
  await run.to(at);
  await openForm(run, lead, "monthly");
  await fillAndSubmit(run.as(lead), QUESTIONS, { ...AMBER, ...(date !== undefined && { launch: date }) });
  await run.settle();
}

const plain = (text: string) => text.replaceAll("\u00a0", " ");

const AUTUMN: Month[] = [
  ["2026-08-31", "2026-11-03"],
  ["2026-09-30", "2026-11-17"],
  ["2026-10-30", "2026-12-01"],
];

async function theCheck(run: Run, lead: string) {
  const [check, ...more] = await sentAs(run, "health-check", lead);
  expect(more).toEqual([]);
  if (!check) throw new Error("The question did not come.");
  return check;
}

describe.each(databases)("the pace of a target date, on %s", (database) => {
  it("is put to the lead one working day before, whatever the colour, and told where they give no other date", async () => {
    const { run, lead, sponsor, digest } = await slipping(AUTUMN, false, database);
    await run.to("2026-11-03T08:59Z");
    expect(await sentAs(run, "health-check", lead)).toEqual([]);
    await run.to("2026-11-03T12:00Z");
    const check = await theCheck(run, lead);
    expect(plain(check.text)).toContain(ASKED);
    expect(plain(check.text)).toContain("If you don’t change the date, the digest shows this beside it.");
    expect(check.text).not.toContain("don’t seem to fit");
    expect(plain((await openHome(run, lead)).join("\n"))).toContain(ASKED);
    expect(await whyFor(run, sponsor)).not.toContain("at this pace");
    await run.to("2026-11-04T12:00Z");
    expect(await digest()).toContain(`${TOLD}; ${PACE}`);
    expect(await digest()).not.toContain("facts speak against");
    expect(await whyFor(run, sponsor)).toContain(ASKED);
    expect(run.sandbox.counters.errors).toEqual([]);
  });
});

async function whyFor(run: Run, handle: string): Promise<string> {
  const person = await personIn(run, handle);
  const { id } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
  return plain(JSON.stringify(whyView(person, await explainColour(run.app.services, person, id))));
}
