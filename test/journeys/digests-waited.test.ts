/** What comes of digests that somebody could not get while they were away. */
import { describe, expect, it } from "vitest";
import { fillAndSubmit } from "../../src/demo/answering.ts";
import { enterAbsence } from "../../src/people/absences/use-cases.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { databases } from "../support/databases.ts";
import { aRun, asItIsNow, openForm, personIn, type Run, SOFIA, sentAs, TOM, textOf } from "../support/run.ts";

const QUESTIONS = [{ key: "progress", type: "long-text", label: "Progress", feeds: "progress" }];
const WEEKS = ["2026-11-05", "2026-11-12", "2026-11-19"];

/** Tom answers each Thursday; whoever reads it each Monday is away from the 6th to the 24th of November. */
async function aWorkspace(options: { database?: (typeof databases)[number]; locale?: string } = {}): Promise<Run> {
  const { database = "SQLite", locale = "en-GB" } = options;
  const weekly = {
    key: "weekly",
    program: "atlas",
    questions: QUESTIONS,
    rule: { every: "week", on: ["th"], at: "09:00", zone: "participant" },
    audience: ["lead"],
    readers: ["team"],
  };
  const run = await aRun({
    database,
    logLevel: "warn",
    people: [TOM, { ...SOFIA, locale }],
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", team: ["sofia"] }],
    cadences: [weekly],
  });
  const sofia = await personIn(run, "sofia");
  await inTransaction(run.db, (tx) =>
    enterAbsence(run.app.services, tx, sofia, {
      from: "2026-11-06",
      until: "2026-11-24",
      delegateId: null,
      actorId: null,
      source: "person",
    }),
  );
  return run;
}

async function says(run: Run, day: string, progress: string): Promise<void> {
  await run.to(`${day}T12:00Z`);
  await openForm(run, "tom", "weekly");
  await fillAndSubmit(run.as("tom"), run.known("tom", "weekly").cadence.questions, { progress });
  await run.settle();
}

/** To the evening of the last day on which she is away. */
async function threeWeeks(options: Parameters<typeof aWorkspace>[0] = {}): Promise<Run> {
  const run = await aWorkspace(options);
  for (const [week, day] of WEEKS.entries()) await says(run, day, `Part ${week + 1} of Atlas is done.`);
  await run.to("2026-11-24T20:00Z");
  return run;
}

async function digestsOf(run: Run) {
  const all = await sentAs(run, "digest", "sofia");
  return {
    roots: all.filter(({ message }) => message.thread_ts === undefined),
    thread: all.filter(({ message }) => message.thread_ts !== undefined),
  };
}

const waited = {
  "en-GB": "In the thread: Week 45 and Week 46, delayed until now.",
  "fr-FR": "Dans le fil\u00a0: semaine 45 et semaine 46, en attente jusqu’ici.",
};

describe.each(databases)("whoever comes back after three weeks, on %s", (database) => {
  it.each(["en-GB", "fr-FR"] as const)(
    "gets the newest digest, with those of before in its thread (SLOT6), in %s",
    async (locale) => {
      const run = await threeWeeks({ database, locale });
      expect((await digestsOf(run)).roots).toEqual([]);
      await run.to("2026-11-26T20:00Z");
      const { roots, thread } = await digestsOf(run);
      expect(roots.map(({ at }) => at.slice(0, 10))).toEqual(["2026-11-25"]);
      expect(roots[0]?.text).toContain("Part 3 of Atlas is done.");
      expect(roots[0]?.text.split("\n")).toContain(waited[locale]);
      expect(thread.map(({ message }) => message.thread_ts)).toEqual([roots[0]?.message.ts, roots[0]?.message.ts]);
      // In their order, each as it was made.
      for (const [week, { text }] of thread.entries()) {
        expect(text).toContain(`Part ${week + 1} of Atlas is done.`);
        expect(text).not.toContain(waited[locale]);
      }
      // What it says beside the digest stays when it is brought up to date.
      await run
        .as("sofia")
        .press(roots[0]?.message ?? never(), { option: locale === "en-GB" ? "Show sources" : "Voir les sources" });
      await run.settle();
      expect(textOf(asItIsNow(run, roots[0]?.message ?? never()))).toContain(waited[locale]);
    },
  );
});

function never(): never {
  throw new Error("Nothing was sent.");
}
