/** The annual workshop: asked ten working days before it, put together as the answers are due, twice without a name. */
import { describe, expect, it } from "vitest";
import { cadenceByKey, questionSetOf } from "../../src/cadences/cadences.ts";
import { changeCadence } from "../../src/cadences/changes.ts";
import type { Answers } from "../../src/cadences/questions/questions.ts";
import { goAway } from "../../src/check-ins/away/absences.ts";
import { submitCheckIn } from "../../src/check-ins/saving.ts";
import { DrumbeatError } from "../../src/platform/errors.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { closeProgram } from "../../src/programs/changes.ts";
import { decideLinesOf } from "../../src/workshop/to-decide.ts";
import { eraseBy } from "../privacy/an-erasure.ts";
import { openHome } from "../support/home-tab.ts";
import { actingAs, leaveSlack, openForm, personIn, type Run, sentAs, textOf } from "../support/run.ts";
import { seatAnew } from "../support/seats.ts";
import {
  ASKED,
  ATLAS,
  aPortfolioWithWorkshop,
  askedIn,
  aWorkshop,
  DUE,
  PUT_TOGETHER,
  preparationFor,
  programIdOf,
  promptOf,
  roundOf,
  saidBy,
  says,
  YEAR,
} from "./a-workshop.ts";

const BODY = ["sofia", "sam", "ravi", "mia", "hugo"];

const plain = (text: string) => text.replaceAll("\u00a0", " ");

async function moved(run: Run, day: number): Promise<void> {
  const ctx = await actingAs(run, "lea");
  const cadence = await cadenceByKey(run.db, ctx.actor.workspace_id, "year");
  if (!cadence) throw new Error("No workshop");
  const { questions } = await questionSetOf(run.db, ctx.actor.workspace_id, cadence.question_set_id);
  const { title, audience, readers, disclosure } = cadence;
  const rule = { every: "year" as const, on: { month: 12, day }, zone: "participant" };
  const lastKey = (await roundOf(run)).key;
  const change = { cadenceId: cadence.id, title, audience, readers, disclosure, questions, rule, lastKey };
  await inTransaction(run.db, (tx) => changeCadence({ ...ctx, db: tx }, change));
}

