/** When a role ends, what its holder had goes the same day to who leads, and a request up its ladder. */
import { describe, expect, it } from "vitest";
import { getPerson } from "../../src/people/people.ts";
import type { Db } from "../../src/platform/database.ts";
import { changeProgram } from "../../src/programs/changes.ts";
import { handOnOf, nextRoleEndAt, reassignAfterEndedRoles } from "../../src/programs/role-ends.ts";
import { itemsOfPrograms } from "../../src/register/item-rights.ts";
import type { Item } from "../../src/register/items.ts";
import { listItemEvents } from "../../src/register/repository.ts";
import { postpone } from "../../src/register/requests/acts.ts";
import { decide } from "../../src/register/requests/decide.ts";
import { nextOwner } from "../../src/register/role-ends.ts";
import { acting, addQuietly, WHOLE_REQUEST } from "../support/acting.ts";
import { aDatabase, type DatabaseName, databases } from "../support/databases.ts";
import { aRecord, type RecordedPerson } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const HANDLES = ["tom", "dan", "ines", "ivy", "priya", "pavel", "omar", "zoe", "sam", "ada"] as const;
type Handle = (typeof HANDLES)[number];
/** A Friday. */
const NOW = "2026-07-31T10:00:00.000Z";
const WORDS = { title: "P", purpose: "", benefits: "", visibility: "members" as const };
const FORM = { ...WORDS, channelId: null, startsOn: null, endsOn: null };

/** Two of each role, Sam outside, and Ada, an admin. */
async function aProgram(name: DatabaseName) {
  const db: Db = await aDatabase(name);
  const record = await aRecord(db);
  const people = new Map<Handle, RecordedPerson>();
  for (const handle of HANDLES) people.set(handle, await record.person(handle, { isAdmin: handle === "ada" }));
  const who = (handle: Handle) => {
    const person = people.get(handle);
    if (!person) throw new Error(handle);
    return person;
  };
  const program = await record.program("p", {
    seats: {
      lead: [who("tom")],
      deputy: [who("dan")],
      sponsor: [who("ines"), who("ivy")],
      team: [who("priya"), who("pavel")],
      steering: [who("omar"), who("zoe")],
    },
  });
  const services = servicesAt(db, NOW);
  const as = (handle: Handle) => getPerson(db, record.workspaceId, who(handle).id);
  let count = 0;
  const raise = async (type: "request" | "issue", owner: Handle, by: Handle = "priya"): Promise<Item> => {
    count += 1;
    const raiser = await as(by);
    const common = { title: `Number ${count}`, dueOn: "2026-08-14", sourceKey: `command:${count}` };
    return addQuietly(acting(services, raiser), {
      programId: program.id,
      ...(type === "request"
        ? { type, details: WHOLE_REQUEST }
        : { type, details: { blocksWork: true, blockedSince: "2026-07-30", whoCanUnblock: "IT" } }),
      ...common,
      ownerId: who(owner).id,
    });
  };
  const handleOf = (id: string | null) => [...people].find(([, person]) => person.id === id)?.[0] ?? null;
  const ownerOf = async (item: Item) => {
    const [found] = await itemsOfPrograms(db, record.workspaceId, [program.id], { ids: [item.id] });
    return handleOf(found?.owner_id ?? null);
  };
  const end = (handle: Handle, until = "2026-07-30") =>
    db.updateTable("seat").set({ until_date: until }).where("person_id", "=", who(handle).id).execute();
  const leaveSlack = async (handle: Handle) => {
    await db.updateTable("person").set({ is_deactivated: 1 }).where("id", "=", who(handle).id).execute();
    await handOnOf(services, [await as(handle)]);
  };
  const told = async (kind: string) =>
    (await db.selectFrom("delivery").select(["person_id", "kind"]).where("kind", "=", kind).execute())
      .map(({ person_id }) => handleOf(person_id))
      .sort();
  return { db, record, program, services, as, who, raise, ownerOf, end, leaveSlack, told };
}

