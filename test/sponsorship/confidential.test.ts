/** What is kept about stakeholders is theirs and of those who keep it: in views, and nowhere else. */
import { describe, expect, it } from "vitest";
import { inTransaction } from "../../src/platform/transaction.ts";
import { sendOwnData } from "../../src/privacy/my-data/use-cases.ts";
import { object, objectionsToAnswer, objectionToAnswer } from "../../src/privacy/objections/use-cases.ts";
import { saveChoice } from "../../src/sponsorship/choosing/use-cases.ts";
import { expiringCandidates } from "../../src/sponsorship/choosing/use-cases-expiry.ts";
import { expiringContacts } from "../../src/sponsorship/stakeholders/use-cases-expiry.ts";
import { eraseByTwo, nameForDataProtection } from "../privacy/a-story.ts";
import { databases } from "../support/databases.ts";
import { personIn } from "../support/run.ts";
import { leaksOf, missedOf, sentSoFar, surfacesOf } from "../support/surfaces.ts";
import { theLog } from "../support/the-log.ts";
import { answers, asked, begun, entered, programId } from "./choosing-people.ts";
import { aRunOfPeople, named } from "./people.ts";

const only = (word: string, ...handles: string[]) => ({ word, named: handles, finds: handles, isInViewsOnly: true });

/** Who may read each, and comes upon it. */
const WORDS = {
  condition: only("Zqcondition", "tom", "dan", "sofia"),
  cares: { ...only("Zqcares", "tom", "dan", "sofia"), finds: ["sofia"] },
  outside: only("Zqoutside", "tom", "dan", "nina"),
  objection: only("Zqobjection", "tom", "dan", "nina"),
};

describe.each(databases)("on %s", (database) => {
  it("is before those who lead, whoever keeps the contact and the person alone (people-confidential)", async () => {
    const log = theLog();
    const run = await aRunOfPeople({ database, logLevel: "debug" });
    await named(run, { saidWords: WORDS.condition.word, cares: WORDS.cares.word, nextOn: "2026-11-10" });
    await named(run, {
      ...{ job: WORDS.outside.word, owner: "nina", said: "objected" as const, nextOn: "2026-11-10" },
      ...{ saidWords: WORDS.objection.word, cares: "" },
    });
    await run.to("2026-11-09T18:00:00Z");
    await sendOwnData(run.app.services, await personIn(run, "sofia"));
    await run.to("2026-11-09T18:10:00Z");
    const found = await surfacesOf(run, { commands: ["people", "people due", "people borea"], perAction: 4 });
    expect(leaksOf(WORDS, { found, sent: sentSoFar(run), log })).toEqual([]);
    expect(missedOf(WORDS, found)).toEqual([]);
  });
});

/** Sam and Nina could sponsor Atlas; Tom and Dan lead it, and Sofia was asked for facts as well. */
const FACTS = {
  ofSam: { ...only("Zqnamed", "tom", "dan", "sofia", "sam"), finds: ["tom", "dan", "sam"] },
  ofNina: { ...only("Zqtill", "tom", "dan", "sofia", "nina"), finds: ["tom", "dan", "nina"] },
  // Sofia entered it, and has not said of Nina what she knows.
  bySofia: { ...only("Zqbudget", "sofia", "tom", "dan", "sam"), finds: ["sofia", "tom", "sam"] },
};

