import { placedElements } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Answers } from "../../src/cadences/questions/questions.ts";
import { fillAndSubmit } from "../../src/demo/answering.ts";
import { linesOf, modalOf, openComing, openHome, refreshed } from "../support/home-tab.ts";
import {
  aRun,
  LEA,
  lastMessage,
  NINA,
  openForm,
  RAVI,
  type Run,
  type RunOptions,
  SAM,
  SOFIA,
  TOM,
  textOf,
} from "../support/run.ts";

/** What every Home of somebody in a program ends with. */
const TO_PREFERENCES = {
  en: [
    "Set your hours, message limits, language and check-ins.",
    "See what is kept about you, until when, and who reads it.",
    "⋯Preferences ⋯My data",
  ],
  fr: [
    "Réglez vos horaires, votre langue, le nombre de messages et vos points d’étape.",
    "Consultez ce qui est conservé à votre sujet, jusqu’à quand, et qui le lit.",
    "⋯Préférences ⋯Mes données",
  ],
};

const DAILY = { key: "daily", program: "atlas", template: "daily-team" };
const WEEKLY = { key: "weekly", program: "atlas", template: "weekly-progress" };
const MONTHLY = { key: "monthly", program: "atlas", template: "monthly-executive" };
/** Monday at three in London, an hour before Nina's lunch. */
const THREE = "2026-11-02T15:00Z";

const inFrench = <P extends { locale: string }>(person: P): P => ({ ...person, locale: "fr-FR" });
const inEnglish = <P extends { locale: string }>(person: P): P => ({ ...person, locale: "en-GB" });

async function answer(run: Run, handle: string, cadence: string, answers: Answers): Promise<void> {
  await openForm(run, handle, cadence);
  await fillAndSubmit(run.as(handle), run.known(handle, cadence).cadence.questions, answers);
  await run.settle();
}

const DONE: Answers = { progress: "The import runs.", next: "Watch it." };

describe("a person's Home", () => {
  it("starts with what is asked now, the first due first, each with its button", async () => {
    const run = await aRun({ cadences: [{ ...WEEKLY, audience: ["lead", "team"] }, DAILY] });
    await run.to("2026-11-05T15:00Z");
    expect(await openHome(run, "tom")).toEqual([
      "TO DO NOW",
      "Daily team check-in · Atlas",
      "Thursday\u00a05\u00a0November · due Thu\u00a05\u00a0Nov, 17:00",
      "[Check in]",
      "Weekly progress · Atlas",
      "week of 2\u00a0Nov · due Fri\u00a06\u00a0Nov, 14:00",
      "[Check in]",
      "YOUR PROGRAMS",
      "Atlas · Working team",
      ...TO_PREFERENCES.en,
    ]);
    expect(run.sandbox.counters.errors).toEqual([]);
  });

  it("shows an answer given from it at once, on one line that can be edited", async () => {
    const run = await aRun();
    await run.to(THREE);
    await openHome(run, "tom");
    await refreshed(run, "tom", () => run.as("tom").pressInHome({ label: "Check in" }));
    const { questions } = run.known("tom", "daily").cadence;
    const after = await refreshed(run, "tom", () => fillAndSubmit(run.as("tom"), questions, DONE));
    expect(after.slice(0, 6)).toEqual([
      "TO DO NOW",
      "You’re all caught up.",
      "[Check in early]",
      "CHECKED IN",
      "Daily team check-in · Atlas · Monday\u00a02\u00a0November · ✓ checked in Mon\u00a02\u00a0Nov, 15:00",
      "[Edit]",
    ]);
    await run.as("tom").pressInHome({ label: "Edit" });
    expect(textOf(await run.as("tom").waitForView())).toContain("The import runs.");
  });

  it("shows what was done elsewhere: by a button of a message, by a command", async () => {
    const run = await aRun();
    await run.to(THREE);
    await openHome(run, "tom");
    const [prompt] = run.as("tom").dm();
    if (!prompt) throw new Error("Tom was not asked");
    const after = await refreshed(run, "tom", () => run.as("tom").press(prompt, { label: "Nothing to report" }));
    expect(after.join("\n")).toContain("✓ checked in Mon\u00a02\u00a0Nov, 15:00");
    await refreshed(run, "tom", () => run.as("tom").command("/drumbeat help"));
    await run.settle();
    expect(run.sandbox.counters.errors).toEqual([]);
  });

  it("is not published for somebody who has not opened it", async () => {
    const run = await aRun();
    await run.to(THREE);
    await run.as("tom").command("/drumbeat help");
    await run.settle();
    expect(run.as("tom").home()).toBeNull();
  });

  it("shows a stranger the first step, and nothing of others' programs", async () => {
    const run = await aRun({ people: [LEA, TOM, NINA, RAVI, SOFIA, SAM, inFrench({ ...SAM, handle: "samuel" })] });
    await run.to(THREE);
    const english = await openHome(run, "sam");
    expect(english).toEqual([
      "You’re not in a program right now. Ask a lead to add you, or create your own.",
      "[Create a program]",
    ]);
    expect((await openHome(run, "samuel"))[1]).toBe("[Créer un programme]");
    await run.as("sam").pressInHome({ label: "Create a program" });
    expect(textOf(await run.as("sam").waitForView())).toContain("New program");
  });

  it("stops showing what nobody asks any more, once the person has left the program", async () => {
    const run = await aRun();
    await run.to(THREE);
    expect(await openHome(run, "tom")).toContain("[Check in]");
    await run.db.updateTable("seat").set({ until_date: "2026-11-01" }).where("role", "=", "team").execute();
    expect((await openHome(run, "tom")).join("\n")).not.toContain("Atlas");
  });
});

