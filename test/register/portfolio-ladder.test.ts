/** What goes above a sponsor, votes and the ends of roles, where a portfolio's committee is responsible. */
import { describe, expect, it, onTestFinished } from "vitest";
import { may } from "../../src/people/rights.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { changeSeat, closeProgram } from "../../src/programs/changes.ts";
import { ladderSeatsOf } from "../../src/programs/committee.ts";
import { listPrograms, type Program, standingsOf, whomTheyLead } from "../../src/programs/programs.ts";
import { handOnOf, reassignAfterEndedRoles } from "../../src/programs/role-ends.ts";
import { inChargeAmong, leadsProgram, seatsNow } from "../../src/programs/seats.ts";
import { closeItem } from "../../src/register/acts.ts";
import { codeOf } from "../../src/register/codes-and-transitions.ts";
import { listItemsFor, mayReadItem } from "../../src/register/item-rights.ts";
import type { Item } from "../../src/register/items.ts";
import { delegate } from "../../src/register/requests/acts.ts";
import { decide, settle } from "../../src/register/requests/decide.ts";
import { escalationFacts, nextOwner } from "../../src/register/requests/next-owner.ts";
import { asRequest } from "../../src/register/requests/request.ts";
import { castVote, closeVote, committeeToAsk, sendToCommittee } from "../../src/register/requests/votes.ts";
import { requestToSpeakFor } from "../../src/register/requests/who-decides.ts";
import { acting } from "../support/acting.ts";
import { aDatabase, type DatabaseName, databases } from "../support/databases.ts";
import { FINANCE, portfolioWorld, RETAIL } from "../support/portfolios.ts";

const SEATS = { lead: ["tom"], sponsor: ["ines"], team: ["priya"] } as const;
const RETAIL_BODY = { title: "Retail", label: RETAIL, members: ["cara", "carl", "cleo"], secretary: "sue" } as const;
const ALL_BODY = { title: "Everything", label: null, members: ["amir", "anna"] } as const;

/** A program of Retail, the portfolio over all, and, made after it, that of Retail. */
async function aWorld(name: DatabaseName, { chair }: { chair?: string } = {}) {
  const world = await portfolioWorld(await aDatabase(name));
  const { db, services, handleOf, as } = world;
  const program = await world.create("Shops", SEATS, [RETAIL]);
  const all = await world.createPortfolio(ALL_BODY);
  const retail = await world.createPortfolio({ ...RETAIL_BODY, ...(chair !== undefined && { chair }) });
  const above = async (item: Item) => {
    const now = services.clock.now();
    const next = await nextOwner(db, item, await escalationFacts(db, item, now), now);
    return next && handleOf(next.personId);
  };
  const acts = async (handle: string) => acting(services, await as(handle));
  const sitting = async (of: Pick<Program, "id">) => {
    const seats = await ladderSeatsOf(db, world.record.workspaceId, [of.id], services.clock.now());
    return (seats.get(of.id) ?? []).flatMap(({ role, person_id: id }) => (role === "steering" ? [handleOf(id)] : []));
  };
  return { ...world, program, all, retail, above, acts, sitting };
}

