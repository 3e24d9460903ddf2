/** The portfolio on demand: facts of then, rights of now. */
import { describe, expect, it } from "vitest";
import { holdPart } from "../../../src/digests/holds/use-cases.ts";
import { type PortfolioThen, portfolioAsOf } from "../../../src/digests/portfolio/use-cases.ts";
import { getPersonByHandle, personById } from "../../../src/people/use-cases.ts";
import { aDatabase, databases } from "../../support/databases.ts";
import { aRollOut } from "../roll-out.ts";

const NOVEMBER = "2026-11-20T10:00:00.000Z";

function shown(then: Awaited<ReturnType<typeof portfolioAsOf>>): PortfolioThen {
  if ("is" in then) throw new Error(`There is no portfolio: ${then.is}`);
  return then;
}

async function ofHelene(database: (typeof databases)[number]) {
  const db = await aDatabase(database);
  const { services, sponsor, record } = await aRollOut(db, "en-GB");
  services.clock.at = NOVEMBER;
  const { workspaceId } = record;
  const helene = await personById(db, workspaceId, sponsor.id);
  return { db, services, workspaceId, helene, at: (day: string | null) => portfolioAsOf(services, helene, day) };
}

const moves = ({ portfolio }: PortfolioThen) =>
  portfolio.matrix.map(({ from, to, programs }) => `${from} → ${to} ${programs}`);

describe.each(databases)("the portfolio of a sponsor of three programs, on %s", (database) => {
  it("tells each day by what was known at its end, compared with the digest before", async () => {
    const { at } = await ofHelene(database);
    const october = shown(await at("2026-11-04"));
    expect(moves(october)).toEqual(["amber → red 1", "amber → green 1", "green → green 1"]);
    expect([october.comparedWith, october.isNow]).toEqual(["2026-10-05", false]);
    expect(moves(shown(await at("2026-10-29")))).toEqual(["amber → amber 2", "green → green 1"]);
    expect(moves(shown(await at(null)))).toEqual(["red → red 1", "green → green 2"]);
    expect(shown(await at(null)).isNow).toBe(true);
  });

  it("refuses a day to come, and one before the first answer", async () => {
    const { at } = await ofHelene(database);
    expect(await at("2026-11-21")).toEqual({ is: "to-come" });
    expect(await at("2026-09-29")).toEqual({ is: "before", first: "2026-09-30", areOlderRemoved: false });
    expect(moves(shown(await at("2026-09-30")))).toEqual(["none → amber 2", "none → green 1"]);
  });

  it("tells of a day before only the programs that may be read now", async () => {
    const { db, at, helene, services, workspaceId } = await ofHelene(database);
    const { id: programId } = await db
      .selectFrom("program")
      .select("id")
      .where("key", "=", "loyalty")
      .executeTakeFirstOrThrow();
    await db
      .updateTable("seat")
      .set({ until_date: "2026-11-10" })
      .where("person_id", "=", helene.id)
      .where("program_id", "=", programId)
      .execute();
    expect(moves(shown(await at("2026-11-04")))).toEqual(["amber → green 1", "green → green 1"]);
    await db
      .updateTable("seat")
      .set({ until_date: null, from_date: "2026-11-10" })
      .where("program_id", "=", programId)
      .where("person_id", "=", helene.id)
      .execute();
    expect(moves(shown(await at("2026-11-04")))).toEqual(["amber → red 1", "amber → green 1", "green → green 1"]);
    // Ana leads it, and no check-in of it feeds her digests.
    const ana = await getPersonByHandle(db, workspaceId, "ana");
    expect(await portfolioAsOf(services, ana, "2026-11-04")).toEqual({ is: "no-program" });
  });

  it("leaves out what a lead holds back, on every day", async () => {
    const { db, at, services, workspaceId } = await ofHelene(database);
    const { id: programId } = await db
      .selectFrom("program")
      .select("id")
      .where("key", "=", "loyalty")
      .executeTakeFirstOrThrow();
    await holdPart(services, await getPersonByHandle(db, workspaceId, "ana"), { programId, rhythm: "monthly" });
    for (const day of ["2026-11-04", null]) {
      const then = shown(await at(day));
      expect(then.heldBack, String(day)).toEqual(["Loyalty"]);
      expect(then.portfolio.programs).toBe(2);
    }
  });
});

it("says that there is none to whom no digest tells of any", async () => {
  const { db, services, workspaceId } = await ofHelene("SQLite");
  await db.deleteFrom("seat").execute();
  const ana = await getPersonByHandle(db, workspaceId, "ana");
  expect(await portfolioAsOf(services, ana, null)).toEqual({ is: "no-program" });
});