describe.each(databases)("at the end of a role, on %s", (name) => {
  it("by its date, what hung on it goes to the next in the first turn of that day, each told once", async () => {
    const { db, services, raise, ownerOf, end, told } = await aProgram(name);
    const asks = [await raise("request", "ines"), await raise("request", "ines")];
    const blocker = await raise("issue", "priya");
    await end("ines", "2026-08-02");
    await end("priya", "2026-08-02");
    expect(await nextRoleEndAt(db)).toBe("2026-08-03T00:00:00.000Z");
    services.clock.at = "2026-08-02T23:59:00.000Z";
    await reassignAfterEndedRoles(services);
    for (const ask of asks) expect(await ownerOf(ask)).toBe("ines");
    services.clock.at = "2026-08-03T00:00:00.000Z";
    await reassignAfterEndedRoles(services);
    for (const ask of asks) expect(await ownerOf(ask)).toBe("ivy");
    expect(await ownerOf(blocker)).toBe("tom");
    expect(await told("handed-on")).toEqual(["ines", "priya", "tom"]);
    expect((await told("request")).filter((handle) => handle === "ivy")).toHaveLength(4);
    expect(await nextRoleEndAt(db)).toBeNull();
    await reassignAfterEndedRoles(services);
    expect(await told("handed-on")).toHaveLength(3);
  });

  it("a step goes with the message of its own, and stands in no list beside that", async () => {
    const { services, as, who, program, end, told } = await aProgram(name);
    await addQuietly(acting(services, await as("priya")), {
      ...{ programId: program.id, ownerId: who("priya").id, title: "Test it", dueOn: "2026-08-14" },
      ...{ type: "step", details: { trackId: "t", key: "test", hasChecks: false }, sourceKey: "step:1" },
    });
    await end("priya");
    await reassignAfterEndedRoles(services);
    expect(await told("handed-on")).toEqual(["priya"]);
  });

  it("what went to the sponsor for want of a lead comes to the next lead, and both hear of it once", async () => {
    const { services, as, raise, ownerOf, end, program, told } = await aProgram(name);
    const item = await raise("issue", "tom");
    await end("tom");
    await end("dan");
    await reassignAfterEndedRoles(services);
    expect(await ownerOf(item)).toBe("ines");
    const seats = [
      { role: "lead" as const, person: await as("pavel") },
      { role: "sponsor" as const, person: await as("ines") },
    ];
    await changeProgram({ ...services, actor: await as("ada") }, { programId: program.id, ...FORM, seats });
    expect(await ownerOf(item)).toBe("pavel");
    expect((await told("handed-on")).filter((handle) => handle === "ines" || handle === "pavel")).toEqual([
      ...["ines", "ines", "pavel"],
    ]);
  });

  it("by a press, it goes in the transaction of the press", async () => {
    const { services, as, raise, ownerOf, program, who } = await aProgram(name);
    const ask = await raise("request", "ines");
    await postpone(acting(services, await as("ines")), { itemId: ask.id, until: "2026-08-13" });
    const seats = [
      { role: "lead" as const, person: await as("tom") },
      { role: "sponsor" as const, person: await as("ivy") },
      { role: "team" as const, person: await as("priya") },
    ];
    await changeProgram({ ...services, actor: await as("tom") }, { programId: program.id, ...FORM, seats });
    expect(await ownerOf(ask)).toBe("ivy");
    await expect(decide(acting(services, await as("ines")), { itemId: ask.id, words: "Yes" })).rejects.toThrow(
      "REQUEST_NOT_YOURS",
    );
    // Put off by somebody else, it is not put off for whoever has it now.
    const [event] = (await listItemEvents(services.db, ask.workspace_id, [ask.id])).slice(-1);
    expect(event).toMatchObject({ event: "handed-on", actor_id: null });
    expect(event?.after).not.toContain("postponed");
    await decide(acting(services, await as("ivy")), { itemId: ask.id, words: "Yes" });
    expect(who("ivy").id).toBeTruthy();
  });

  it("of somebody who leaves Slack it goes to the next, then above, then to the lead, who is told", async () => {
    const { services, as, who, raise, ownerOf, leaveSlack, db } = await aProgram(name);
    const ask = await raise("request", "ines");
    await leaveSlack("ines");
    expect(await ownerOf(ask)).toBe("ivy");
    await leaveSlack("ivy");
    expect(await ownerOf(ask)).toBe("omar");
    await leaveSlack("omar");
    expect(await ownerOf(ask)).toBe("zoe");
    await leaveSlack("zoe");
    expect(await ownerOf(ask)).toBe("tom");
    const [event] = (await listItemEvents(db, ask.workspace_id, [ask.id])).slice(-1);
    expect(JSON.parse(event?.after ?? "{}")).toMatchObject({
      assignment: { from: who("zoe").id, to: who("tom").id, because: "left" },
    });
    await decide(acting(services, await as("tom")), { itemId: ask.id, words: "Yes" });
  });

  it("stays with whoever had it where nobody is left, and goes on when somebody leads again", async () => {
    const { db, services, who, raise, ownerOf, leaveSlack, end, told } = await aProgram(name);
    const blocker = await raise("issue", "tom");
    for (const handle of ["dan", "ines", "ivy", "omar", "zoe", "priya", "pavel"] as const) await end(handle);
    await leaveSlack("tom");
    await reassignAfterEndedRoles(services);
    expect(await ownerOf(blocker)).toBe("tom");
    expect(await told("handed-on")).toEqual(["dan", "ines", "ivy", "omar", "pavel", "priya", "zoe"]);
    await db.updateTable("seat").set({ until_date: null }).where("person_id", "=", who("dan").id).execute();
    await handOnOf(services, [await getPerson(db, blocker.workspace_id, who("dan").id)]);
    expect(await ownerOf(blocker)).toBe("dan");
  });

  it("on the day on which an item is due, it is the lead's from the next morning", async () => {
    const { db, services, raise, ownerOf, end } = await aProgram(name);
    const item = await raise("issue", "priya");
    await end("priya", "2026-08-14");
    services.clock.at = "2026-08-14T10:00:00.000Z";
    await reassignAfterEndedRoles(services);
    expect(await ownerOf(item)).toBe("priya");
    services.clock.at = "2026-08-15T00:00:00.000Z";
    await reassignAfterEndedRoles(services);
    expect(await ownerOf(item)).toBe("tom");
    expect((await listItemEvents(db, item.workspace_id, [item.id])).at(-1)).toMatchObject({
      event: "handed-on",
      actor_id: null,
    });
  });
});