describe("what is asked before a workshop", () => {
  it("goes to each sponsor and member once, ten working days before, and is due on the sixth before", async () => {
    const run = await aWorkshop({ programs: [{ ...ATLAS, sponsors: ["sofia", "sam"] }] });
    await run.to("2026-11-25T20:00Z");
    expect(await askedIn(run)).toEqual([]);
    await run.to(ASKED);
    expect(await askedIn(run)).toEqual([...BODY].sort());
    const round = await roundOf(run);
    expect(round).toMatchObject({ key: "2026-12-10", due_at: "2026-12-02T17:00:00.000Z" });
    expect((await sentAs(run, "prompt", "sam")).map(({ text }) => plain(text))).toEqual([
      expect.stringContaining("Annual workshop · Atlas"),
    ]);
    expect(plain((await sentAs(run, "prompt", "sam"))[0]?.text ?? "")).toContain("workshop on Thu 10 Dec");
    expect(plain((await sentAs(run, "prompt", "hugo"))[0]?.text ?? "")).toContain("atelier du jeu. 10 déc.");
    await run.to("2026-12-14T12:00Z");
    expect(await roundOf(run)).toMatchObject({ state: "closed" });
  });

  it("is asked once of whoever sits for a portfolio over the program that has its workshop on the same day", async () => {
    const run = await aWorkshop();
    await aPortfolioWithWorkshop(run, ["sam", "ravi", "tom"]);
    await run.to(ASKED);
    expect(await askedIn(run, "year-of-retail")).toEqual(["ravi", "sam", "tom"]);
    expect(await askedIn(run)).toEqual(["hugo", "mia", "sofia"]);
    expect((await openHome(run, "tom")).join("\n")).toContain("Annual workshop");
    expect((await sentAs(run, "prompt", "tom")).map(({ text }) => plain(text))).toEqual([
      expect.stringContaining("Annual workshop · Retail"),
    ]);
  });

  it("is asked of somebody who joins after the others", async () => {
    const run = await aWorkshop();
    await run.to(ASKED);
    const committee = {
      sam: "steering",
      ravi: "steering",
      mia: "steering",
      hugo: "steering",
      tom: "steering",
    } as const;
    await seatAnew(run, "lea", { lea: "lead", sofia: "sponsor", nina: "secretary", ...committee });
    await run.to("2026-11-27T15:00Z");
    expect(await askedIn(run)).toContain("tom");
    await says(run, "tom");
    await run.to(PUT_TOGETHER);
    expect((await preparationFor(run, "tom")).answered).toBe(1);
  });

  it("stays as it is where the workshop is moved after that: nobody is asked again, and the new day is shown", async () => {
    const run = await aWorkshop();
    await run.to(ASKED);
    await moved(run, 17);
    await says(run, "sam");
    const { workspace_id: workspaceId } = await personIn(run, "sam");
    const lines = { bodyId: await programIdOf(run, "atlas"), after: "2026-12-12", until: "2028-12-31" };
    expect(await decideLinesOf(run.db, workspaceId, lines)).toHaveLength(1);
    await run.to("2026-12-18T15:00Z");
    expect(await run.db.selectFrom("round").select("key").execute()).toEqual([{ key: "2026-12-10" }]);
    expect(await preparationFor(run, "sam")).toMatchObject({ day: "2026-12-17" });
    expect(plain((await sentAs(run, "workshop-preparation", "sam"))[0]?.text ?? "")).toContain("Thu 17 Dec");
  });

  it("offers the lines that were written after the quarters of the year, the newest first", async () => {
    const quarter = { key: "quarter", program: "atlas", template: "quarterly-roadmap" };
    const run = await aWorkshop({ start: "2026-09-28T06:00:00.000Z", cadences: [YEAR, quarter] });
    await run.to("2026-10-05T15:00Z");
    const lea = await actingAs(run, "lea");
    const lesson = "Ask the stores first\nTwo pilots were enough";
    const answers: Answers = { health: { colour: "green" }, recommendation: { recommend: "continue" }, lesson };
    await submitCheckIn(lea, { promptId: await promptOf(run, "lea", "quarter"), answers });
    await run.to(ASKED);
    const form = JSON.stringify(await openForm(run, "sofia", "year"));
    expect(form).toContain("Ask the stores first");
    expect(form).toContain("Two pilots were enough");
    run.as("sofia").fill("answer:vision", "Every store");
    run.as("sofia").fill("answer:successes:done", ["Two pilots were enough"]);
    await run.as("sofia").submit();
    await run.to(PUT_TOGETHER);
    const successes = (await preparationFor(run, "sofia")).questions[1];
    expect(successes?.signed).toEqual([{ name: "Sofia Rossi", text: "Two pilots were enough" }]);
  });
});