describe.each(databases)("above a sponsor, on %s", (name) => {
  it("a program has its own committee, else that of the portfolio which covers least and has a member", async () => {
    const { create, change, changePortfolio, createPortfolio, sitting, program, retail, as, services } =
      await aWorld(name);
    expect(await sitting(program)).toEqual(["cara", "carl", "cleo"]);
    expect(await sitting(await create("Ledger", SEATS, [FINANCE]))).toEqual(["amir", "anna"]);
    // Of two of a label the older.
    await createPortfolio({ title: "Retail too", label: { name: "department", value: "RETAIL" }, members: ["sam"] });
    expect(await sitting(program)).toEqual(["cara", "carl", "cleo"]);
    await changePortfolio(retail, { ...RETAIL_BODY, members: [] });
    expect(await sitting(program)).toEqual(["sam"]);
    await change(program, { ...SEATS, steering: ["cleo"] }, [RETAIL]);
    expect(await sitting(program)).toEqual(["cleo"]);
    await change(program, SEATS, []);
    expect(await sitting(program)).toEqual(["amir", "anna"]);
    expect(await standingsOf(services.db, await as("sam"), program.id, services)).toEqual([]);
  });

  it.each([
    ["whoever sits longest, where no chair was chosen", undefined, "cara"],
    ["the chair who was chosen", "carl", "carl"],
  ])("it goes to %s", async (_, chair, next) => {
    const { request, program, above } = await aWorld(name, { ...(chair !== undefined && { chair }) });
    expect(await above(await request(program, "priya", "ines"))).toBe(next);
  });

  it("a chair who is away until then, or asks it themselves, is passed over", async () => {
    const { request, program, above, goAway } = await aWorld(name, { chair: "carl" });
    const item = await request(program, "priya", "ines");
    expect(await above({ ...item, raised_by: item.owner_id ?? "" })).toBe("carl");
    await goAway("carl", 40);
    expect(await above(item)).toBe("cara");
  });

  it("a chair who asks decides nothing of it: another member does, unless a sponsor was chosen", async () => {
    const { request, change, program, above, ownerOf } = await aWorld(name, { chair: "carl" });
    await change(program, { ...SEATS, team: ["priya", "carl"] }, [RETAIL]);
    expect(await ownerOf(await request(program, "carl"))).toBe("cara");
    expect(await above(await request(program, "carl", "ines"))).toBeNull();
  });

  it.each(["lead", "sponsor"] as const)("a chair who is its %s too counts once, as the chair", async (role) => {
    const { request, change, program, above, ownerOf } = await aWorld(name, { chair: "carl" });
    await change(program, { ...SEATS, [role]: ["carl"] }, [RETAIL]);
    expect(await above(await request(program, "priya", "carl"))).toBeNull();
    expect(await ownerOf(await request(program, "carl"))).toBe("cara");
  });

  it("a member who leads the program is below its sponsor, whoever takes the chair", async () => {
    const { changePortfolio, retail, request, program, ownerOf, above } = await aWorld(name);
    await changePortfolio(retail, { ...RETAIL_BODY, members: ["cara", "carl", "cleo", "tom"], chair: "carl" });
    const late = await request(program, "priya");
    expect([await ownerOf(late), await above(late)]).toEqual(["tom", "ines"]);
    expect(await ownerOf(await request(program, "tom"))).toBe("ines");
  });

  it("a chair who left Slack, or is no member any more, is none", async () => {
    const { request, program, retail, above, leave, changePortfolio } = await aWorld(name, { chair: "carl" });
    const item = await request(program, "priya", "ines");
    await leave("carl");
    expect(await above(item)).toBe("cara");
    await changePortfolio(retail, { ...RETAIL_BODY, members: ["cleo", "cara"], chair: "cleo" });
    expect(await above(item)).toBe("cleo");
  });

  it("a chair who is the secretary too decides, and writes", async () => {
    const { request, program, retail, above, changePortfolio, as, services } = await aWorld(name);
    await changePortfolio(retail, { ...RETAIL_BODY, chair: "cleo", secretary: "cleo" });
    expect(await above(await request(program, "priya", "ines"))).toBe("cleo");
    const standings = await standingsOf(services.db, await as("cleo"), retail.id, services);
    expect(standings.toSorted()).toEqual(["secretary", "steering"]);
  });

  it("a blocker goes no higher than a sponsor", async () => {
    const { request, program, above } = await aWorld(name);
    const item = await request(program, "priya", "ines");
    const details = { blocksWork: true };
    expect(await above({ ...item, type: "issue", details })).toBeNull();
  });
});

