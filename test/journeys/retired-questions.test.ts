/** What Drumbeat asks no more, in a workspace that was asked it before: moods, and opinions on others. */
import { describe, expect, it } from "vitest";
import { retireQuestions } from "../../src/cadences/questions/use-cases-retired.ts";
import { hashOf } from "../../src/check-ins/proposals/sentence-hash.ts";
import { enqueueUpdate } from "../../src/delivery/use-cases.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { databases } from "../support/databases.ts";
import { openHome } from "../support/home-tab.ts";
import { aRun, arrivals, LEA, NINA, openForm, personIn, type Run, SOFIA, sentAs, TOM, textOf } from "../support/run.ts";
import { storedCheckIns } from "../support/stored-check-ins.ts";

const MOOD = {
  key: "mood",
  type: "scale",
  label: { en: "How are you doing?", fr: "Comment allez-vous ?" },
  feeds: "mood",
};
const PROGRESS = {
  key: "progress",
  type: "long-text",
  label: { en: "What moved?", fr: "Qu’est-ce qui a avancé ?" },
  feeds: "progress",
};
const STAKEHOLDERS = {
  key: "stakeholders",
  type: "long-text",
  label: { en: "Stakeholders whose position moved", fr: "Parties prenantes dont la position évolue" },
};
/** As a lead had changed it: in one language, and told as a risk. */
const SPONSORSHIP = {
  key: "sponsorship",
  type: "long-text",
  label: { en: "What about the sponsor?", fr: "Évaluation du parrainage" },
  feeds: "risk",
};

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

async function answered(run: Run, handle: string): Promise<void> {
  await openForm(run, handle);
  run.as(handle).fill("answer:progress", "Parser is done");
  run.as(handle).fill("answer:next", "The exporter");
  expect(await run.as(handle).submit()).toEqual({ closed: true });
  await run.settle();
}

async function questionsOf(run: Run): Promise<[version: number, keys: string[]][]> {
  const rows = await run.db.selectFrom("question_set").select(["version", "questions"]).orderBy("version").execute();
  return rows.map(({ version, questions }) => [version, JSON.parse(questions).map(({ key }: { key: string }) => key)]);
}