describe("the preparation", () => {
  it("goes to chair, secretary and those who answered, by question, with names, on the fifth morning before", async () => {
    const run = await aWorkshop();
    await run.to(ASKED);
    for (const handle of ["sofia", "hugo"]) await says(run, handle);
    await run.to("2026-12-02T16:00Z");
    await expect(preparationFor(run, "sofia")).rejects.toMatchObject({ code: "PREPARATION_NOT_MADE" });
    await run.to(PUT_TOGETHER);
    for (const handle of ["sam", "nina", "sofia", "hugo"])
      expect(await sentAs(run, "workshop-preparation", handle)).toHaveLength(1);
    for (const handle of ["ravi", "mia", "lea", "tom"])
      expect(await sentAs(run, "workshop-preparation", handle)).toEqual([]);

    const [sent] = await sentAs(run, "workshop-preparation", "nina");
    expect(plain(sent?.text ?? "")).toContain("2 of 5 answered · 2 lines to decide · version 1");
    if (!sent) throw new Error("Nothing came");
    await run.as("nina").press(sent.message, { label: "Read the preparation" });
    const view = textOf(await run.as("nina").waitForView());
    expect(view).toContain("WHAT MUST BE TRUE IN 12 MONTHS?");
    expect(view).toContain("vision of hugo");
    expect(view).toContain("Sofia Rossi");
    await expect(preparationFor(run, "lea")).rejects.toMatchObject({ code: "WORKSHOP_NOT_YOURS" });
  });

  it("speaks French to a French member of an English body, with the answers as they were written", async () => {
    const run = await aWorkshop();
    await run.to(ASKED);
    for (const handle of ["sofia", "hugo"]) await says(run, handle);
    await run.to(PUT_TOGETHER);
    const [sent] = await sentAs(run, "workshop-preparation", "hugo");
    expect(plain(sent?.text ?? "")).toContain("Préparation de l’atelier du jeu. 10 déc. · Atlas");
    expect((await preparationFor(run, "hugo")).questions[0]?.label).toBe(
      "Où devons-nous en être dans 12\u00a0mois\u00a0?".replace("12\u00a0", "12 "),
    );
    expect((await preparationFor(run, "hugo")).questions[0]?.signed.map(({ text }) => text)).toContain(
      "vision of sofia",
    );
  });

  it("has a new version with each answer that comes late, which its readers see in the message that they have", async () => {
    const run = await aWorkshop();
    await run.to(ASKED);
    await says(run, "sofia");
    await run.to(PUT_TOGETHER);
    await says(run, "ravi");
    expect(await preparationFor(run, "sofia")).toMatchObject({ version: { number: 2 }, changed: ["Ravi Nair"] });
    await says(run, "ravi", saidBy("ravi", { vision: "another vision" }));
    expect(await preparationFor(run, "ravi")).toMatchObject({ version: { number: 3 }, answered: 2 });
    await run.to("2026-12-04T15:00Z");
    const [, ...others] = await sentAs(run, "workshop-preparation", "sofia");
    expect(others).toEqual([]);
    expect(plain((await sentAs(run, "workshop-preparation", "sofia"))[0]?.text ?? "")).toContain("version 3");
    expect(await sentAs(run, "workshop-preparation", "ravi")).toHaveLength(1);
  });

  it("is made of the first answer where nobody answered in time, and of none where the program is closed", async () => {
    const run = await aWorkshop();
    await run.to(PUT_TOGETHER);
    await expect(preparationFor(run, "sam")).rejects.toMatchObject({ code: "PREPARATION_NOT_MADE" });
    await says(run, "sam");
    expect((await preparationFor(run, "sam")).version.number).toBe(1);

    const closed = await aWorkshop();
    await closed.to(ASKED);
    await says(closed, "sam");
    await closeProgram(await actingAs(closed, "lea"), { programId: await programIdOf(closed, "atlas") });
    await closed.to(PUT_TOGETHER);
    expect(await sentAs(closed, "workshop-preparation", "sam")).toEqual([]);
  });

  it("is opened by nobody who has left the committee, and names nobody to who has no part in the program", async () => {
    const run = await aWorkshop();
    await run.to(ASKED);
    for (const handle of ["ravi", "hugo"]) await says(run, handle);
    await run.to(PUT_TOGETHER);
    expect((await preparationFor(run, "ravi")).answered).toBe(2);
    const committee = { sam: "steering", mia: "steering", hugo: "steering" } as const;
    await seatAnew(run, "lea", { lea: "lead", sofia: "sponsor", nina: "secretary", tom: "team", ...committee });
    const refusals = [];
    for (const handle of ["tom", "ravi"]) {
      const refused = await preparationFor(run, handle).catch((error: unknown) => error);
      if (!(refused instanceof DrumbeatError)) throw new Error(`${handle} was not refused`);
      refusals.push(refused.sentence("en"));
    }
    expect(refusals).toEqual([
      "Only those who answered, the chair and the secretary read the preparation. Ask Sam Poe or Nina Diaz.",
      "Only those who answered, the chair and the secretary read the preparation. Ask an owner of this Slack workspace.",
    ]);
    expect(await run.db.selectFrom("page_version").select("id").execute()).toHaveLength(1);
  });

  it("comes as a PDF that has what the page has", async () => {
    const run = await aWorkshop();
    await run.to(ASKED);
    for (const handle of BODY) await says(run, handle);
    await run.to(PUT_TOGETHER);
    const [sent] = await sentAs(run, "workshop-preparation", "sam");
    if (!sent) throw new Error("Nothing came");
    await run.as("sam").press(sent.message, { label: "Read the preparation" });
    await run.as("sam").waitForView();
    await run.as("sam").pressInView({ label: "PDF" });
    await run.settle();
    await run.to("2026-12-03T15:30Z");
    const files = await run.db.selectFrom("delivery").select("state").where("kind", "=", "asked-for-file").execute();
    expect(files).toEqual([{ state: "sent" }]);
  });
});