describe.each(databases)("a request in a portfolio, on %s", (name) => {
  it("begins at its chair, has its code, and is decided as in any program", async () => {
    const { request, retail, acts, ownerOf, itemNow, as, services } = await aWorld(name, { chair: "carl" });
    const item = await request(retail, "sue");
    expect([codeOf(item), await ownerOf(item)]).toEqual([`${retail.short_key}-REQ-1`, "carl"]);
    await decide(await acts("carl"), { itemId: item.id, words: "Yes" });
    services.clock.at = "2026-07-31T11:00:00.000Z";
    const pending = asRequest(await itemNow(item));
    await inTransaction(services.db, (tx) => settle(services, tx, pending));
    expect((await itemNow(item)).state).toBe("decided");
    const read = await listItemsFor(services, await as("cara"), { programIds: [retail.id], types: ["decision"] });
    expect(read.map(codeOf)).toEqual([`${retail.short_key}-D-1`]);
  });

  it("of its chair goes to another member, and of another member to its chair", async () => {
    const { request, retail, ownerOf } = await aWorld(name, { chair: "carl" });
    expect(await ownerOf(await request(retail, "carl"))).toBe("cara");
    expect(await ownerOf(await request(retail, "cleo"))).toBe("carl");
  });

  it("is nothing that the people of its programs, or another committee, read", async () => {
    const { request, retail, acts } = await aWorld(name);
    const item = await request(retail, "sue");
    const reads = async (handle: string) => mayReadItem(await acts(handle), item);
    const readers = ["ada", "cara", "sue", "tom", "ines", "amir"] as const;
    const may = await Promise.all(readers.map(reads));
    expect(readers.filter((_, index) => may[index])).toEqual(["cara", "sue"]);
  });
});

describe.each(databases)("a vote in a covered program, on %s", (name) => {
  it("is its members', without whoever left meanwhile, and is entered with the majority", async () => {
    const { request, program, retail, acts, changePortfolio, itemNow, idOf } = await aWorld(name, {
      chair: "carl",
    });
    const item = await request(program, "priya", "ines");
    const { members } = await committeeToAsk(await acts("ines"), { itemId: item.id });
    expect(members.map(({ handle }) => handle)).toEqual(["carl", "cara", "cleo"]);
    await sendToCommittee(await acts("ines"), { itemId: item.id });
    for (const handle of ["sue", "amir", "tom"])
      await expect(castVote(await acts(handle), { itemId: item.id, option: 0 })).rejects.toThrow("NOT_A_VOTER");
    await castVote(await acts("cleo"), { itemId: item.id, option: 1 });
    await changePortfolio(retail, { ...RETAIL_BODY, members: ["cara", "carl"], chair: "carl" });
    await expect(castVote(await acts("cleo"), { itemId: item.id, option: 0 })).rejects.toThrow("NOT_A_VOTER");
    await castVote(await acts("cara"), { itemId: item.id, option: 0 });
    expect((await itemNow(item)).state).toBe("open");
    await castVote(await acts("carl"), { itemId: item.id, option: 0 });
    const decided = asRequest(await itemNow(item));
    expect(decided.details.outcome).toMatchObject({
      option: 0,
      decidedBy: idOf("carl"),
      vote: { for: 2, cast: 2 },
    });
  });

  it("ends with whoever had it, where the portfolio closed meanwhile and nobody else is above", async () => {
    const { request, program, retail, all, acts, itemNow, ownerOf, services } = await aWorld(name);
    const item = await request(program, "priya", "ines");
    await sendToCommittee(await acts("ines"), { itemId: item.id });
    for (const { id } of [retail, all]) await closeProgram(await acts("ada"), { programId: id });
    await expect(castVote(await acts("cara"), { itemId: item.id, option: 0 })).rejects.toThrow("NOT_A_VOTER");
    const inVote = asRequest(await itemNow(item));
    await inTransaction(services.db, (tx) => closeVote(services, tx, inVote));
    expect([await ownerOf(item), (await itemNow(item)).details]).toEqual([
      "ines",
      expect.not.objectContaining({ waiting: expect.anything() }),
    ]);
  });

  it("is put by its secretary too in the portfolio itself, and not in a program that it covers", async () => {
    const { request, program, retail, acts } = await aWorld(name, { chair: "carl" });
    const inProgram = await request(program, "priya", "ines");
    await expect(sendToCommittee(await acts("sue"), { itemId: inProgram.id })).rejects.toThrow("REQUEST_NOT_YOURS");
    const own = await request(retail, "cleo");
    await sendToCommittee(await acts("sue"), { itemId: own.id });
    for (const handle of ["carl", "cara"]) await castVote(await acts(handle), { itemId: own.id, option: 0 });
  });
});