describe("the next owner", () => {
  const seat = (id: string, role: "lead" | "deputy" | "sponsor" | "steering" | "team") => ({
    ...{ id: `seat-${id}`, role, person_id: id, from_date: null, created_at: "2020-01-01T00:00:00.000Z" },
  });
  const seats = [seat("lead", "lead"), seat("deputy", "deputy"), seat("s1", "sponsor"), seat("chair", "steering")];
  const issue = { type: "issue", raised_by: "x", details: {}, disclosure: "program" as const };
  const request = { ...issue, type: "request" };
  const without = (...ids: string[]) => seats.filter(({ person_id }) => !ids.includes(person_id));
  const sponsor = { id: "s0", past: [seat("s0", "sponsor")] };
  const lead = { id: "lead", past: [seat("lead", "lead")] };

  it.each([
    ["of a lead's without a deputy is the sponsor", issue, lead, without("lead", "deputy"), "s1"],
    ["of a sponsor's request is the other sponsor", request, sponsor, seats, "s1"],
    ["of the only sponsor's item is the chair, never who leads", issue, sponsor, without("s1"), "chair"],
    ["is never whoever asks", { ...request, raised_by: "s1" }, sponsor, seats, "chair"],
    ["may read it", { ...issue, disclosure: "lead" as const }, lead, without("lead", "deputy"), null],
    ["is nobody in an empty program", issue, lead, [], null],
  ] as const)("%s", (_, item, former, now, expected) => {
    expect(nextOwner(item, former, now)?.personId ?? null).toBe(expected);
  });

  it("of a lead's request is whoever decides so much", () => {
    expect(nextOwner(request, lead, without("lead"), "chair")?.personId).toBe("chair");
  });
});