describe("what is asked without a name", () => {
  it("is asked where five are, and said so before it is saved", async () => {
    const run = await aWorkshop();
    await run.to(ASKED);
    const form = plain(JSON.stringify(await openForm(run, "sofia", "year")));
    expect(form).toContain("One thing to stop (without your name)");
    expect(form).toContain("only if five people or more answer this");
    const few = await aWorkshop({ programs: [{ ...ATLAS, steering: ["sam", "ravi", "mia"] }] });
    await few.to(ASKED);
    expect(textOf(await openForm(few, "sofia", "year"))).not.toContain("One thing to stop");
  });

  it("is not asked where one of five is away, and is thrown away by no answer of before", async () => {
    const run = await aWorkshop();
    const mia = await personIn(run, "mia");
    await goAway(await actingAs(run, "mia"), { person: mia, from: "2026-11-24", until: "2026-12-31", delegate: null });
    await run.to(ASKED);
    expect(await askedIn(run)).toEqual(["hugo", "ravi", "sam", "sofia"]);
    expect(textOf(await openForm(run, "sofia", "year"))).not.toContain("One thing to stop");
  });

  it("is shown from five answers on, in no order and with no name, and in nothing else", async () => {
    const run = await aWorkshop();
    await run.to(ASKED);
    for (const handle of BODY.slice(1)) await says(run, handle);
    await run.to("2026-12-02T12:00Z");
    await says(run, "sofia", saidBy("sofia", { stop: "" }));
    await run.to(PUT_TOGETHER);
    const stop = async () => (await preparationFor(run, "sam")).questions[2];
    expect(await stop()).toEqual({ label: "One thing to stop", signed: [], unsigned: null });

    const five = await aWorkshop();
    await five.to(ASKED);
    for (const handle of BODY) await says(five, handle);
    await five.to(PUT_TOGETHER);
    const shown = (await preparationFor(five, "sam")).questions[2];
    expect(shown?.signed).toEqual([]);
    expect(shown?.unsigned?.toSorted()).toEqual(BODY.map((handle) => `stop-${handle}`).sort());
    const messages = JSON.stringify(five.sandbox.allMessages());
    expect(messages).not.toContain("stop-");
    const { answers } = await five.db.selectFrom("check_in_revision").select("answers").executeTakeFirstOrThrow();
    expect(answers).not.toContain("stop-");
  });

  it("stands in the form of its author again until the answers are due, and is asked of nobody after that", async () => {
    const run = await aWorkshop();
    await run.to(ASKED);
    await says(run, "sofia");
    expect(textOf(await openForm(run, "sofia", "year"))).toContain("stop-sofia");
    await run.as("sofia").closeView();
    await run.to(PUT_TOGETHER);
    expect(textOf(await openForm(run, "sofia", "year"))).not.toContain("One thing to stop");
    await says(run, "sofia", { vision: "changed", successes: "as before" });
    const kept = await run.db.selectFrom("check_in_revision").select("unsigned_answers").orderBy("revision").execute();
    expect(kept.map(({ unsigned_answers: text }) => text)).toEqual(['{"stop":"stop-sofia"}', '{"stop":"stop-sofia"}']);
  });

  it("is refused at its field where the form was open as the answers came due", async () => {
    const run = await aWorkshop();
    await run.to(ASKED);
    await openForm(run, "sofia", "year");
    const sofia = run.as("sofia");
    sofia.fill("answer:vision", "Every store");
    sofia.fill("answer:successes", "Two pilots");
    sofia.fill("answer:stop", "Steering by mail");
    await run.to(DUE);
    const refused = await sofia.submit();
    expect(refused).toEqual({
      errors: { "answer:stop": "This can’t be asked without your name any more. Empty the field to save the rest." },
    });
    expect(await run.db.selectFrom("check_in").selectAll().execute()).toEqual([]);
    sofia.fill("answer:stop", "");
    await sofia.submit();
    expect(await run.db.selectFrom("check_in").selectAll().execute()).toHaveLength(1);
  });

  it("is not asked of whoever answers for somebody else", async () => {
    const run = await aWorkshop();
    const person = await personIn(run, "mia");
    const delegate = await personIn(run, "tom");
    await goAway(await actingAs(run, "mia"), { person, from: "2026-11-24", until: "2026-12-31", delegate });
    await run.to(ASKED);
    const tom = { ...run.app.services, actor: delegate };
    const { openForm: formOf } = await import("../../src/check-ins/form/opening.ts");
    const form = await formOf(tom, delegate, await promptOf(run, "mia"));
    expect(form.context.questions.map(({ key }) => key)).not.toContain("stop");
    const own = await formOf(tom, await personIn(run, "sofia"), await promptOf(run, "sofia"));
    expect(own.context.questions.map(({ key }) => key)).toContain("stop");
  });
});