describe.each(databases)("what a member of a portfolio had in a program, on %s", (name) => {
  it("goes to another member once they sit there no more", async () => {
    const { request, program, retail, changePortfolio, ownerOf } = await aWorld(name);
    const item = await request(program, "priya", "cara");
    await changePortfolio(retail, { ...RETAIL_BODY, members: ["carl", "cleo"] });
    expect(await ownerOf(item)).toBe("carl");
  });

  it("goes to another member once they have left Slack", async () => {
    const { request, program, as, leave, ownerOf, services } = await aWorld(name);
    const item = await request(program, "priya", "cara");
    await leave("cara");
    await handOnOf(services, [await as("cara")]);
    expect(await ownerOf(item)).toBe("carl");
  });

  it("goes to another member in the first tick after the last day of their seat", async () => {
    const { request, program, ownerOf, services, idOf, db } = await aWorld(name);
    const item = await request(program, "priya", "cara");
    await db.updateTable("seat").set({ until_date: "2026-07-31" }).where("person_id", "=", idOf("cara")).execute();
    await reassignAfterEndedRoles(services);
    expect(await ownerOf(item)).toBe("cara");
    services.clock.at = "2026-08-01T00:00:00.000Z";
    await reassignAfterEndedRoles(services);
    expect(await ownerOf(item)).toBe("carl");
  });

  it.each([
    ["its label is taken", (world: World) => world.change(world.program, SEATS, [])],
    [
      "the portfolio covers others",
      (world: World) => world.changePortfolio(world.retail, { ...RETAIL_BODY, label: FINANCE }),
    ],
    [
      "the portfolio closes",
      async (world: World) => closeProgram(await world.acts("ada"), { programId: world.retail.id }),
    ],
  ])("goes to the committee that is responsible then, once %s", async (_, act) => {
    const world = await aWorld(name);
    const item = await world.request(world.program, "priya", "cara");
    await act(world);
    expect(await world.ownerOf(item)).toBe("amir");
  });

  it("goes to another member where their seat is to begin later", async () => {
    const { request, program, retail, acts, db, idOf, ownerOf } = await aWorld(name);
    const item = await request(program, "priya", "cara");
    const seats = db.selectFrom("seat").select("id").where("program_id", "=", retail.id);
    const { id: seatId } = await seats.where("person_id", "=", idOf("cara")).executeTakeFirstOrThrow();
    await changeSeat(await acts("ada"), { programId: retail.id, seatId, from: "2026-09-01", until: null });
    expect(await ownerOf(item)).toBe("carl");
  });

  it("goes to whoever leads where no committee is left, and to the program's own where it has one", async () => {
    const world = await aWorld(name);
    const { request, program, retail, all, acts, change, ownerOf } = world;
    await closeProgram(await acts("ada"), { programId: all.id });
    const item = await request(program, "priya", "cara");
    await closeProgram(await acts("ada"), { programId: retail.id });
    expect(await ownerOf(item)).toBe("tom");

    const other = await world.createPortfolio({ ...RETAIL_BODY, title: "Retail again" });
    const next = await request(program, "priya", "cara");
    await change(program, { ...SEATS, steering: ["sam"] }, [RETAIL]);
    // They sit above it still.
    expect(await ownerOf(next)).toBe("cara");
    await closeProgram(await acts("ada"), { programId: other.id });
    expect(await ownerOf(next)).toBe("sam");
  });

  it("was not theirs by the portfolio where they were named from outside: it goes to whoever leads", async () => {
    const world = await aWorld(name);
    const { request, program, acts, as, ownerOf, change, createPortfolio } = world;
    await createPortfolio({ title: "Finance", label: FINANCE, members: ["sam"] });
    const item = await request(program, "priya", "ines");
    await delegate(await acts("ines"), { itemId: item.id, person: await as("sam"), why: "Knows it" });
    expect(await ownerOf(item)).toBe("sam");
    await change(program, { lead: ["tom"], team: ["priya"] }, [RETAIL]);
    expect(await ownerOf(item)).toBe("tom");
  });
});