/** The line of buttons of Léa's next digest of a rhythm, in what she has opened. */
function footOf(run: Run, rhythm: string): string {
  const blocks = z.array(z.looseObject({ block_id: z.string().optional() })).parse(run.as("lea").view()?.blocks);
  const foot = blocks.find(({ block_id }) => block_id?.startsWith("card:") && block_id.endsWith(`:${rhythm}`));
  if (!foot?.block_id) throw new Error(`There is no ${rhythm} digest to come.`);
  return foot.block_id;
}

const THREE_CADENCES: RunOptions = { cadences: [DAILY, WEEKLY, MONTHLY] };

describe("a lead's Home", () => {
  it("shows the round in progress with the silent, the coming dates, and the preview (silent-to-leads)", async () => {
    const run = await aRun({ ...THREE_CADENCES, people: [inEnglish(LEA), TOM, NINA, RAVI, SOFIA] });
    await run.to(THREE);
    await answer(run, "tom", "daily", DONE);
    expect((await openHome(run, "lea")).slice(3)).toEqual([
      "YOUR PROGRAMS",
      "⚪ Atlas · no recent update · Phase: Alignment · Lead",
      "Daily team check-in · Monday\u00a02\u00a0November · 1 answered. Waiting for 2 people.",
      "Next: Tue\u00a03\u00a0Nov, 9:30 (Daily team check-in) · Wed\u00a04\u00a0Nov, 10:00 (Monthly digest, October 2026)",
      "⋯Read the answers: Daily team check-in ⋯Why this status? ⋯Preview the digest ⋯Coming up…",
      "Only program leads see who hasn’t answered.",
      ...TO_PREFERENCES.en,
    ]);
    await run.as("lea").pressInHome({ actionId: "home.program", option: "Read the answers: Daily team check-in" });
    expect(textOf(await run.as("lea").waitForView())).toContain("The import runs.");
    await run.as("lea").closeView();
    expect((await openComing(run, "lea")).split("\n").filter((line) => line !== "")).toEqual([
      expect.stringContaining("Coming up"),
      "Atlas",
      "Next check-ins: Tue\u00a03\u00a0Nov, 9:30 (Daily team check-in) · Thu\u00a05\u00a0Nov, 14:00 (Weekly progress) · Mon\u00a030\u00a0Nov, 9:00 (Monthly executive check-in)",
      "Monthly digest, October 2026 · goes out Wed\u00a04\u00a0Nov, 10:00",
      "[Preview the digest] [Leave my part out]",
      "Annual digest, 2026 · goes out Tue\u00a05\u00a0Jan, 10:00",
      "[Preview the digest] [Leave my part out]",
      "[Close]",
    ]);
  });

  it("reads the same in French", async () => {
    const run = await aRun(THREE_CADENCES);
    await run.to(THREE);
    expect(await openHome(run, "lea")).toEqual([
      "À FAIRE MAINTENANT",
      "Vous n’avez rien à faire pour l’instant.",
      "[Faire le point en avance]",
      "VOS PROGRAMMES",
      "⚪ Atlas · sans mise à jour récente · Phase\u00a0: Alignement · Responsable",
      "Point quotidien · lundi\u00a02\u00a0novembre · 0 réponse. Réponses manquantes\u00a0: 3 personnes.",
      "À venir\u00a0: mar.\u00a03\u00a0nov. à\u00a09\u00a0h\u00a030 (Point quotidien) · mer.\u00a04\u00a0nov. à\u00a010\u00a0h (Synthèse mensuelle, octobre 2026)",
      "⋯Expliquer le statut ⋯Aperçu de la synthèse ⋯À venir…",
      "Les réponses manquantes ne sont visibles que des responsables du programme.",
      ...TO_PREFERENCES.fr,
    ]);
    expect((await openComing(run, "lea")).split("\n").filter((line) => line !== "")).toEqual([
      expect.stringContaining("À venir"),
      "Atlas",
      "Prochains points d’étape\u00a0: mar.\u00a03\u00a0nov. à\u00a09\u00a0h\u00a030 (Point quotidien) · jeu.\u00a05\u00a0nov. à\u00a014\u00a0h (Point hebdomadaire) · lun.\u00a030\u00a0nov. à\u00a09\u00a0h (Point exécutif mensuel)",
      "Synthèse mensuelle, octobre 2026 · envoi le mer.\u00a04\u00a0nov. à\u00a010\u00a0h",
      "[Aperçu de la synthèse] [Exclure ma partie]",
      "Synthèse annuelle, 2026 · envoi le mar.\u00a05\u00a0janv. à\u00a010\u00a0h",
      "[Aperçu de la synthèse] [Exclure ma partie]",
      "[Fermer]",
    ]);
  });

  it("counts neither who is away, nor who has not been asked yet", async () => {
    const run = await aRun({ people: [inEnglish(LEA), TOM, NINA, RAVI, SOFIA] });
    // In London it is half past nine, in New York half past four in the morning.
    await run.to("2026-11-02T09:31Z");
    await run.as("ravi").command("/drumbeat away");
    await run.as("ravi").waitForView();
    await run.as("ravi").submit();
    await run.settle();
    const lines = await openHome(run, "lea");
    expect(lines).toContain(
      "Daily team check-in · Monday\u00a02\u00a0November · 0 answered · 1 away. Waiting for 1 person.",
    );
  });

  it("previews the program's part of the sponsor's digest, in the lead's language, and stores nothing", async () => {
    const run = await aRun({ cadences: [MONTHLY], start: "2026-10-29T00:00:00.000Z" });
    await run.to("2026-10-30T12:00Z");
    await answer(run, "lea", "monthly", EXECUTIVE);
    await run.to("2026-11-02T12:00Z");
    await openHome(run, "lea");
    await openComing(run, "lea");
    await run.as("lea").pressInView({ blockId: footOf(run, "monthly"), label: "Aperçu de la synthèse" });
    await expect.poll(() => modalOf(run, "lea")).toContain("en l’état au");
    const inAll = textOf(await run.as("lea").waitForView());
    await run.as("lea").closeView();
    await run.as("lea").closeView();
    await run.as("lea").pressInHome({ actionId: "home.program", option: "Aperçu de la synthèse" });
    const preview = textOf(await run.as("lea").waitForView());
    expect(preview).toBe(inAll);
    expect(preview).toContain(
      "La partie de ce programme dans la prochaine synthèse destinée à Sofia Rossi, en l’état au",
    );
    expect(preview).toContain("OCTOBRE 2026 · ATLAS");
    expect(preview).toContain("Release one engineer?");
    expect(await run.db.selectFrom("digest").select("id").execute()).toEqual([]);
    expect(run.sandbox.counters.errors).toEqual([]);
  });

  it("refuses the preview kindly to somebody who no longer leads", async () => {
    const run = await aRun({ people: [inEnglish(LEA), TOM, NINA, RAVI, SOFIA] });
    await openHome(run, "lea");
    await run.db.updateTable("seat").set({ until_date: "2026-11-01" }).where("role", "=", "lead").execute();
    await openComing(run, "lea");
    expect(textOf(await run.as("lea").waitForView())).toContain(
      "Only the leads of this program can preview its part of a digest.",
    );
  });
});

