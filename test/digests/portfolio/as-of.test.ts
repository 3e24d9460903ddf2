/** The portfolio on demand: facts of then, rights of now. */
import { describe, expect, it } from "vitest";
import { submitCheckIn } from "../../../src/check-ins/use-cases.ts";
import { holdPart } from "../../../src/digests/holds/use-cases.ts";
import { type PortfolioThen, portfolioAsOf } from "../../../src/digests/portfolio/use-cases.ts";
import { digestById, listDigests } from "../../../src/digests/use-cases.ts";
import { getPersonByHandle, personById } from "../../../src/people/use-cases.ts";
import { aDatabase, databases } from "../../support/databases.ts";
import { aPortfolio, playPortfolio, SPONSORS } from "../../support/portfolio.ts";
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

  it("tells what is approved before it goes as it was approved last", async () => {
    const { db, at, helene, services, workspaceId } = await ofHelene(database);
    const { id: programId } = await db
      .selectFrom("program")
      .select("id")
      .where("key", "=", "welcome")
      .executeTakeFirstOrThrow();
    await db
      .insertInto("digest_approval")
      .values({
        workspace_id: workspaceId,
        program_id: programId,
        approver_id: null,
        set_by: helene.id,
        set_at: "2026-11-05T08:00:00.000Z",
      })
      .execute();
    const round = await db
      .selectFrom("round")
      .selectAll()
      .where("program_id", "=", programId)
      .where("key", "=", "2026-10-30")
      .executeTakeFirstOrThrow();
    const prompt = await db
      .selectFrom("prompt")
      .select("id")
      .where("round_id", "=", round.id)
      .executeTakeFirstOrThrow();
    const lead = await getPersonByHandle(db, workspaceId, "marc");
    await submitCheckIn(services, lead, prompt.id, { answers: { health: { colour: "red", reason: "Stopped" } } });
    const then = shown(await at(null));
    expect(then.approved).toEqual(["Welcome journeys"]);
    expect(then.portfolio.now).toEqual({ red: 1, green: 2 });
    await db.updateTable("digest_approval").set({ set_at: "2026-09-01T08:00:00.000Z" }).execute();
    const { approved, portfolio } = shown(await at(null));
    expect([approved, portfolio.now, portfolio.silence.programs]).toEqual([
      ["Welcome journeys"],
      { red: 1, green: 1 },
      0,
    ]);
  });
});

it("says that there is none to whom no digest tells of any", async () => {
  const { db, services, workspaceId } = await ofHelene("SQLite");
  await db.deleteFrom("seat").execute();
  const ana = await getPersonByHandle(db, workspaceId, "ana");
  expect(await portfolioAsOf(services, ana, null)).toEqual({ is: "no-program" });
});

it.each([1, 2, 3])(
  "as of the day of a digest it tells what that digest told, in history %i",
  async (seed) => {
    const db = await aDatabase("SQLite");
    const { workspaceId, services } = await playPortfolio(db, aPortfolio({ programs: 12, seed }));
    services.clock.at = "2026-12-10T09:00:00.000Z";
    let compared = 0;
    for (const { handle } of SPONSORS) {
      const person = await getPersonByHandle(db, workspaceId, handle);
      for (const { id } of await listDigests(db, { workspaceId, personId: person.id })) {
        const edition = await digestById(db, workspaceId, id);
        const colours = edition?.document.colours ?? [];
        const then = shown(await portfolioAsOf(services, person, edition?.document.cutOffAt.slice(0, 10) ?? null));
        for (const [state, count] of [
          ["red", 0],
          ["amber", 0],
          ["green", 0],
        ] as const)
          if (colours.length > 0)
            expect(then.portfolio.now[state] ?? count, `${id} ${state}`).toBe(
              colours.filter((one) => one.colours.at(-1) === state).length,
            );
        for (const { colours: all, program, trend } of colours) {
          const mover = then.portfolio.movers.find(({ title }) => title === program);
          if (trend === "worse" || trend === "better")
            expect([mover?.from, mover?.to], program).toEqual([all.at(-2), all.at(-1)]);
          else if (trend === "same") expect(mover, program).toBe(undefined);
          compared += 1;
        }
      }
    }
    expect(compared).toBeGreaterThan(20);
    await db.destroy();
  },
  120_000,
);
