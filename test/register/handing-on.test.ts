/** C5: what hung on a role that ended goes, the same day, to whoever is next. */

import { describe, expect, it, onTestFinished } from "vitest";
import { personById } from "../../src/people/use-cases.ts";
import type { Db } from "../../src/platform/database.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { handOnDue, handOnOf, nextRoleEndAt } from "../../src/programs/role-ends.ts";
import { changeProgram } from "../../src/programs/use-cases-changes.ts";
import { decideAsk, deferAsk } from "../../src/register/asks/use-cases.ts";
import { type Heir, heirOf } from "../../src/register/handing-on/rules.ts";
import { declineHandedOn } from "../../src/register/handing-on/use-cases.ts";
import { type Item, raiseItem } from "../../src/register/use-cases.ts";
import { historyOf, itemsOfPrograms } from "../../src/register/use-cases-reading.ts";
import { aDatabase, type DatabaseName, databases } from "../support/databases.ts";
import { aRecord, type RecordedPerson } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const HANDLES = ["tom", "dan", "ines", "ivy", "priya", "pavel", "omar", "zoe", "sam", "ada"] as const;
type Handle = (typeof HANDLES)[number];
/** A Friday. */
const NOW = "2026-07-31T10:00:00.000Z";

/** Two of each role, Sam outside, and Ada, an admin. */
async function aProgram(name: DatabaseName) {
  const db: Db = await aDatabase(name);
  onTestFinished(() => db.destroy());
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
  const as = (handle: Handle) => personById(db, record.workspaceId, who(handle).id);
  let count = 0;
  const raise = async (type: "ask" | "issue", owner: Handle, by: Handle = "priya"): Promise<Item> => {
    count += 1;
    const raiser = await as(by);
    const common = { title: `Number ${count}`, dueOn: "2026-08-14", sourceKey: `command:${count}` };
    const options = [
      { label: "Yes", doesNothing: false },
      { label: "Do nothing", doesNothing: true },
    ];
    return inTransaction(db, (tx) =>
      raiseItem(services, tx, raiser, program.id, {
        ...(type === "ask"
          ? { type, details: { kind: "decision", options, recommended: 0, costOfWaiting: "A week" } }
          : { type, details: { blocksWork: true, blockedSince: "2026-07-30", whoCanUnblock: "IT" } }),
        ...common,
        ownerId: who(owner).id,
      }),
    );
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
  it("by its date, what hung on it goes to the next in the first turn of that day, each told once (C5)", async () => {
    const { db, services, raise, ownerOf, end, told } = await aProgram(name);
    const asks = [await raise("ask", "ines"), await raise("ask", "ines")];
    const blocker = await raise("issue", "priya");
    await end("ines", "2026-08-02");
    await end("priya", "2026-08-02");
    expect(await nextRoleEndAt(db)).toBe("2026-08-03T00:00:00.000Z");
    services.clock.at = "2026-08-02T23:59:00.000Z";
    await handOnDue(services);
    for (const ask of asks) expect(await ownerOf(ask)).toBe("ines");
    services.clock.at = "2026-08-03T00:00:00.000Z";
    await handOnDue(services);
    for (const ask of asks) expect(await ownerOf(ask)).toBe("ivy");
    expect(await ownerOf(blocker)).toBe("pavel");
    expect(await told("handed-on")).toEqual(["ines", "pavel", "priya"]);
    expect((await told("ask")).filter((handle) => handle === "ivy")).toHaveLength(2);
    expect(await nextRoleEndAt(db)).toBeNull();
    await handOnDue(services);
    expect(await told("handed-on")).toHaveLength(3);
  });

  it("by a press, it goes in the transaction of the press (C5)", async () => {
    const { services, as, raise, ownerOf, program, who } = await aProgram(name);
    const ask = await raise("ask", "ines");
    await deferAsk(services, await as("ines"), ask.id, "2026-08-28");
    const seats = [
      { role: "lead" as const, person: await as("tom") },
      { role: "sponsor" as const, person: await as("ivy") },
      { role: "team" as const, person: await as("priya") },
    ];
    const form = { title: "P", purpose: "", benefits: "", visibility: "members" as const, channelId: null };
    await changeProgram(services, await as("tom"), program.id, { ...form, startsOn: null, endsOn: null, seats });
    expect(await ownerOf(ask)).toBe("ivy");
    await expect(decideAsk(services, await as("ines"), ask.id, { words: "Yes" })).rejects.toThrow("ASK_NOT_YOURS");
    // Put off by somebody else, it is not put off for whoever has it now.
    const [event] = (await historyOf(services.db, ask)).slice(-1);
    expect(event).toMatchObject({ event: "handed-on", actor_id: null });
    expect(event?.after).not.toContain("deferredUntil");
    await decideAsk(services, await as("ivy"), ask.id, { words: "Yes" });
    expect(who("ivy").id).toBeTruthy();
  });

  it("of somebody who leaves Slack it goes to the next, then above, then to the lead, who is told (C5)", async () => {
    const { services, as, raise, ownerOf, leaveSlack, db } = await aProgram(name);
    const ask = await raise("ask", "ines");
    await leaveSlack("ines");
    expect(await ownerOf(ask)).toBe("ivy");
    await leaveSlack("ivy");
    expect(await ownerOf(ask)).toBe("omar");
    await leaveSlack("omar");
    expect(await ownerOf(ask)).toBe("zoe");
    await leaveSlack("zoe");
    expect(await ownerOf(ask)).toBe("tom");
    const [event] = (await historyOf(db, ask)).slice(-1);
    expect(event?.after).toContain('"isLast":true');
    await decideAsk(services, await as("tom"), ask.id, { words: "Yes" });
  });

  it("where nobody at all is left, an admin is told once, and nothing is lost (C5)", async () => {
    const { services, raise, ownerOf, leaveSlack, end, told } = await aProgram(name);
    const blocker = await raise("issue", "tom");
    for (const handle of ["dan", "ines", "ivy", "omar", "zoe", "priya", "pavel"] as const) await end(handle);
    await leaveSlack("tom");
    await handOnDue(services);
    await handOnDue(services);
    expect(await ownerOf(blocker)).toBe("tom");
    expect((await told("handed-on")).filter((handle) => handle === "ada")).toEqual(["ada"]);
  });

  it("may be declined by the heir within two working days, and goes to the next, never back (C5)", async () => {
    const { services, as, raise, ownerOf, end } = await aProgram(name);
    const ask = await raise("ask", "ines");
    const late = await raise("ask", "ines");
    await expect(declineHandedOn(services, await as("ines"), [ask.id])).rejects.toThrow("NOT_HANDED_ON");
    await end("ines");
    await handOnDue(services);
    await expect(declineHandedOn(services, await as("priya"), [ask.id])).rejects.toThrow("ITEM_NOT_YOURS");
    // Monday and Tuesday.
    services.clock.at = "2026-08-04T10:00:00.000Z";
    expect(await declineHandedOn(services, await as("ivy"), [ask.id])).toEqual([{ code: "PA-ASK-1", name: "omar" }]);
    expect(await ownerOf(ask)).toBe("omar");
    await expect(decideAsk(services, await as("ivy"), ask.id, { words: "Yes" })).rejects.toThrow("ASK_NOT_YOURS");
    await declineHandedOn(services, await as("omar"), [ask.id]);
    expect(await ownerOf(ask)).toBe("zoe");
    services.clock.at = "2026-08-05T10:00:00.000Z";
    await expect(declineHandedOn(services, await as("ivy"), [late.id])).rejects.toThrow("NOT_HANDED_ON");
    expect(await ownerOf(late)).toBe("ivy");
  });
});

