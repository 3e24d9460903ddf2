/** What Drumbeat asks no more, in a workspace that was asked it before. */
import { describe, expect, it } from "vitest";
import { retireQuestions } from "../../src/cadences/questions/use-cases-retired.ts";
import { exportCheckIns } from "../../src/check-ins/cli.ts";
import { databases } from "../support/databases.ts";
import { aRun, openForm, type Run, sentAs, textOf } from "../support/run.ts";

const MOOD = {
  key: "mood",
  type: "scale",
  label: { en: "How are you doing?", fr: "Comment allez-vous ?" },
  feeds: "mood",
};
const PROGRESS = { key: "progress", type: "long-text", label: { en: "What moved?", fr: "Qu’est-ce qui a avancé ?" } };

/** As a version of before left it: each cadence has these questions, and the app has not started since. */
async function asBefore(run: Run, questions: object[]): Promise<void> {
  await run.db
    .updateTable("question_set")
    .set({ questions: JSON.stringify(questions) })
    .execute();
  await startedAgain(run);
}

async function startedAgain(run: Run): Promise<void> {
  await run.stopApp();
  await run.startApp();
  await run.settle();
}

async function questionsOf(run: Run): Promise<[version: number, keys: string[]][]> {
  const rows = await run.db.selectFrom("question_set").select(["version", "questions"]).orderBy("version").execute();
  return rows.map(({ version, questions }) => [version, JSON.parse(questions).map(({ key }: { key: string }) => key)]);
}

describe.each(databases)("a check-in that asked for a mood, on %s", (database) => {
  it("goes on with a new version without it from its next round, and tells its lead once (S14) (C10)", async () => {
    const run = await aRun({ database });
    await run.to("2026-11-02T10:00Z");
    await asBefore(run, [PROGRESS, MOOD]);
    expect(await questionsOf(run)).toEqual([
      [1, ["progress", "mood"]],
      [2, ["progress"]],
    ]);
    // Tom was asked before: his form is as it was; what he says of his mood is read by nobody else and exported nowhere.
    await openForm(run, "tom");
    run.as("tom").fill("answer:progress", "Parser is done");
    run.as("tom").fill("answer:mood", "2");
    expect(await run.as("tom").submit()).toEqual({ closed: true });
    await run.settle();
    const lines = await Array.fromAsync(exportCheckIns(run.db));
    expect(lines.map(({ answers }) => answers)).toEqual([{ progress: "Parser is done" }]);
    // Nobody else answers; the lead is told during her hours, once, however often the app starts.
    await run.to("2026-11-03T10:00Z");
    await startedAgain(run);
    const notices = await sentAs(run, "question-retired", "lea");
    expect(notices).toHaveLength(1);
    expect(notices[0]?.text).toContain(
      "ne demande plus «\u00a0Comment allez-vous ?\u00a0» à partir de sa prochaine occurrence",
    );
    await openForm(run, "ravi");
    const form = textOf(await run.as("ravi").waitForView());
    expect(form).toContain("What moved?");
    expect(form).not.toContain("How are you doing?");
  });
});

describe("a check-in that asked for nothing but a mood", () => {
  it("is paused, and its lead is told what to do", async () => {
    const run = await aRun();
    await run.to("2026-11-02T10:00Z");
    await asBefore(run, [MOOD]);
    await retireQuestions(run.app.services, run.app.workspace.id);
    await run.to("2026-11-04T23:00Z");
    expect(await run.db.selectFrom("cadence").select("state").execute()).toEqual([{ state: "paused" }]);
    const notices = await sentAs(run, "question-retired", "lea");
    expect(notices.map(({ text }) => text)).toEqual([expect.stringContaining("Il est suspendu")]);
    expect(await sentAs(run, "prompt", "tom")).toHaveLength(1);
  });
});