describe.each(databases)("a check-in that asked for a mood and for opinions, on %s", (database) => {
  it("asks it no more, also where it is open, and tells its lead once (S14) (C10)", async () => {
    const run = await aRun({ database });
    await run.to("2026-11-02T10:00Z");
    await asBefore(run, [PROGRESS, MOOD, STAKEHOLDERS, SPONSORSHIP]);
    expect(await questionsOf(run)).toEqual([
      [1, ["progress", "mood", "stakeholders", "sponsorship"]],
      [2, ["progress"]],
    ]);
    // Tom was asked before, and answers now.
    const form = textOf(await openForm(run, "tom"));
    expect(form).toContain("What moved?");
    expect(form).not.toMatch(/How are you doing|Stakeholders|sponsor/);
    run.as("tom").fill("answer:progress", "Parser is done");
    expect(await run.as("tom").submit()).toEqual({ closed: true });
    await run.settle();
    const lines = await Array.fromAsync(storedCheckIns(run.db));
    expect(lines.map(({ answers }) => answers)).toEqual([{ progress: "Parser is done" }]);
    // Nobody else answers; the lead is told during her hours, once, however often the app starts.
    await run.to("2026-11-03T10:00Z");
    await startedAgain(run);
    const notices = await sentAs(run, "question-retired", "lea");
    expect(notices).toHaveLength(1);
    expect(notices[0]?.text).toContain(
      "ne demande plus «\u00a0Comment allez-vous ?\u00a0», «\u00a0Parties prenantes dont la position évolue\u00a0» et «\u00a0Évaluation du parrainage\u00a0»",
    );
    await openForm(run, "ravi");
    const next = textOf(await run.as("ravi").waitForView());
    expect(next).toContain("What moved?");
    expect(next).not.toMatch(/How are you doing|Stakeholders|sponsor/);
  });

  it("tells what was answered to it to nobody but its author (V1) (V5)", async () => {
    const run = await aRun({
      database,
      people: [LEA, TOM, NINA, SOFIA],
      channels: [{ name: "atlas-room", isPrivate: true, members: ["lea", "tom", "nina", "sofia"] }],
      programs: [
        {
          key: "atlas",
          title: "Atlas",
          lead: "lea",
          sponsors: ["sofia"],
          team: ["tom", "nina"],
          channel: "atlas-room",
        },
      ],
      cadences: [{ key: "daily", program: "atlas", template: "daily-team", readers: ["lead", "sponsors", "team"] }],
    });
    for (const [handle, at] of [
      ["tom", "2026-11-02T10:00Z"],
      ["nina", "2026-11-02T15:00Z"],
    ] as const) {
      await run.to(at);
      await answered(run, handle);
    }
    await run.to("2026-11-02T23:00Z");
    const before = {
      progress: "Parser is done",
      mood: "SENTINEL-MOOD",
      stakeholders: "SENTINEL-STAKEHOLDERS",
      sponsorship: "SENTINEL-SPONSOR",
    };
    // Tom has answered for Nina, too.
    await run.db
      .updateTable("check_in_revision")
      .set({ answers: JSON.stringify(before), author_id: (await personIn(run, "tom")).id })
      .execute();
    await asBefore(run, [PROGRESS, { ...MOOD, type: "text" }, STAKEHOLDERS, SPONSORSHIP]);
    const from = run.transcript.length;
    // Every message that was sent is made again.
    const { services, workspace } = run.app;
    await inTransaction(run.db, (tx) => enqueueUpdate(tx, services, { workspaceId: workspace.id, keysFrom: "" }));
    await run.to("2026-11-03T12:00Z");
    const [summary] = run.sandbox
      .allMessages()
      .filter((message) => JSON.stringify(message.metadata ?? {}).includes("delivery"))
      .filter((message) => textOf(message).includes("Read the answers"));
    if (!summary) throw new Error("There is no summary.");
    expect(textOf(summary)).toContain("Parser is done");
    for (const handle of ["lea", "sofia", "nina"]) {
      await openHome(run, handle);
      await run.as(handle).command("/drumbeat portfolio");
      await run.as(handle).command("/drumbeat digest preview");
      await run.settle();
    }
    await run.as("lea").press(summary, { label: "Read the answers" });
    const read = textOf(await run.as("lea").waitForView());
    expect(read).toContain("Parser is done");
    // Digests, and what goes with them.
    await run.to("2026-11-10T12:00Z");
    expect(
      arrivals(run, "lea")
        .map(({ text }) => text)
        .join("\n"),
    ).toContain("Parser is done");

    const own = arrivals(run, "tom")
      .map(({ text }) => text)
      .join("\n");
    for (const said of ["SENTINEL-MOOD", "SENTINEL-STAKEHOLDERS", "SENTINEL-SPONSOR"]) expect(own).toContain(said);
    const channelOfTom = arrivals(run, "tom")[0]?.message.channel;
    const told = run.transcript.slice(from).filter((entry) => JSON.stringify(entry).includes("SENTINEL"));
    expect(told.length).toBeGreaterThan(0);
    expect([...new Set(told.map(({ body }) => body.channel))]).toEqual([channelOfTom]);
    const lines = await Array.fromAsync(storedCheckIns(run.db));
    expect(lines.map(({ answers }) => answers)).toEqual([
      { progress: "Parser is done" },
      { progress: "Parser is done" },
    ]);
  });

  it("keeps what its author made of it when they correct the rest, and takes an unchanged answer for no correction", async () => {
    const run = await aRun({ database });
    await run.to("2026-11-02T10:00Z");
    await answered(run, "tom");
    const request = "Please free a tester until Friday.";
    const { id: checkInId } = await run.db.selectFrom("check_in").select("id").executeTakeFirstOrThrow();
    const before = { progress: "Parser is done", stakeholders: request };
    await run.db
      .updateTable("check_in_revision")
      .set({ answers: JSON.stringify(before) })
      .execute();
    await run.db
      .insertInto("proposal")
      .values({
        workspace_id: run.app.workspace.id,
        check_in_id: checkInId,
        hash: hashOf(request),
        meaning: "request",
        person_id: (await personIn(run, "tom")).id,
        decision: "yes",
        decided_at: run.clock.now(),
        date_before: null,
      })
      .execute();
    await asBefore(run, [PROGRESS, STAKEHOLDERS]);
    const edited = async (progress: string) => {
      const [receipt] = await sentAs(run, "prompt", "tom");
      if (!receipt) throw new Error("There is no receipt.");
      await run.as("tom").press(receipt.message, { label: "Edit" });
      await run.as("tom").waitForView();
      run.as("tom").fill("answer:progress", progress);
      expect(await run.as("tom").submit()).toEqual({ closed: true });
      await run.settle();
      return (await run.db.selectFrom("check_in_revision").select("revision").execute()).length;
    };
    expect(await edited("Parser is done")).toBe(1);
    expect(await edited("Parser is nearly done")).toBe(2);
    expect(await edited("Parser is done again")).toBe(3);
    expect(await run.db.selectFrom("proposal").select("decision").execute()).toEqual([{ decision: "yes" }]);
  });
});

describe("a check-in that asked for nothing but a mood", () => {
  it("is paused, its lead is told what to do, and what is open can be closed", async () => {
    const run = await aRun();
    await run.to("2026-11-02T10:00Z");
    await asBefore(run, [MOOD]);
    await retireQuestions(run.app.services, run.app.workspace.id);
    expect(textOf(await openForm(run, "tom"))).not.toContain("How are you doing?");
    expect(await run.as("tom").submit()).toEqual({ closed: true });
    await run.to("2026-11-04T23:00Z");
    expect(await run.db.selectFrom("cadence").select("state").execute()).toEqual([{ state: "paused" }]);
    const notices = await sentAs(run, "question-retired", "lea");
    expect(notices.map(({ text }) => text)).toEqual([expect.stringContaining("il est maintenant en pause")]);
    expect(await sentAs(run, "prompt", "tom")).toHaveLength(1);
  });
});