describe.each(databases)("of candidates, on %s,", (database) => {
  it("facts are before those who take part in the choice, once they have entered their own, and the candidate alone (choosing-confidential)", async () => {
    const log = theLog();
    const run = await aRunOfPeople({ database, logLevel: "debug" });
    await begun(run, { contributors: ["dan", "sofia"] });
    for (const by of ["tom", "dan"]) {
      await entered(run, by, "sam", { vision: `${FACTS.ofSam.word} it at the town hall.` });
      await entered(run, by, "nina", { credibility: `Delivered the ${FACTS.ofNina.word}.` });
    }
    await entered(run, "sofia", "sam", { influence: `Moved the ${FACTS.bySofia.word}.` });
    await asked(run, "sam");
    await run.to("2026-11-02T18:00:00Z");
    await sendOwnData(run.app.services, await personIn(run, "sam"));
    await run.to("2026-11-02T18:10:00Z");
    const found = await surfacesOf(run, { commands: ["sponsor-choice", "sponsor-choice borea"], perAction: 4 });
    expect(leaksOf(FACTS, { found, sent: sentSoFar(run), log })).toEqual([]);
    expect(missedOf(FACTS, found)).toEqual([]);
    // Sofia has entered nothing about Nina, and reads nothing about her.
    const ofSofia = found.filter(({ person }) => person === "sofia").map(({ text }) => text);
    expect(ofSofia.join()).not.toContain(FACTS.ofNina.word);
  });

  it("all of it goes a month after the choice, and half a year after nobody touched it any more (choosing-expiry)", async () => {
    const run = await aRunOfPeople({ database });
    await begun(run);
    await entered(run, "tom", "sam", { vision: "Said so." });
    await asked(run, "sam");
    const tables = [
      "fact_confirmation",
      "candidate_fact",
      "sponsor_request",
      "sponsor_candidate",
      "sponsor_choice",
    ] as const;
    const left = async () => {
      const counted: number[] = [];
      for (const table of tables)
        counted.push((await run.db.selectFrom(table).select("workspace_id").execute()).length);
      return counted;
    };
    const of = { workspaceId: run.app.workspace.id, before: "2026-12-01T00:00:00.000Z" };
    const go = async () => {
      for (const { take } of expiringCandidates.tables)
        for (let doneTo: string | null = ""; doneTo !== null; )
          ({ doneTo } = await inTransaction(run.db, (tx) => take(tx, { ...of, doneTo: "", rows: 2 })));
    };
    expect(await expiringCandidates.count(run.db, of)).toBe(0);
    await go();
    expect(await left()).toEqual([0, 5, 1, 2, 1]);
    await answers(run, "sam", "yes");
    expect(await expiringCandidates.count(run.db, of)).toBe(1);
    await go();
    expect(await left()).toEqual([0, 0, 0, 0, 0]);
    // Who sponsors it, and that this was decided, stays.
    expect(await run.db.selectFrom("item").select("title").execute()).toEqual([{ title: "Sam Poe sponsors Atlas" }]);
    await begun(run, { candidates: ["dora"] }).catch(() => undefined);
    await run.db.updateTable("workspace").set({ choosing_consulted_on: "2026-10-20" }).execute();
    const dora = await run.db.selectFrom("stakeholder").select("id").execute();
    await saveChoice(run.app.services, await personIn(run, "tom"), await programId(run), {
      ...{ stakeholderIds: dora.map(({ id }) => id), contributors: [] },
    });
    expect(await expiringCandidates.count(run.db, { ...of, before: "2027-03-01T00:00:00.000Z" })).toBe(0);
    expect(await expiringCandidates.count(run.db, { ...of, before: "2027-05-01T00:00:00.000Z" })).toBe(1);
  });

  it("an erasure leaves nothing about whoever is erased, nor what they entered about others (choosing-erasure)", async () => {
    const run = await aRunOfPeople({ database });
    const sam = await personIn(run, "sam");
    await nameForDataProtection(run, "nina");
    await begun(run, { contributors: ["dan"] });
    for (const [by, of] of [
      ["tom", "sam"],
      ["dan", "sam"],
      ["tom", "nina"],
      ["dan", "nina"],
    ] as const)
      await entered(run, by, of, { vision: `Spoke with <@${sam.slack_user_id}> of it.` });
    await asked(run, "sam");
    await run.to("2026-11-02T12:00:00Z");
    await answers(run, "sam", "talk");
    await run.to("2026-11-03T12:00:00Z");
    await eraseByTwo(run, "sam");
    const facts = await run.db.selectFrom("candidate_fact").selectAll().execute();
    expect(facts).toHaveLength(10);
    expect(JSON.stringify(facts)).not.toContain(sam.slack_user_id);
    expect(await run.db.selectFrom("sponsor_candidate").select("person_id").execute()).toEqual([
      { person_id: (await personIn(run, "nina")).id },
    ]);
    expect(await run.db.selectFrom("sponsor_request").select("id").execute()).toEqual([]);
    await run.settle();
    expect(JSON.stringify(run.sandbox.allMessages().filter(({ user }) => user !== sam.slack_user_id))).not.toContain(
      "*Sam Poe* would like",
    );
  });
});