describe("the next for what is left behind", () => {
  const seat = (id: string, role: Parameters<typeof heirOf>[1]["roles"][number]) => ({
    id: `seat-${id}`,
    role,
    person_id: id,
    from_date: null,
    created_at: "2020-01-01T00:00:00.000Z",
  });
  const seats = [seat("lead", "lead"), seat("s1", "sponsor"), seat("s2", "sponsor"), seat("chair", "steering")];
  const ask = { type: "ask", raised_by: "x", disclosure: "program" as const };
  const heir = (personId: string, level: Heir["level"], isLast = false) => ({ personId, level, isLast });

  it.each([
    ["of the same role", ask, "s1", ["sponsor"], seats, [], heir("s2", "sponsor")],
    [
      "of the level above",
      ask,
      "s1",
      ["sponsor"],
      seats.filter(({ id }) => id !== "seat-s2"),
      [],
      heir("chair", "committee"),
    ],
    ["who leads", ask, "chair", ["steering"], seats.slice(0, 1), [], heir("lead", "lead", true)],
    ["but for whoever declined", ask, "s1", ["sponsor"], seats, ["s2"], heir("chair", "committee")],
    ["but for whoever asks", { ...ask, raised_by: "s2" }, "s1", ["sponsor"], seats, [], heir("chair", "committee")],
    ["of an ask that a member of the team had is above the lead", ask, "t", ["team"], seats, [], heir("s1", "sponsor")],
    [
      "who may read it",
      { ...ask, type: "issue", disclosure: "lead" as const },
      "s1",
      ["sponsor"],
      seats,
      [],
      heir("lead", "lead", true),
    ],
    ["nobody", ask, "s1", ["sponsor"], [], [], null],
  ] as const)("is the one %s (C5)", (_, item, id, roles, now, passedBy, expected) => {
    expect(heirOf(item, { id, roles }, { seats: now, passedBy })).toEqual(expected);
  });
});