type World = Awaited<ReturnType<typeof aWorld>>;

describe.each(databases)("a secretary, on %s", (name) => {
  it("writes in the record, speaks for requests, and has nothing of who leads", async () => {
    const { request, retail, acts, as, ownerOf, services } = await aWorld(name, { chair: "carl" });
    const standings = await standingsOf(services.db, await as("sue"), retail.id, services);
    const rights = ["add-to-record", "change-record", "speak-for-request", "put-to-committee", "read-record"] as const;
    expect(rights.filter((right) => !may(standings, right))).toEqual([]);
    const others = [
      "hold-digest",
      "enter-absence",
      "change-program",
      "name-lead",
      "vote-on-request",
      "decide-request",
    ] as const;
    expect(others.filter((right) => may(standings, right))).toEqual([]);
    const item = await request(retail, "cleo");
    expect(await ownerOf(item)).toBe("carl");
    await closeItem(await acts("sue"), { id: item.id, note: "Settled at the meeting" });
  });

  it("neither reads nor changes what is kept for the lead, also by its id", async () => {
    const { create, db, idOf, request, acts } = await aWorld(name);
    const program = await create("Ledger", { lead: ["tom"], team: ["priya", "sam"] }, []);
    await db.updateTable("seat").set({ role: "secretary" }).where("person_id", "=", idOf("sam")).execute();
    const item = await request(program, "priya");
    await db.updateTable("item").set({ disclosure: "lead" }).where("id", "=", item.id).execute();
    const sam = await acts("sam");
    await expect(requestToSpeakFor(sam, { itemId: item.id })).rejects.toMatchObject({ code: "ITEM_GONE" });
    await expect(committeeToAsk(sam, { itemId: item.id })).rejects.toMatchObject({ code: "ITEM_GONE" });
    await requestToSpeakFor(await acts("tom"), { itemId: item.id });
  });

  it("of a program is on no level of its ladder, and not asked as its lead", async () => {
    const { create, db, idOf, request, ownerOf, as, services } = await aWorld(name);
    const program = await create("Ledger", { sponsor: ["ines"], team: ["priya", "sam"] }, []);
    await db.updateTable("seat").set({ role: "secretary" }).where("person_id", "=", idOf("sam")).execute();
    expect(await ownerOf(await request(program, "priya"))).toBe("ines");
    expect(await ownerOf(await request(program, "ines"))).toBe("amir");
    expect(await leadsProgram(db, program, { personId: idOf("sam"), now: services.clock.now() })).toBe(false);
    expect(inChargeAmong(await seatsNow(db, program, services.clock.now()))).toEqual([]);
    expect(await whomTheyLead(db, await as("sam"), services)).toEqual([]);
  });
});

it("reads the ladders of many programs in as many statements as of one", async () => {
  const statements: string[] = [];
  const db = openDatabase(":memory:", { onStatement: (sql) => statements.push(sql) });
  onTestFinished(() => db.destroy());
  await migrateToLatest(db);
  const world = await portfolioWorld(db);
  await world.createPortfolio(RETAIL_BODY);
  for (let number = 1; number <= 12; number += 1) await world.create(`Shop ${number}`, SEATS, [RETAIL]);
  const ids = (await listPrograms(db, world.record.workspaceId)).map(({ id }) => id);
  const counted = async (some: readonly string[]) => {
    const before = statements.length;
    await ladderSeatsOf(db, world.record.workspaceId, some, "2026-07-31T10:00:00.000Z");
    return statements.length - before;
  };
  expect(await counted(ids)).toBe(await counted(ids.slice(0, 1)));
});
