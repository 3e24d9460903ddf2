import { describe, expect, it } from "vitest";
import type { Answers } from "../../src/cadences/questions/questions.ts";
import { fillAndSubmit } from "../../src/demo/answering.ts";
import { markersFor } from "../../src/health/markers.ts";
import { databases } from "../support/databases.ts";
import { aRun, asItIsNow, LEA, openForm, type Run, SAM, SOFIA, sentAs, TOM, textOf } from "../support/run.ts";

/** Tom leads in English for Sofia; with `french` Léa leads in French, and Luc sponsors. */
function story(french: boolean) {
  const luc = { handle: "luc", name: "Luc Petit", tz: "Europe/Paris", locale: "fr-FR" };
  return french
    ? { people: [LEA, luc, SAM], lead: "lea", sponsor: "luc" }
    : { people: [TOM, SOFIA, SAM], lead: "tom", sponsor: "sofia" };
}

async function begin(options: { french?: boolean; database?: (typeof databases)[number] } = {}) {
  const { people, lead, sponsor } = story(options.french ?? false);
  const run = await aRun({
    people,
    programs: [{ key: "atlas", title: "Atlas", lead, sponsors: [sponsor] }],
    cadences: [
      {
        key: "weekly",
        program: "atlas",
        template: "weekly-progress",
        audience: ["lead"],
        readers: ["lead", "sponsors"],
        disclosure: "executive",
      },
    ],
    ...(options.database && { database: options.database }),
  });
  return { run, lead, sponsor };
}

/** On a Thursday afternoon, in November. */
async function answer(run: Run, handle: string, day: string, answers: Answers, month = "11"): Promise<void> {
  await run.to(`2026-${month}-${day}T15:00Z`);
  await openForm(run, handle, "weekly");
  const { questions } = run.known(handle, "weekly").cadence;
  await fillAndSubmit(run.as(handle), questions, { confidence: 8, progress: `Done on the ${day}th`, ...answers });
  await run.settle();
}

const RED: Answers = {
  health: {
    colour: "red",
    reason: "The vendor has gone",
    dimensions: { time: "red" },
    pathToGreen: { action: "Second vendor", by: "2026-12-18" },
  },
};

describe.each(databases)("a program that slides to red, on %s", (database) => {
  it("has its lead asked at once, once, and its sponsor told when it stays", async () => {
    const { run, lead, sponsor } = await begin({ database });
    await answer(run, lead, "05", { health: { colour: "green" } });
    await answer(run, lead, "12", RED);
    const asked = (await sentAs(run, "prompt", lead)).filter(({ text }) => text.includes("just turned off track"));
    expect(asked.map(({ at }) => at)).toEqual(["2026-11-12T15:00:00.000Z"]);
    expect(asked[0]?.text).not.toContain("Nothing to report");
    expect(await sentAs(run, "flash-report", sponsor)).toEqual([]);

    await run.as(lead).press(asked[0]?.message ?? fail(), { label: "Check in" });
    const form = textOf(await run.as(lead).waitForView());
    expect(form).toContain("What happened, and what did we miss?");
    run.as(lead).fill("answer:cause", "We trusted one supplier");
    run.as(lead).fill("answer:plan", "A second one by December");
    expect(await run.as(lead).submit()).toEqual({ closed: true });

    await answer(run, lead, "19", RED);
    expect((await sentAs(run, "prompt", lead)).filter(({ text }) => text.includes("turned to"))).toHaveLength(0);
    const [flash, ...more] = await sentAs(run, "flash-report", sponsor);
    expect(more).toEqual([]);
    expect(flash?.text).toContain("Flash report · Atlas");
    expect(flash?.text).toContain("Off track for the 2nd week in a row");
    expect(flash?.text).toContain("The vendor has gone");
    expect(flash?.text).toContain("Second vendor");

    await run.as(sponsor).press(flash?.message ?? fail(), { label: "Why this status?" });
    const why = textOf(await run.as(sponsor).waitForView());
    expect(why).toContain("🔴 Off track · since Thursday\u00a012\u00a0November\n");
    expect(why).toContain("Set by Tom Baker");
    expect(why).toContain("\n🔴 Time · Off track\n");
    expect(why).toContain("Week 45 · 🟢 On track");
    await run.as(sponsor).closeView();

    await answer(run, lead, "26", RED);
    expect(await sentAs(run, "flash-report", sponsor)).toHaveLength(1);
    expect(run.sandbox.counters.errors).toEqual([]);
  });
});

describe("a green that facts speak against", () => {
  it("is put to its owner one working day before the sponsor's digest, and stays for a reason", async () => {
    const { run, lead } = await begin();
    for (const day of ["05", "12", "19", "26"])
      await answer(run, lead, day, { health: { colour: "green" }, confidence: day === "26" ? 4 : 8 });
    await run.to("2026-12-02T08:59Z");
    expect(await sentAs(run, "health-check", lead)).toEqual([]);
    await run.to("2026-12-02T09:05Z");
    const [check, ...more] = await sentAs(run, "health-check", lead);
    expect(more).toEqual([]);
    expect(check?.text).toContain("Confidence went from 8 to 4 out of 10.");
    await run.as(lead).press(check?.message ?? fail(), { label: "Keep it, because…" });
    await run.as(lead).waitForView();
    run.as(lead).fill("reason", "Two people back on Monday");
    expect(await run.as(lead).submit()).toEqual({ closed: true });
    await run.settle();
    expect(textOf(asItIsNow(run, check?.message ?? fail()))).toContain("✓ Status kept: Two people back on Monday");
    expect(await markersAt(run, "2026-12-03T09:00:00.000Z")).toEqual([]);
  });
});

async function markersAt(run: Run, at: string) {
  const { id, workspace_id } = await run.db
    .selectFrom("program")
    .select(["id", "workspace_id"])
    .executeTakeFirstOrThrow();
  return (await markersFor(run.db, workspace_id, [id], at)).get(id) ?? [];
}

function fail(): never {
  throw new Error("The message did not come.");
}