const EXECUTIVE: Answers = {
  "bottom-line": "The launch slips unless one engineer joins.",
  health: { colour: "red", reason: "Nobody is free to build the fix." },
  progress: "The cause was found.",
  ask: "Release one engineer?",
};

/** On Friday Léa answers, and on Wednesday the sponsor has the digest of October. */
async function afterTheDigest(options: RunOptions): Promise<Run> {
  const run = await aRun({ cadences: [MONTHLY], start: "2026-09-28T00:00:00.000Z", ...options });
  await run.to("2026-09-30T12:00Z");
  await answer(run, "lea", "monthly", { ...EXECUTIVE, health: { colour: "amber", reason: "A plan is there." } });
  await run.to("2026-10-30T12:00Z");
  await answer(run, "lea", "monthly", EXECUTIVE);
  await run.to("2026-11-04T12:00Z");
  return run;
}

describe("a sponsor's Home", () => {
  it("starts with what waits, then the programs with their status, then the digests", async () => {
    const run = await afterTheDigest({});
    expect(await openHome(run, "sofia")).toEqual([
      "TO DECIDE",
      "Release one engineer? · Atlas",
      "ATL-ASK-1 · waiting 35 days · no date entered · from Léa Martin · incomplete · no decider chosen",
      "[Decide…]",
      "YOUR PROGRAMS",
      "🔴 Atlas · Off track · lead: Léa Martin · Phase: Alignment · Sponsor",
      "⋯Why this status?",
      "Open requests by age (1): 1 over two weeks",
      "YOUR DIGESTS",
      "October 2026 · as of Wed\u00a04\u00a0Nov, 9:00",
      "September 2026 · as of Mon\u00a05\u00a0Oct, 9:00",
      "⋯Read October 2026 ⋯Read September 2026",
      ...TO_PREFERENCES.en,
    ]);
    await run.as("sofia").pressInHome({ actionId: "digest.read", option: await lastEdition(run) });
    const digest = await run.as("sofia").waitForView();
    expect(textOf(digest)).toContain("OCTOBER 2026 · ATLAS");
    await run.as("sofia").pressInView({ label: "Show sources" });
    await expect.poll(() => run.as("sofia").view()?.id, { interval: 2 }).not.toBe(digest.id);
    expect(textOf(await run.as("sofia").waitForView())).toContain("This digest is based on 1 check-in");
    expect(run.sandbox.counters.errors).toEqual([]);
  });

  it("says when the first digest comes, and shows neither answers nor silence", async () => {
    const run = await aRun(THREE_CADENCES);
    await run.to(THREE);
    const lines = await openHome(run, "sofia");
    expect(lines).toContain("Your first digest arrives after the first check-in.");
    expect(lines.join("\n")).not.toMatch(/Waiting for|answered|Preview|Read/);
  });

  it("does not open the digest of somebody else", async () => {
    const run = await afterTheDigest({});
    await openHome(run, "sofia");
    const value = await lastEdition(run);
    await run.db
      .updateTable("digest")
      .set({ reader_id: await idOf(run, "tom") })
      .execute();
    await run.as("sofia").pressInHome({ actionId: "digest.read", option: value });
    expect(textOf(await run.as("sofia").waitForView())).toContain("This digest is for someone else.");
  });
});

