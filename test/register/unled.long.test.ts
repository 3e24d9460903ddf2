/** A program that nobody leads: its sponsors hear of it, and whoever can name a lead. */
import { describe, expect, it } from "vitest";
import { goAway } from "../../src/check-ins/away/absences.ts";
import { inbox } from "../mission/acts.ts";
import { databases } from "../support/databases.ts";
import { aRun, LEA, leaveSlack, personIn, type Run, SOFIA, TOM } from "../support/run.ts";
import { seatAnew } from "../support/seats.ts";

/** Léa leads Atlas; Sofia is an admin. */
async function atlas({ database }: { database: (typeof databases)[number] }): Promise<Run> {
  const run = await aRun({
    database,
    isTogether: true,
    people: [LEA, TOM, { ...SOFIA, locale: "en-GB" }],
    programs: [{ key: "atlas", title: "Atlas", lead: "lea", team: ["tom"] }],
    cadences: [],
  });
  await run.db.updateTable("person").set({ is_named_admin: 1 }).where("handle", "=", "sofia").execute();
  return run;
}

const sentTo = async (run: Run) =>
  run.db
    .selectFrom("delivery")
    .innerJoin("person", "person.id", "delivery.person_id")
    .select(["person.handle", "delivery.state"])
    .where("delivery.kind", "=", "unled")
    .orderBy("delivery.id")
    .execute();

const LED = { lead: "lea", sponsors: ["sofia"], team: ["tom"] };
const AWAY = { from: "2026-11-09", until: "2026-11-20" };

/** Léa, who alone leads Atlas and Borea, is away and nobody stands in. */
async function withLeaAway(database: (typeof databases)[number], days: { from: string; until: string }): Promise<Run> {
  const run = await aRun({
    database,
    isTogether: true,
    people: [LEA, TOM, SOFIA],
    programs: ["Atlas", "Borea"].map((title) => ({ ...LED, key: title.toLowerCase(), title })),
    cadences: [],
  });
  const lea = await personIn(run, "lea");
  await goAway({ ...run.app.services, actor: lea }, { person: lea, ...days, delegate: null });
  return run;
}

describe.each(databases)("a program that nobody leads, on %s", (database) => {
  it("is told to admins next morning, once, with the button to name a lead (P26)", async () => {
    const run = await atlas({ database });
    await run.to("2026-11-04T12:00Z");
    await leaveSlack(run, "lea");
    await run.to("2026-11-05T12:00Z");
    expect((await sentTo(run)).every(({ state }) => state === "sent")).toBe(true);
    await run.to("2026-11-30T12:00Z");
    const sofia = (await sentTo(run)).filter(({ handle }) => handle === "sofia");
    expect(sofia).toEqual([{ handle: "sofia", state: "sent" }]);
    const lines = run
      .as("sofia")
      .dm()
      .map((message) => JSON.stringify(message));
    const told = lines.filter((line) => line.includes("Nobody leads *Atlas*."));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain("Name a lead…");
    // Somebody leads again, and leaves: that is another time.
    await seatAnew(run, "sofia", { tom: "lead" });
    await run.to("2026-12-02T12:00Z");
    await leaveSlack(run, "tom");
    await run.to("2026-12-15T12:00Z");
    expect((await sentTo(run)).filter(({ handle }) => handle === "sofia")).toHaveLength(2);
  });

  it("is told to its sponsor with the day on which its lead is back, each with its button", async () => {
    // Until a Friday: the weekend is nobody's.
    const run = await withLeaAway(database, AWAY);
    await run.to("2026-11-14T12:00Z");
    const lines = run
      .as("sofia")
      .dm()
      .map((message) => JSON.stringify(message).replaceAll("\u00a0", " "));
    for (const title of ["Atlas", "Borea"])
      expect(lines.filter((line) => line.includes(`Nobody leads *${title}* until Mon 23 Nov.`))).toHaveLength(1);
    expect(lines.join().match(/"program\.name_lead"/g)).toHaveLength(2);
  });

  it.each([
    ["from a Wednesday to a Tuesday, on that Wednesday", "2026-11-11", "2026-11-17", "Wed 18 Nov", ["11"]],
    ["for three days", "2026-11-10", "2026-11-12", "Fri 13 Nov", ["10"]],
    ["from a day of the week in which that is entered", "2026-11-05", "2026-11-09", "Tue 10 Nov", ["05"]],
    ["for two days alone: not", "2026-11-12", "2026-11-15", "Mon 16 Nov", []],
  ])("is told once where its lead is away %s", async (_, from, until, back, days) => {
    const run = await withLeaAway(database, { from, until });
    await run.to("2026-11-27T12:00Z");
    const told = inbox(run, "sofia", `Nobody leads *Atlas* until ${back}.`);
    expect(told.map(({ at }) => at.slice(8, 10))).toEqual(days);
  });

  it("is led by whoever stands in for the lead meanwhile", async () => {
    const run = await atlas({ database });
    const [lea, tom] = [await personIn(run, "lea"), await personIn(run, "tom")];
    await goAway({ ...run.app.services, actor: lea }, { person: lea, ...AWAY, delegate: tom });
    await run.to("2026-11-14T12:00Z");
    expect(await sentTo(run)).toEqual([]);
  });
});
