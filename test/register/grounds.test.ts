/** S1, C17: nobody does anything with the record but by a ground that holds at that instant. */
import { describe, expect, it } from "vitest";
import { getPerson } from "../../src/people/people.ts";
import type { Db } from "../../src/platform/database.ts";
import { addMs } from "../../src/platform/time.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import type { Naming } from "../../src/programs/authority.ts";
import { closeItem, handOver } from "../../src/register/acts.ts";
import { type Grounds, itemFor, listItemsFor, standingsOnItem } from "../../src/register/item-rights.ts";
import { delegate } from "../../src/register/requests/acts.ts";
import { decide } from "../../src/register/requests/decide.ts";
import { listMessages } from "../../src/register/requests/requests-store.ts";
import { noteRequestsShown } from "../../src/register/requests/shown-with-others.ts";
import { castVote, sendToCommittee } from "../../src/register/requests/votes.ts";
import { requestToDecide } from "../../src/register/requests/who-decides.ts";
import { acting, addQuietly, WHOLE_REQUEST } from "../support/acting.ts";
import { aDatabase, type DatabaseName, databases } from "../support/databases.ts";
import { aRecord, type RecordedPerson } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const NOW = "2026-07-31T10:00:00.000Z";
const YES = { words: "Yes" };

async function aProgram(name: DatabaseName) {
  const db: Db = await aDatabase(name);
  const record = await aRecord(db);
  const handles = ["tom", "ines", "priya", "ravi", "omar", "zoe", "sam", "quin"] as const;
  const people = new Map<string, RecordedPerson>();
  for (const handle of handles) people.set(handle, await record.person(handle));
  const who = (handle: (typeof handles)[number]) => {
    const person = people.get(handle);
    if (!person) throw new Error(handle);
    return person;
  };
  const seats = {
    lead: [who("tom")],
    sponsor: [who("ines")],
    team: [who("priya")],
    steering: [who("omar"), who("zoe")],
  };
  const program = await record.program("p", { seats });
  const services = servicesAt(db, NOW);
  const as = (handle: (typeof handles)[number]) => getPerson(db, record.workspaceId, who(handle).id);
  const priya = await as("priya");
  let count = 0;
  const raise = (ownerId: string | null = null, by = priya) => {
    count += 1;
    return addQuietly(acting(services, by), {
      programId: program.id,
      type: "request",
      details: WHOLE_REQUEST,
      title: `Buy it ${count}?`,
      dueOn: "2026-08-14",
      sourceKey: `command:${count}`,
      ownerId: ownerId ?? (by.id === who("priya").id ? who("ines").id : null),
    });
  };
  const seat = (handle: (typeof handles)[number], change: Record<string, string | null>) =>
    db.updateTable("seat").set(change).where("person_id", "=", who(handle).id).execute();
  const leaveSlack = (handle: (typeof handles)[number]) =>
    db.updateTable("person").set({ is_deactivated: 1 }).where("id", "=", who(handle).id).execute();
  return { db, record, program, services, as, who, raise, seat, leaveSlack };
}

describe.each(databases)("the right to decide, on %s", (name) => {
  it("ends with the role, that minute, and the record is closed to whoever had it", async () => {
    const { services, as, raise, seat } = await aProgram(name);
    const ask = await raise();
    const ines = await as("ines");
    expect((await requestToDecide(acting(services, ines), { itemId: ask.id })).request.code).toBe("PA-REQ-1");
    // As the form of a program ends a seat: with the day before.
    await seat("ines", { until_date: "2026-07-30" });
    await expect(decide(acting(services, ines), { itemId: ask.id, ...YES })).rejects.toThrow("REQUEST_ROLE_ENDED");
    await expect(itemFor(acting(services, ines), { id: ask.id })).rejects.toThrow("ITEM_GONE");
    expect(await listItemsFor(services, ines, {})).toEqual([]);
    await seat("ines", { until_date: null, from_date: "2026-08-01" });
    await expect(decide(acting(services, ines), { itemId: ask.id, ...YES })).rejects.toThrow("REQUEST_ROLE_ENDED");
    await seat("ines", { from_date: "2026-07-31" });
    await decide(acting(services, ines), { itemId: ask.id, ...YES });
  });

  it("is whose it was given to without a role, while whoever named them has one, until it is taken back", async () => {
    const { services, as, raise, seat } = await aProgram(name);
    const ask = await raise();
    const sam = await as("sam");
    await delegate(acting(services, await as("ines")), { itemId: ask.id, person: sam, why: "Knows it" });
    expect((await requestToDecide(acting(services, sam), { itemId: ask.id })).request.id).toBe(ask.id);
    expect((await itemFor(acting(services, sam), { id: ask.id })).id).toBe(ask.id);
    await seat("ines", { until_date: "2026-07-30" });
    await expect(decide(acting(services, sam), { itemId: ask.id, ...YES })).rejects.toThrow("REQUEST_ROLE_ENDED");
    await expect(itemFor(acting(services, sam), { id: ask.id })).rejects.toThrow("ITEM_GONE");
    await seat("ines", { until_date: null });
    await handOver(acting(services, await as("tom")), { id: ask.id, owner: await as("omar"), note: "" });
    await expect(decide(acting(services, sam), { itemId: ask.id, ...YES })).rejects.toThrow("REQUEST_NOT_YOURS");
    await decide(acting(services, await as("omar")), { itemId: ask.id, ...YES });
  });

  it("of a vote is a member's while they sit in the committee, and of an author while their role goes on", async () => {
    const { services, as, raise, seat } = await aProgram(name);
    const ask = await raise();
    await sendToCommittee(acting(services, await as("ines")), { itemId: ask.id });
    await seat("zoe", { until_date: "2026-07-30" });
    await expect(castVote(acting(services, await as("zoe")), { itemId: ask.id, option: 0 })).rejects.toThrow(
      "NOT_A_VOTER",
    );
    await castVote(acting(services, await as("omar")), { itemId: ask.id, option: 0 });
    await seat("priya", { until_date: "2026-07-30" });
    await expect(closeItem(acting(services, await as("priya")), { id: ask.id, note: "" })).rejects.toThrow("ITEM_GONE");
  });
});