async function lastEdition(run: Run): Promise<string> {
  const row = await run.db
    .selectFrom("digest_edition")
    .select("id")
    .orderBy("cut_off_at", "desc")
    .executeTakeFirstOrThrow();
  return row.id;
}

async function idOf(run: Run, handle: string): Promise<string> {
  const row = await run.db.selectFrom("person").select("id").where("handle", "=", handle).executeTakeFirstOrThrow();
  return row.id;
}

describe("a hundred programs", () => {
  const keys = Array.from({ length: 100 }, (_, index) => `p${String(index).padStart(2, "0")}`);

  it("come in pages that Slack takes, one after the other and back", async () => {
    const run = await aRun({ people: [inEnglish(LEA), TOM, NINA, RAVI, SOFIA] });
    const program = await run.db.selectFrom("program").selectAll().executeTakeFirstOrThrow();
    const seat = await run.db.selectFrom("seat").selectAll().where("role", "=", "lead").executeTakeFirstOrThrow();
    for (const [place, key] of keys.entries()) {
      const shortKey = `K${"ABCDEFGHIJ"[Math.floor(place / 10)]}${"ABCDEFGHIJ"[place % 10]}`;
      const title = `${key} ${"long & <title> ".repeat(20)}`;
      await run.db
        .insertInto("program")
        .values({ ...program, id: key, key, short_key: shortKey, title })
        .execute();
      await run.db
        .insertInto("seat")
        .values({ ...seat, id: `seat-${key}`, program_id: key })
        .execute();
    }
    const seen: string[] = [];
    let lines = await openHome(run, "lea");
    for (;;) {
      seen.push(...lines);
      const home = run.as("lea").home();
      expect(home?.blocks.length).toBeLessThanOrEqual(100);
      if (!lines.at(-1)?.includes("[More]")) break;
      lines = await refreshed(run, "lea", () => run.as("lea").pressInHome({ label: "More" }));
    }
    for (const key of keys) expect(seen.filter((line) => line.startsWith(`${key} `))).toHaveLength(1);
    const last = placedElements(run.as("lea").home()?.blocks ?? []).map(({ actionId }) => actionId);
    expect(last).toContain("home.back");
    const page = /Page (\d+) of (\d+)/;
    const [, shown, pages] = page.exec(lines.join("\n")) ?? [];
    expect(shown).toBe(pages);
    const back = await refreshed(run, "lea", () => run.as("lea").pressInHome({ label: "Back" }));
    expect(page.exec(back.join("\n"))?.[1]).toBe(String(Number(shown) - 1));
    // What is done on a page leaves it there.
    const after = await refreshed(run, "lea", () => run.as("lea").command("/drumbeat help"));
    expect(after).toEqual(back);
    expect(run.sandbox.counters.errors).toEqual([]);
  });
});