describe.each(databases)("of what is kept, on %s,", (database) => {
  it("an objection reaches whoever looks after data, with the line that it is about", async () => {
    const run = await aRunOfPeople({ database });
    const { id } = await named(run, { cares: WORDS.cares.word });
    await nameForDataProtection(run, "dora");
    const { services } = run.app;
    const [sofia, dora] = [await personIn(run, "sofia"), await personIn(run, "dora")];
    const objection = await object(services, sofia, { about: `stakeholder/${id}`, kind: "wrong", words: "I did not." });
    expect(objection.quoted).toContain(WORDS.cares.word);
    // Until it is opened, what is confidential in it is left out.
    const [waiting] = await objectionsToAnswer(services, dora);
    expect(waiting?.objection.quoted).not.toContain(WORDS.cares.word);
    expect((await objectionToAnswer(services, dora, objection.id)).objection.quoted).toContain(WORDS.cares.word);
    const sam = await personIn(run, "sam");
    await expect(object(services, sam, { about: `stakeholder/${id}`, kind: "object", words: "x" })).rejects.toThrow(
      "OBJECTION_ABOUT_GONE",
    );
  });

  it("words go three months after the last contact, and lines three months after the end of the program", async () => {
    const run = await aRunOfPeople({ database });
    const { id: quiet } = await named(run);
    const { id: spoken } = await named(run, { person: "sam" });
    const { id: ended } = await named(run, { by: "lea", program: "borea", owner: "lea" });
    const set = (id: string, spoke_on: string) =>
      run.db.updateTable("stakeholder").set({ spoke_on }).where("id", "=", id).execute();
    await set(spoken, "2027-02-01");
    await run.db
      .updateTable("program")
      .set({ state: "closed", closed_at: "2026-11-03T00:00:00.000Z" })
      .where("key", "=", "borea")
      .execute();
    const of = { workspaceId: run.app.workspace.id, before: "2027-01-01T00:00:00.000Z" };
    expect(await expiringContacts.count(run.db, of)).toBe(2);
    for (const { take } of expiringContacts.tables)
      for (let doneTo: string | null = ""; doneTo !== null; )
        ({ doneTo } = await inTransaction(run.db, (tx) => take(tx, { ...of, doneTo: "", rows: 1 })));
    const rows = await run.db.selectFrom("stakeholder").selectAll().execute();
    expect(rows.find(({ id }) => id === quiet)).toMatchObject({ said: "agreed-if", said_words: "", cares: "" });
    expect(rows.find(({ id }) => id === spoken)).toMatchObject({ said_words: "the budget stays" });
    expect(rows.some(({ id }) => id === ended)).toBe(false);
    expect(await run.db.selectFrom("stakeholder_event").select("stakeholder_id").execute()).toHaveLength(2);
  });

  it("an erasure leaves no line about whoever is erased, and no name of theirs in others", async () => {
    const run = await aRunOfPeople({ database });
    const sofia = await personIn(run, "sofia");
    await nameForDataProtection(run, "nina");
    const { id } = await named(run);
    await named(run, { person: "sam", saidWords: `<@${sofia.slack_user_id}> agrees too` });
    await eraseByTwo(run, "sofia");
    const rows = await run.db.selectFrom("stakeholder").selectAll().execute();
    expect(rows.map(({ said_words }) => said_words)).toEqual([expect.not.stringContaining(sofia.slack_user_id)]);
    const events = await run.db.selectFrom("stakeholder_event").selectAll().execute();
    expect(events.filter(({ stakeholder_id }) => stakeholder_id === id)).toEqual([]);
  });
});