describe.each(databases)("a sponsor who is also the lead, on %s", (name) => {
  it("does not decide their own request: it goes to the next", async () => {
    const { db, services, as, who, raise } = await aProgram(name);
    await db
      .updateTable("seat")
      .set({ person_id: who("tom").id })
      .where("role", "=", "sponsor")
      .execute();
    const tom = await as("tom");
    const own = await raise(null, tom);
    expect(own.owner_id).toBe(who("omar").id);
    await expect(decide(acting(services, tom), { itemId: own.id, ...YES })).rejects.toThrow("REQUEST_OWN");
    await expect(
      delegate(acting(services, await as("omar")), { itemId: own.id, person: tom, why: "x" }),
    ).rejects.toThrow("DECIDER_ASKS");
    // With nobody else they say who.
    await db.deleteFrom("seat").where("role", "in", ["steering"]).execute();
    await expect(raise(null, tom)).rejects.toThrow("NOBODY_DECIDES");
  });
});

it.each(databases)("a request is brought up to date first where its buttons are, on %s", async (name) => {
  const { db, record, services, who, raise } = await aProgram(name);
  const { id: itemId } = await raise();
  const of = { workspaceId: record.workspaceId, personId: who("ines").id, stamps: services };
  const show = (key: string, at: string, withButtons: string[]) =>
    inTransaction(db, (tx) =>
      noteRequestsShown(tx, { ...of, key, at, isUpdate: false }, { itemIds: [itemId], withButtons }),
    );
  await show("digest", NOW, [itemId]);
  for (let part = 1; part <= 20; part += 1) await show(`digest:${part}`, addMs(NOW, part), []);
  const [first] = await listMessages(db, { workspaceId: record.workspaceId, itemId, limit: 20 });
  expect(first).toBe("digest");
});

const SEAT = { role: "sponsor" as const, from_date: null, until_date: null };
const naming = (personId: string, byId: string | null, isOutside: boolean | null): Naming => ({
  personId,
  byId,
  on: "2026-07-20",
  isOutside,
});

function grounds(known: Partial<Grounds>): Grounds {
  const nobody = () => false;
  return {
    today: "2026-07-31",
    seats: [],
    office: new Set(),
    body: new Set(),
    voters: new Set(),
    namings: [],
    hasLeft: nobody,
    isAdmin: nobody,
    hasPart: nobody,
    ...known,
  };
}

/** What somebody is to a request that is theirs to decide. */
const toAnAsk = (known: Partial<Grounds>, item: { type?: string; raised_by?: string; details?: object } = {}) =>
  standingsOnItem("x", { type: "request", owner_id: "x", raised_by: "y", details: {}, ...item }, grounds(known));

describe("grounds", () => {
  it.each([
    [
      "a seat on its last day",
      { seats: [{ ...SEAT, person_id: "x", until_date: "2026-07-31" }] },
      ["owner", "decider"],
    ],
    ["a seat, deactivated", { seats: [{ ...SEAT, person_id: "x" }], hasLeft: (id: string) => id === "x" }, []],
    [
      "an admin's word",
      { namings: [naming("x", "a", true)], isAdmin: (id: string) => id === "a" },
      ["owner", "decider"],
    ],
    [
      "the word of one who was named by a lead",
      { namings: [naming("n", "l", true), naming("x", "n", true)], seats: [{ ...SEAT, person_id: "l" }] },
      ["owner", "decider"],
    ],
    [
      "a word from before the role that ended",
      {
        namings: [naming("x", "l", null)],
        seats: [
          { ...SEAT, person_id: "l" },
          { ...SEAT, person_id: "x", until_date: "2026-07-20" },
        ],
      },
      [],
    ],
    [
      "a word given long after a role had ended",
      {
        namings: [naming("x", "l", null)],
        seats: [
          { ...SEAT, person_id: "l" },
          { ...SEAT, person_id: "x", until_date: "2026-07-01" },
        ],
      },
      ["owner", "decider"],
    ],
    ["a rule", { namings: [naming("x", null, true)], seats: [{ ...SEAT, person_id: "l" }] }, []],
  ] as const)("of whoever has %s are what they are", (_, known, standings) => {
    expect(toAnAsk(known)).toEqual(standings);
  });

  it("let somebody who is asked keep what they raised and own, beside asks", () => {
    const own = { type: "issue", raised_by: "x" };
    expect(toAnAsk({ hasPart: () => true }, own)).toEqual(["owner", "requester"]);
    expect(toAnAsk({}, own)).toEqual([]);
  });
});
