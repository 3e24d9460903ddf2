/** What is kept about stakeholders is before those who keep it and the person alone: in views, never in messages, files or the log. */
import { describe, expect, it } from "vitest";
import { clearAll, eraseBy, nameAdmin } from "../privacy/an-erasure.ts";
import { databases } from "../support/databases.ts";
import { openHome } from "../support/home-tab.ts";
import { personIn, textOf } from "../support/run.ts";
import { sentSoFar } from "../support/surfaces.ts";
import { theLog } from "../support/the-log.ts";
import { aRunOfPeople, named } from "./people.ts";

const WORDS = { condition: "Zqcondition", cares: "Zqcares", outside: "Zqoutside", objection: "Zqobjection" };

const PEOPLE = ["lea", "tom", "nina", "sofia", "sam", "dan", "dora"] as const;

/** Who finds which words where; what is left out finds none. Tom and Dan lead the program, Nina keeps the contact outside. */
const FOUND = {
  "/drumbeat people": {
    tom: ["condition", "cares", "outside", "objection"],
    dan: ["condition", "cares", "outside", "objection"],
    nina: ["outside", "objection"],
  },
  "/drumbeat people due": {
    tom: ["condition", "cares", "outside", "objection"],
    dan: ["condition", "cares", "outside", "objection"],
    nina: ["outside", "objection"],
  },
  home: {},
};

describe.each(databases)("on %s", (database) => {
  it("is before those who lead and whoever keeps the contact, in views alone", async () => {
    const log = theLog();
    const run = await aRunOfPeople({ database, logLevel: "debug" });
    await named(run, { saidWords: WORDS.condition, cares: WORDS.cares, nextOn: "2026-11-10" });
    await named(run, {
      ...{ outside: WORDS.outside, owner: "nina", said: "objected" as const, nextOn: "2026-11-10" },
      ...{ saidWords: WORDS.objection, cares: "" },
    });
    await run.to("2026-11-10T18:00:00Z");

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
    // The keeper's line of the week names somebody, and says nothing else of them; nobody else gets it.
    const sent = sentSoFar(run).join().replaceAll("by the end of the week: Zqoutside (Atlas).", "");
    expect(wordsIn(sent)).toEqual([]);
    for (const handle of PEOPLE)
      expect(JSON.stringify(run.as(handle).dm()).includes(WORDS.outside)).toBe(handle === "nina");
    expect(wordsIn(log.join())).toEqual([]);

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

describe.each(databases)("of what is kept, on %s,", (database) => {
  it("an erasure leaves no line about whoever is erased, and no name of theirs in others", async () => {
    const run = await aRunOfPeople({ database });
    const sofia = await personIn(run, "sofia");
    await nameAdmin(run, "nina");
    const { id } = await named(run);
    await named(run, { person: "sam", saidWords: `<@${sofia.slack_user_id}> agrees too` });
    await eraseBy(run, { admin: "nina", handle: "sofia" });
    await run.to("2026-11-05T12:00:00Z");
    const erasure = await run.db.selectFrom("erasure").select("id").executeTakeFirstOrThrow();
    await clearAll(run, await personIn(run, "nina"), erasure.id);
    const rows = await run.db.selectFrom("item").selectAll().where("type", "=", "stakeholder").execute();
    expect(rows.map(({ details }) => details)).toEqual([expect.not.stringContaining(sofia.slack_user_id)]);
    const events = await run.db.selectFrom("item_event").selectAll().execute();
    expect(events.filter(({ item_id: itemId }) => itemId === id)).toEqual([]);
    expect(JSON.stringify(events)).not.toContain(sofia.slack_user_id);
  });
});