describe("somebody who is erased", () => {
  it("is in no answer with a name, in no line to decide, and what was said without names is shown no more", async () => {
    const run = await aWorkshop({ programs: [{ ...ATLAS, steering: ["sam", "ravi", "mia", "hugo", "tom"] }] });
    await run.to(ASKED);
    for (const handle of [...BODY, "tom"]) await says(run, handle);
    await run.to(PUT_TOGETHER);
    const before = await preparationFor(run, "sam");
    expect(before.questions[2]?.unsigned).toHaveLength(6);

    await leaveSlack(run, "mia");
    await eraseBy(run, { admin: "workspace-owner", handle: "mia" });
    await run.to("2026-12-08T15:00Z");
    const { answered, questions } = await preparationFor(run, "sam");
    expect([answered, questions[2]?.unsigned]).toEqual([5, null]);
    expect(questions[0]?.signed.map(({ name }) => name)).not.toContain("Mia Berg");
    const { workspace_id: workspaceId } = await personIn(run, "sam");
    const lines = await decideLinesOf(run.db, workspaceId, {
      bodyId: await programIdOf(run, "atlas"),
      after: "2026-11-30",
      until: "2028-12-31",
    });
    expect(lines.map(({ text }) => text).toSorted()).toEqual(
      [...BODY, "tom"]
        .filter((handle) => handle !== "mia")
        .map((handle) => `topic of ${handle}?`)
        .sort(),
    );
  });
});

describe("what is to be decided", () => {
  it("is one line where several wrote it, of whoever wrote it first", async () => {
    const run = await aWorkshop();
    await run.to(ASKED);
    await says(run, "sofia", saidBy("sofia", { agenda: "Do we open Spain?\nWho pays?" }));
    await says(run, "hugo", saidBy("hugo", { agenda: "do we open Spain?" }));
    await run.to(PUT_TOGETHER);
    expect(plain((await sentAs(run, "workshop-preparation", "hugo"))[0]?.text ?? "")).toContain("2 lignes à trancher");
    const { workspace_id: workspaceId, id: by } = await personIn(run, "sofia");
    const year = { bodyId: await programIdOf(run, "atlas"), after: "2026-11-30", until: "2027-12-31" };
    expect(await decideLinesOf(run.db, workspaceId, year)).toMatchObject([
      { text: "Do we open Spain?", by },
      { text: "Who pays?", by },
    ]);
  });

  it("is a line each of the workshops of a body, stable whatever else is changed", async () => {
    const run = await aWorkshop();
    await run.to(ASKED);
    await says(run, "sofia", saidBy("sofia", { agenda: "Who pays?\n- Which stores?\nWho pays?" }));
    const { workspace_id: workspaceId, id: by } = await personIn(run, "sofia");
    const bodyId = await programIdOf(run, "atlas");
    const lines = await decideLinesOf(run.db, workspaceId, { bodyId, after: "2026-11-30", until: "2027-12-31" });
    expect(lines.map(({ text, by: author }) => [text, author])).toEqual([
      ["Who pays?", by],
      [expect.stringContaining("Which stores?"), by],
    ]);
    await says(run, "sofia", saidBy("sofia", { agenda: "Which till?\nWho pays?" }));
    const [, again] = await decideLinesOf(run.db, workspaceId, { bodyId, after: "2026-11-30", until: "2027-12-31" });
    expect(again).toEqual(lines[0]);
    expect(await decideLinesOf(run.db, workspaceId, { bodyId, after: "2026-12-10", until: "2027-12-31" })).toEqual([]);
  });
});
