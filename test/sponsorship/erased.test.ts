/** Whoever is erased leaves no line in *My people*. */
import { expect, it } from "vitest";
import { clearAll, eraseBy, nameAdmin } from "../privacy/an-erasure.ts";
import { databases } from "../support/databases.ts";
import { personIn } from "../support/run.ts";
import { aRunOfPeople, named } from "./people.ts";

it.each(databases)(
  "an erasure leaves no line about whoever is erased, and no name of theirs in others, on %s",
  async (database) => {
    const run = await aRunOfPeople({ database });
    const sofia = await personIn(run, "sofia");
    await nameAdmin(run, "nina");
    const { id } = await named(run);
    await named(run, { person: "sam", stanceWords: `<@${sofia.slack_user_id}> agrees too` });
    await eraseBy(run, { admin: "nina", handle: "sofia" });
    await run.to("2026-11-05T12:00:00Z");
    const erasure = await run.db.selectFrom("erasure").select("id").executeTakeFirstOrThrow();
    await clearAll(run, await personIn(run, "nina"), erasure.id);
    const rows = await run.db.selectFrom("item").selectAll().where("type", "=", "stakeholder").execute();
    expect(rows.map(({ details }) => details)).toEqual([expect.not.stringContaining(sofia.slack_user_id)]);
    const events = await run.db.selectFrom("item_event").selectAll().execute();
    expect(events.filter(({ item_id: itemId }) => itemId === id)).toEqual([]);
    expect(JSON.stringify(events)).not.toContain(sofia.slack_user_id);
  },
);
