/** What is kept about stakeholders is before those who keep it and the person alone: in views, never in messages, files or the log. */
import { describe, expect, it } from "vitest";
import { inTransaction } from "../../src/platform/transaction.ts";
import { saveChoice } from "../../src/sponsorship/choosing/use-cases.ts";
import { expiringCandidates } from "../../src/sponsorship/choosing/use-cases-expiry.ts";
import { expiringContacts } from "../../src/sponsorship/stakeholders/use-cases-expiry.ts";
import { eraseByAdmin, nameAdmin } from "../privacy/a-story.ts";
import { databases } from "../support/databases.ts";
import { openHome } from "../support/home-tab.ts";
import { personIn, textOf } from "../support/run.ts";
import { sentSoFar } from "../support/surfaces.ts";
import { theLog } from "../support/the-log.ts";
import { answers, asked, begun, entered, programId } from "./choosing-people.ts";
import { aRunOfPeople, named } from "./people.ts";

const WORDS = { condition: "Zqcondition", cares: "Zqcares", outside: "Zqoutside", objection: "Zqobjection" };

const PEOPLE = ["lea", "tom", "nina", "sofia", "sam", "dan", "dora"] as const;

/** Who finds which words where; what is left out finds none. Tom and Dan lead the program, Nina keeps the contact outside. */
const FOUND = {
  "/drumbeat people": {
    tom: ["condition", "outside", "objection"],
    dan: ["condition", "outside", "objection"],
    nina: ["outside", "objection"],
  },
  "/drumbeat people due": { tom: ["condition"], nina: ["outside", "objection"] },
  home: {},
};

describe.each(databases)("on %s", (database) => {
  it("is before those who lead and whoever keeps the contact, in views alone", async () => {
    const log = theLog();
    const run = await aRunOfPeople({ database, logLevel: "debug" });
    await named(run, { saidWords: WORDS.condition, cares: WORDS.cares, nextOn: "2026-11-10" });
    await named(run, {
      ...{ job: WORDS.outside, owner: "nina", said: "objected" as const, nextOn: "2026-11-10" },
      ...{ saidWords: WORDS.objection, cares: "" },
    });
    await run.to("2026-11-09T18:00:00Z");

    const found: Record<string, Record<string, string[]>> = {};
    const wordsIn = (text: string) =>
      Object.entries(WORDS).flatMap(([name, word]) => (text.includes(word) ? [name] : []));
    for (const surface of Object.keys(FOUND)) {
      const by: Record<string, string[]> = {};
      for (const handle of PEOPLE) {
        const words = wordsIn(await shownTo(handle, surface));
        if (words.length > 0) by[handle] = words;
      }
      found[surface] = by;
    }
    expect(found).toEqual(FOUND);
    expect(wordsIn([...sentSoFar(run), ...log].join())).toEqual([]);

    async function shownTo(handle: string, surface: string): Promise<string> {
      if (surface === "home") return (await openHome(run, handle)).join();
      const actor = run.as(handle);
      const { response } = await actor.command(surface);
      if (response) return textOf(response);
      const shown = textOf(await actor.waitForView());
      await actor.closeView({ all: true });
      return shown;
    }
  });
});

describe.each(databases)("of candidates, on %s,", (database) => {
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
});

describe.each(databases)("of what is kept, on %s,", (database) => {
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
    await nameAdmin(run, "nina");
    const { id } = await named(run);
    await named(run, { person: "sam", saidWords: `<@${sofia.slack_user_id}> agrees too` });
    await eraseByAdmin(run, "sofia");
    const rows = await run.db.selectFrom("stakeholder").selectAll().execute();
    expect(rows.map(({ said_words }) => said_words)).toEqual([expect.not.stringContaining(sofia.slack_user_id)]);
    const events = await run.db.selectFrom("stakeholder_event").selectAll().execute();
    expect(events.filter(({ stakeholder_id }) => stakeholder_id === id)).toEqual([]);
  });
});
