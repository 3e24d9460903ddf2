/** *Ask the lead…*: the question and its reply go at once, in the words of their authors. */
import { describe, expect, it } from "vitest";
import { submitAndLeave } from "../../src/demo/request-acts.ts";
import { addMs } from "../../src/platform/time.ts";
import { closeProgram } from "../../src/programs/changes.ts";
import { visitorOf } from "../../src/programs/visitor-of-home.ts";
import { digestIds, questionIds } from "../../src/reports/action-ids.ts";
import { askLead, leadsToAsk, questionKind, reply, replyKind } from "../../src/reports/digest/questions.ts";
import { leadingSection } from "../../src/reports/portfolio/home.ts";
import { openedProgram } from "../../src/reports/portfolio/program-screen-data.ts";
import { answer, plain } from "../mission/acts.ts";
import { aCompany } from "../mission/company.ts";
import { bothDatabases } from "../support/databases.ts";
import { textOf } from "../support/run.ts";
import { aDraft } from "./drafting.ts";

describe.each(bothDatabases)("a question to the lead, on %s", (name) => {
  async function fresh() {
    const given = await aDraft(name);
    const question = { programId: given.program.id, digestId: null, words: "Why *not* online first?", viewId: "V1" };
    return { ...given, question };
  }

  it("goes once to whoever leads with its words, and the reply to whoever asked", async () => {
    const { services, margaret, tom, question, sentTo, message, by } = await fresh();
    expect([questionKind.lane, replyKind.lane]).toEqual(["now", "now"]);
    expect((await askLead(by(margaret), question)).map(({ name }) => name)).toEqual(["Tom"]);
    await askLead(by(margaret), question);
    expect(await sentTo("report-question")).toEqual(["Tom"]);
    const asked = await message("report-question");
    expect([asked.text, asked.isWanted]).toEqual(["Margaret asks about Loyalty", true]);
    expect(asked.blocks).toContain("Why *not* online first?");
    const questionId = `${margaret.id}:V1`;
    // With their part of the digest it is on the Home of whoever leads.
    const home = async () => JSON.stringify(await leadingSection(services)(await visitorOf(services, tom)));
    for (const words of ["Your part of Margaret’s digest", "Hold", "Why *not* online first?", "Reply…"])
      expect(await home()).toContain(words);
    await reply(by(tom), { questionId, words: "The stores come first." });
    expect(await home()).not.toContain("Reply…");
    expect(await sentTo("report-reply")).toEqual(["Margaret"]);
    const replied = await message("report-reply", "fr-FR");
    expect(replied.text).toBe("Réponse de Tom sur «\u00a0Loyalty\u00a0»");
    for (const words of ["The stores come first.", "Why *not* online first?"]) expect(replied.blocks).toContain(words);
    const after = await message("report-question");
    expect(after.blocks).toContain("You replied");
    expect(after.blocks).not.toContain("Reply…");
    await expect(reply(by(tom), { questionId, words: "Again" })).rejects.toMatchObject({ code: "REPLIED" });
  });

  it("is asked by those who read its reports alone, and answered by whoever leads alone", async () => {
    const { margaret, priya, tom, dan, question, by } = await fresh();
    for (const person of [priya, tom])
      await expect(askLead(by(person), question)).rejects.toMatchObject({ code: "QUESTION_NOT_YOURS" });
    await askLead(by(margaret), question);
    const questionId = `${margaret.id}:V1`;
    for (const person of [priya, margaret])
      await expect(reply(by(person), { questionId, words: "No" })).rejects.toMatchObject({
        code: "REPLY_NOT_YOURS",
      });
    expect((await reply(by(dan), { questionId, words: "Yes" })).name).toBe("Margaret");
  });

  it("stands on an opened program for those who may ask, and nowhere once it is closed or nobody leads it", async () => {
    const { db, services, margaret, tom, program, question, message, by } = await fresh();
    const mayAsk = async (person: typeof tom) =>
      (await openedProgram(services, person, { programId: program.id, digestId: null })).mayAskLead;
    expect([await mayAsk(margaret), await mayAsk(tom)]).toEqual([true, false]);
    await askLead(by(margaret), question);
    await db.updateTable("person").set({ is_deactivated: 1 }).where("handle", "in", ["tom", "dan"]).execute();
    await expect(leadsToAsk(services, margaret, program.id)).rejects.toMatchObject({ code: "NOBODY_LEADS" });
    await db.updateTable("person").set({ is_deactivated: 0 }).where("handle", "in", ["tom", "dan"]).execute();
    await closeProgram(by(tom), { programId: program.id });
    expect(await mayAsk(margaret)).toBe(false);
    expect((await message("report-question")).isWanted).toBe(false);
  });
});

it("is asked from a digest, and the reply comes to its thread at once", async () => {
  const run = await aCompany({ cadences: ["monthly"], start: "2026-11-27T00:00:00.000Z" });
  await run.to("2026-11-30T10:00Z");
  await answer(run, "tom", "monthly", { bottomLine: "Live in March", status: "on track", done: "Import is live" });
  await run.to("2026-12-03T10:00Z");
  const [margaret, tom] = [run.as("margaret"), run.as("tom")];
  const digest = margaret.dm().find((message) => textOf(message).includes("[Forward…]")) ?? expect.fail("No digest");
  const asks = async (actor: typeof tom, words: string) => {
    await actor.waitForView();
    actor.fill("words", words);
    await submitAndLeave(actor);
    await run.to(addMs(run.clock.now(), 5_000));
  };
  await margaret.press(digest, { actionId: digestIds.openProgram });
  await margaret.waitForView();
  await margaret.pressInView({ actionId: questionIds.ask });
  await asks(margaret, "Why not online first?");
  await tom.press(tom.dm().at(-1) ?? expect.fail("Not asked"), { actionId: questionIds.reply });
  await asks(tom, "The stores come first.");
  const replied = margaret.dm().find((message) => textOf(message).includes("The stores come first."));
  expect(replied?.thread_ts).toBe(digest.ts);

  // At night: the screen says when it comes, and it comes then.
  await margaret.press(digest, { actionId: digestIds.openProgram });
  await margaret.waitForView();
  await margaret.pressInView({ actionId: questionIds.ask });
  await asks(margaret, "And the tills?");
  await run.to("2026-12-03T23:00Z");
  await tom.press(tom.dm().at(-1) ?? expect.fail("Not asked"), { actionId: questionIds.reply });
  await tom.waitForView();
  expect(plain(JSON.stringify(tom.view()))).toContain("In your words. Margaret Osei gets it Fri 4 Dec, 8:30.");
  await asks(tom, "Next week.");
  const hasReply = () => margaret.dm().some((message) => textOf(message).includes("Next week."));
  await run.to("2026-12-04T08:29Z");
  expect(hasReply()).toBe(false);
  await run.to("2026-12-04T08:31Z");
  expect(hasReply()).toBe(true);
});