it("ends with the newest picture, whatever is done while one is being published", async () => {
  const BOREALIS = { key: "borealis", title: "Borealis", lead: "lea", team: ["tom"] };
  const run = await aRun({
    programs: [{ key: "atlas", title: "Atlas", lead: "lea", team: ["tom"] }, BOREALIS],
    cadences: [DAILY, { ...DAILY, key: "second", program: "borealis" }],
  });
  await run.to("2026-11-02T14:00Z");
  await openHome(run, "tom");
  const tom = run.as("tom");
  const bundle = lastMessage(run, "tom");
  await tom.press(bundle, { option: "Send separately" });
  await run.to("2026-11-02T14:05Z");
  run.sandbox.misbehave({ do: "answer-late", ms: 150, on: { method: "views.publish" } });
  const prompts = tom.dm().slice(1);
  expect(prompts).toHaveLength(2);
  await Promise.all(prompts.map((prompt) => tom.press(prompt, { label: "Nothing to report" })));
  const checkedIn = () => linesOf(tom.home()).filter((line) => line.includes("✓ checked in"));
  await expect.poll(checkedIn, { interval: 2 }).toHaveLength(2);
});

it("keeps what was done when Home cannot be published", async () => {
  const run = await aRun();
  await run.to(THREE);
  await openHome(run, "tom");
  run.sandbox.misbehave({ do: "answer-error", error: "internal_error", on: { method: "views.publish" } });
  await answer(run, "tom", "daily", DONE);
  expect(await run.db.selectFrom("check_in").select("id").execute()).toHaveLength(1);
  // The next act brings it up to date.
  const after = await refreshed(run, "tom", () => run.as("tom").command("/drumbeat help"));
  expect(after.join("\n")).toContain("✓ checked in");
});
