/** The order of programs, set by their committee or an office over them. */
import { describe, expect, it } from "vitest";
import { programsToRank, rankPrograms } from "../../src/programs/ranking.ts";
import { worstFirst } from "../../src/reports/portfolio/program-row.ts";
import { aProgram } from "../reports/reported.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { portfolioWorld, RETAIL } from "../support/portfolios.ts";
import { aRun } from "../support/run.ts";

async function aWorld(name: "SQLite" | "PostgreSQL") {
  const world = await portfolioWorld(await aDatabase(name));
  const own = await world.create("Own", { lead: ["tom"], steering: ["priya"] }, [RETAIL]);
  const shop = await world.create("Shop", { lead: ["tom"] }, [RETAIL]);
  const till = await world.create("Till", { lead: ["tom"], sponsor: ["ines"] }, [RETAIL]);
  await world.createPortfolio({ title: "Retail", label: RETAIL, members: ["cara", "carl"] });
  await world.createPortfolio({ title: "All", label: null, members: ["amir"] });
  const mayRank = async (handle: string) =>
    (await programsToRank(world.services, await world.as(handle))).map(({ title }) => title);
  const rank = async (handle: string, ...ids: string[]) =>
    rankPrograms({ ...world.services, actor: await world.as(handle) }, { ids });
  const ranks = async () => {
    const rows = await world.db.selectFrom("program").select(["title", "rank"]).where("rank", "is not", null).execute();
    return new Map(rows.map(({ title, rank: place }) => [title, place]));
  };
  return { ...world, own, shop, till, mayRank, rank, ranks };
}

describe.each(databases)("the order of programs (%s)", (name) => {
  it("is set by the committee that decides over each: its own, else that of the narrowest portfolio", async () => {
    const { mayRank } = await aWorld(name);
    expect([await mayRank("priya"), await mayRank("cara")]).toEqual([["Own"], ["Shop", "Till"]]);
    expect([await mayRank("amir"), await mayRank("tom"), await mayRank("ines")]).toEqual([[], [], []]);
  });

  it("is that in which they were chosen; those that are left out have no place", async () => {
    const { rank, ranks, shop, till, mayRank } = await aWorld(name);
    await rank("cara", till.id, shop.id);
    expect(await ranks()).toEqual(new Map(Object.entries({ Till: 1, Shop: 2 })));
    expect(await mayRank("carl")).toEqual(["Till", "Shop"]);
    await rank("carl", shop.id);
    expect(await ranks()).toEqual(new Map([["Shop", 1]]));
  });

  it("is refused for a program of others, and nothing is saved", async () => {
    const { rank, ranks, shop, own } = await aWorld(name);
    await expect(rank("cara", shop.id, own.id)).rejects.toMatchObject({ code: "RANK_NOT_YOURS" });
    expect(await ranks()).toEqual(new Map());
  });
});

it("orders programs of one status after flagships", () => {
  const atlas = { ...aProgram("Atlas", ["green"]), rank: 2 };
  const beacon = { ...aProgram("Beacon", ["green"]), rank: 1 };
  const cargo = { ...aProgram("Cargo", ["green"]), isFlagship: true };
  const titles = [aProgram("Delta", ["green"]), atlas, beacon, cargo]
    .sort(worstFirst("en-GB"))
    .map(({ title }) => title);
  expect(titles).toEqual(["Cargo", "Beacon", "Atlas", "Delta"]);
});

it("is chosen in one form on the screen of the portfolio", async () => {
  const seats = { lead: "lea", sponsors: ["sofia"], steering: ["sam"] };
  const run = await aRun({
    programs: [
      { key: "atlas", title: "Atlas", ...seats },
      { key: "beacon", title: "Beacon", ...seats },
    ],
    cadences: [],
  });
  await run.as("sam").command("/drumbeat portfolio");
  await run.as("sam").pressInView({ label: "Order of programs…" });
  const [atlas, beacon] = await run.db.selectFrom("program").select("id").orderBy("key").execute();
  run.as("sam").fill("order", [beacon?.id ?? "", atlas?.id ?? ""]);
  await run.as("sam").submit();
  const stored = await run.db.selectFrom("program").select(["title", "rank"]).orderBy("rank").execute();
  expect(stored).toEqual([
    { title: "Beacon", rank: 1 },
    { title: "Atlas", rank: 2 },
  ]);
});
