/** C5: what hung on a role that ended goes, the same day, to whoever is next. */

import { describe, expect, it, onTestFinished } from "vitest";
import { goAway } from "../../src/check-ins/away/use-cases.ts";
import { personById } from "../../src/people/use-cases.ts";
import type { Db } from "../../src/platform/database.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { handOnDue, handOnOf, nextRoleEndAt } from "../../src/programs/role-ends.ts";
import { changeProgram, closeProgram, reopenProgram } from "../../src/programs/use-cases-changes.ts";
import { askOf } from "../../src/register/asks/ask.ts";
import { askMessage } from "../../src/register/asks/blocks.ts";
import { asAsk, decideAsk, deferAsk, delegateAsk } from "../../src/register/asks/use-cases.ts";
import { castVote, putToCommittee } from "../../src/register/asks/use-cases-votes.ts";
import { escalationKinds } from "../../src/register/escalation/messages.ts";
import { findEscalation } from "../../src/register/escalation/repository.ts";
import { escalateDue } from "../../src/register/escalation/use-cases.ts";
import { passUp } from "../../src/register/escalation/use-cases-acts.ts";
import { type Heir, heirOf } from "../../src/register/handing-on/rules.ts";
import { declineHandedOn } from "../../src/register/handing-on/use-cases.ts";
import { type Item, raiseItem } from "../../src/register/use-cases.ts";
import { addItem, closeItem, handOver, reopenItem } from "../../src/register/use-cases-acts.ts";
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

  it("what was given to somebody without a role goes when whoever gave it has none (C5)", async () => {
    const { services, as, raise, ownerOf, end } = await aProgram(name);
    const ask = await raise("ask", "ines");
    await delegateAsk(services, await as("ines"), ask.id, { person: await as("sam"), why: "Knows", isConfirmed: true });
    await end("ines");
    await handOnDue(services);
    expect(await ownerOf(ask)).toBe("ivy");
  });

  it("what was passed up to it goes to whoever is next, with a term of their own (C5)", async () => {
    const { db, services, as, who, raise, end } = await aProgram(name);
    const blocker = await raise("issue", "tom");
    const said = { tried: "Twice", effect: "A week", options: "Buy", recommendation: "Buy", matter: null };
    await passUp(services, await as("tom"), blocker.id, said);
    const held = () => findEscalation(db, blocker.workspace_id, blocker.id);
    expect((await held())?.holder_id).toBe(who("ines").id);
    await end("ines");
    await handOnDue(services);
    expect(await held()).toMatchObject({ holder_id: who("ivy").id, is_with_owner: 0, level: "sponsor" });
  });

  it("goes on from whoever answers for it and from whoever it was passed up to, on one day (P26)", async () => {
    const { db, services, as, who, raise, ownerOf, end } = await aProgram(name);
    const blocker = await raise("issue", "priya");
    const said = { tried: "Twice", effect: "A week", options: "Buy", recommendation: "Buy", matter: null };
    await passUp(services, await as("priya"), blocker.id, said);
    await end("priya");
    await end("tom");
    await handOnDue(services);
    expect(await ownerOf(blocker)).toBe("pavel");
    expect(await findEscalation(db, blocker.workspace_id, blocker.id)).toMatchObject({ holder_id: who("dan").id });
  });

  it("what nobody answers for goes on from whoever raised it (P26)", async () => {
    const { db, services, as, who, program, end } = await aProgram(name);
    const details = { blocksWork: true, whoCanUnblock: "IT" };
    const input = { type: "issue" as const, details, title: "Certificates", ownerId: null, sourceKey: "nobody" };
    const { id, workspace_id } = await addItem(services, await as("priya"), program.id, input);
    await end("priya");
    await handOnDue(services);
    expect(await findEscalation(db, workspace_id, id)).toMatchObject({ holder_id: who("pavel").id, level: "team" });
  });

  it("what was passed up to the last of a program that nobody leads is told to an admin (P26)", async () => {
    const { services, as, raise, end, told } = await aProgram(name);
    const blocker = await raise("issue", "priya");
    const said = { tried: "Twice", effect: "A week", options: "Buy", recommendation: "Buy", matter: null };
    for (const by of ["priya", "tom", "ines"] as const) await passUp(services, await as(by), blocker.id, said);
    for (const handle of ["tom", "dan", "zoe", "omar"] as const) await end(handle);
    await handOnDue(services);
    expect((await told("handed-on")).filter((handle) => handle === "ada")).toEqual(["ada"]);
  });

  it("of somebody without a role who leaves Slack, it goes to the next too (P26)", async () => {
    const { services, as, raise, ownerOf, leaveSlack } = await aProgram(name);
    const ask = await raise("ask", "ines");
    await delegateAsk(services, await as("ines"), ask.id, { person: await as("sam"), why: "Knows", isConfirmed: true });
    await leaveSlack("sam");
    expect(await ownerOf(ask)).toBe("ines");
  });

  it("what is confirmed for nobody is the lead's, where whoever raised it is gone (P26)", async () => {
    const { db, services, as, who, program, leaveSlack } = await aProgram(name);
    const details = { blocksWork: true, whoCanUnblock: "IT" };
    const input = { type: "issue" as const, details, title: "Certificates", ownerId: null, sourceKey: "nobody" };
    const { id, workspace_id } = await addItem(services, await as("priya"), program.id, input);
    await closeItem(services, await as("tom"), id, "");
    await leaveSlack("priya");
    await reopenItem(services, await as("tom"), id);
    expect(await findEscalation(db, workspace_id, id)).toMatchObject({ holder_id: who("tom").id, level: "lead" });
  });

  it("of a delegate without a role, who has it for somebody away, it goes on as they leave Slack (P26)", async () => {
    const { db, services, as, who, raise, leaveSlack } = await aProgram(name);
    const blocker = await raise("issue", "tom", "tom");
    const away = { from: "2026-07-31", until: "2026-08-20", delegate: await as("sam") };
    await goAway(services, await as("tom"), await as("tom"), away);
    await escalateDue(services);
    const held = () => findEscalation(db, blocker.workspace_id, blocker.id);
    expect((await held())?.holder_id).toBe(who("sam").id);
    await leaveSlack("sam");
    expect((await held())?.holder_id).toBe(who("tom").id);
  });

  it("what nobody was there for goes to whoever comes back to Slack (P26)", async () => {
    const { db, services, as, who, raise, ownerOf, leaveSlack } = await aProgram(name);
    const ask = await raise("ask", "ines");
    for (const handle of ["tom", "dan", "ivy", "omar", "zoe", "ines"] as const) await leaveSlack(handle);
    expect(await ownerOf(ask)).toBe("ines");
    await db.updateTable("person").set({ is_deactivated: 0 }).where("id", "=", who("zoe").id).execute();
    await handOnOf(services, [await as("zoe")]);
    expect(await ownerOf(ask)).toBe("zoe");
  });

  it("what somebody without a role gave to another goes on as they leave Slack (P26)", async () => {
    const { services, as, raise, ownerOf, leaveSlack } = await aProgram(name);
    const blocker = await raise("issue", "tom");
    await handOver(services, await as("tom"), blocker.id, { owner: await as("sam"), note: "" });
    await handOver(services, await as("sam"), blocker.id, { owner: await as("ada"), note: "" });
    await leaveSlack("sam");
    expect(await ownerOf(blocker)).toBe("tom");
  });

  it("what comes back with a program or is reopened goes to the next, where whoever had it is gone (P26)", async () => {
    const { services, as, raise, ownerOf, leaveSlack, program } = await aProgram(name);
    const [ask, withdrawn] = [await raise("ask", "ines"), await raise("ask", "ines")];
    await closeItem(services, await as("priya"), withdrawn.id, "");
    await closeProgram(services, await as("tom"), program.id);
    await leaveSlack("ines");
    await handOnDue(services);
    services.clock.at = "2026-08-14T10:00:00.000Z";
    await reopenProgram(services, await as("tom"), program.id);
    expect(await ownerOf(ask)).toBe("ivy");
    expect(await reopenItem(services, await as("priya"), withdrawn.id)).toMatchObject({
      owner_id: (await as("ivy")).id,
    });
  });

  it("nobody who has left is asked to decide by the rule that the first sponsor decides (P26)", async () => {
    const { services, as, program, leaveSlack, ownerOf } = await aProgram(name);
    await leaveSlack("ines");
    const input = { type: "ask" as const, details: { kind: "decision" as const }, title: "Buy?", sourceKey: "ask" };
    expect(await ownerOf(await addItem(services, await as("priya"), program.id, input))).toBe("ivy");
  });

  it("what was passed up to it is declined by whoever got it within two working days, never back (C5)", async () => {
    const { db, services, as, who, raise, end, record } = await aProgram(name);
    const said = { tried: "Twice", effect: "A week", options: "Buy", recommendation: "Buy", matter: null };
    const [blocker, late] = [await raise("issue", "tom"), await raise("issue", "tom")];
    for (const { id } of [blocker, late]) await passUp(services, await as("tom"), id, said);
    const holderOf = async ({ id }: Item) => (await findEscalation(db, record.workspaceId, id))?.holder_id;
    await expect(declineHandedOn(services, await as("ines"), [blocker.id])).rejects.toThrow("NOT_HANDED_ON");
    await end("ines");
    await handOnDue(services);
    const shownTo = async (handle: Handle) => {
      const [row] = await db
        .selectFrom("delivery")
        .select("subject")
        .where("kind", "=", "escalation")
        .where("person_id", "=", who(handle).id)
        .orderBy("id", "desc")
        .execute();
      const nothing = () => Promise.reject(new Error("Nothing is asked of Slack"));
      const send = { db, events: services.events, workspaceId: record.workspaceId, now: services.clock.at };
      const reader = { locale: "en-GB", zone: "UTC" };
      const slack = { channel: nothing, permalink: nothing };
      const kind = escalationKinds.find((each) => each.kind === "escalation");
      return JSON.stringify(await kind?.message({ ...send, reader, slack }, JSON.parse(row?.subject ?? ""))).replaceAll(
        "\u00a0",
        " ",
      );
    };
    // Monday and Tuesday.
    expect(await shownTo("ivy")).toContain("“Decline” sends it to the next person, until Tuesday 4 August.");
    services.clock.at = "2026-08-04T10:00:00.000Z";
    expect(await declineHandedOn(services, await as("ivy"), [blocker.id])).toEqual([{ code: "PA-I-1", name: "omar" }]);
    expect(await holderOf(blocker)).toBe(who("omar").id);
    expect(await shownTo("omar")).toContain("ivy can’t answer this, so it comes to you next");
    await declineHandedOn(services, await as("omar"), [blocker.id]);
    expect(await holderOf(blocker)).toBe(who("zoe").id);
    services.clock.at = "2026-08-05T10:00:00.000Z";
    expect(await shownTo("ivy")).not.toContain("Decline");
    await expect(declineHandedOn(services, await as("ivy"), [late.id])).rejects.toThrow("NOT_HANDED_ON");
  });

  it("the lead who has it last is told that nobody else decides, in a message that they cannot decline (C5)", async () => {
    const { services, as, raise, leaveSlack, db } = await aProgram(name);
    const ask = await raise("ask", "ines");
    for (const handle of ["ines", "ivy", "omar", "zoe"] as const) await leaveSlack(handle);
    const tom = await as("tom");
    const [item] = await itemsOfPrograms(db, tom.workspace_id, [ask.program_id], { ids: [ask.id] });
    if (!item) throw new Error("The ask is gone");
    const shown = await askOf(db, asAsk(item), { at: services.clock.at, zone: "UTC" });
    for (const [locale, words] of [
      ["en-GB", "No one else here can decide. Add a sponsor in the program’s settings, or decide it yourself."],
      ["fr-FR", "Personne d’autre ne décide ici"],
    ] as const) {
      const message = JSON.stringify(askMessage({ locale, zone: "UTC" }, shown, { isDecider: true }));
      expect(message).toContain(words);
      expect(message).not.toMatch(/Decline|Décliner/);
    }
  });

  it("a member of the committee is waited for no more, and the vote closes with the last who is (C5)", async () => {
    const { services, as, raise, end, db, record, program } = await aProgram(name);
    const ask = await raise("ask", "ines");
    const way = { kind: "circulation" as const, quorum: 2, closesOn: "2026-08-10" };
    await putToCommittee(services, await as("ines"), ask.id, way);
    await castVote(services, await as("omar"), ask.id, 0);
    await end("zoe");
    await handOnDue(services);
    const [decided] = await itemsOfPrograms(db, record.workspaceId, [program.id], { ids: [ask.id] });
    expect(decided).toMatchObject({ state: "decided" });
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

  it("comes back to whoever declined it where nobody else is left any more, as their last (P26)", async () => {
    const { services, as, raise, ownerOf, end } = await aProgram(name);
    const ask = await raise("ask", "ines");
    await end("ines");
    await handOnDue(services);
    await declineHandedOn(services, await as("ivy"), [ask.id]);
    expect(await ownerOf(ask)).toBe("omar");
    for (const handle of ["tom", "dan", "zoe", "omar"] as const) await end(handle);
    await handOnDue(services);
    expect(await ownerOf(ask)).toBe("ivy");
    await expect(declineHandedOn(services, await as("ivy"), [ask.id])).rejects.toThrow("NOBODY_ELSE");
  });

  it("goes in pieces where there is much of it (C5)", async () => {
    const { services, raise, ownerOf, end, db } = await aProgram(name);
    const many: Item[] = [];
    for (let count = 0; count < 120; count += 1) many.push(await raise("issue", "priya"));
    await end("priya");
    await handOnDue(services);
    const owners = async () => (await Promise.all(many.map(ownerOf))).filter((owner) => owner === "pavel").length;
    expect(await owners()).toBe(100);
    expect(await nextRoleEndAt(db)).toBe("2026-07-31T00:00:00.000Z");
    await handOnDue(services);
    expect(await owners()).toBe(120);
    expect(await nextRoleEndAt(db)).toBeNull();
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
