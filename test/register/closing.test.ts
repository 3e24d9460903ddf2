/** What becomes of what is open in a program that is closed, and of that when it is opened again. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getPerson } from "../../src/people/people.ts";
import type { Db } from "../../src/platform/database.ts";
import { closeProgram, reopenProgram } from "../../src/programs/changes.ts";
import { countOpen } from "../../src/register/close-with-program.ts";
import type { TypedDetails } from "../../src/register/item-types.ts";
import type { NewItem } from "../../src/register/items.ts";
import { historyLine } from "../../src/register/items-in-words.ts";
import { itemReading } from "../../src/register/readings.ts";
import { findItem } from "../../src/register/repository.ts";
import { handleDueRequests } from "../../src/register/requests/due-requests.ts";
import { acting, addQuietly, WHOLE_REQUEST } from "../support/acting.ts";
import { aSharedDatabase, databases } from "../support/databases.ts";
import { aRecord } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const ENGLISH = { locale: "en-GB", zone: "UTC" };
const CLOSED_AT = "2026-08-20T10:00:00.000Z";

describe.each(databases)("a program that is closed, on %s", (name) => {
  let db: Db;
  beforeAll(async () => {
    db = await aSharedDatabase(name);
  });
  afterAll(async () => db.destroy());

  let workspaces = 0;
  /** Tom leads Loyalty, which Ines sponsors; Priya and Ravi work in it. */
  const loyaltyWithItems = async () => {
    workspaces += 1;
    const record = await aRecord(db, { team: `${name}${workspaces}` });
    const { workspaceId } = record;
    const [lead, sponsor, priya, ravi] = [
      await record.person("tom", { name: "tom" }),
      await record.person("ines"),
      await record.person("priya"),
      await record.person("ravi"),
    ];
    const seats = { lead: [lead], sponsor: [sponsor], team: [priya, ravi] };
    const loyalty = await record.program("loyalty", { title: "Loyalty", seats });
    const services = servicesAt(db, "2026-08-10T10:00:00.000Z");
    const tom = await getPerson(db, workspaceId, lead.id);
    const raise = async (by: { id: string }, item: Omit<NewItem, "sourceKey"> & TypedDetails) => {
      const actor = await getPerson(db, workspaceId, by.id);
      const sourced = { ownerId: by.id, ...item, sourceKey: `command:${item.title}` };
      return addQuietly(acting(services, actor), { programId: loyalty.id, ...sourced });
    };
    const buy = { title: "Buy it?", ownerId: sponsor.id, dueOn: "2026-09-14" };
    const ask = await raise(priya, { type: "request", details: WHOLE_REQUEST, ...buy });
    const blocking = { type: "issue", details: { blocksWork: true, whoCanUnblock: "Ines" } } as const;
    const blocker = await raise(ravi, { ...blocking, title: "No data", dueOn: "2026-08-25" });
    const call = { title: "Call them", dueOn: "2026-08-30", disclosure: "team" } as const;
    const team = await raise(priya, { type: "action", details: {}, ...call });
    services.clock.at = CLOSED_AT;
    const item = async (id: string) => {
      const found = await findItem(db, workspaceId, id);
      if (!found) throw new Error(`No item ${id}`);
      return found;
    };
    const waiting = async () =>
      db
        .selectFrom("delivery")
        .select(["kind", "person_id", "key"])
        .where("workspace_id", "=", workspaceId)
        .where("state", "=", "waiting")
        .where("updates_id", "is", null)
        .execute();
    return { services, workspaceId, tom, loyalty, ask, blocker, team, item, waiting };
  };

  it("ends what is open in it, and its history says why", async () => {
    const { services, tom, loyalty, ask, blocker, team, item } = await loyaltyWithItems();
    const program = { workspace_id: tom.workspace_id, id: loyalty.id };
    expect(await countOpen(db, program)).toBe(3);
    await closeProgram({ ...services, actor: tom }, { programId: loyalty.id });
    for (const { id, type } of [ask, blocker, team])
      expect(await item(id)).toMatchObject({
        state: type === "request" ? "withdrawn" : "dropped",
        closed_at: CLOSED_AT,
        remind_at: null,
      });
    const { history, people, item: shown } = await itemReading.read(acting(services, tom), { id: blocker.id });
    const last = history.at(-1);
    if (!last) throw new Error("No event");
    expect(historyLine(ENGLISH, shown, last, (personId) => people[personId] ?? "")).toMatchObject({
      head: expect.stringContaining("tom · closed with the program"),
      details: ["state: open → dropped"],
    });
    expect(await countOpen(db, program)).toBe(0);
  });

  it("is as it was once the program is open again", async () => {
    const { services, tom, loyalty, ask, blocker, team, item, waiting } = await loyaltyWithItems();
    await handleDueRequests(services);
    const before = [await item(ask.id), await item(blocker.id), await item(team.id)];
    await closeProgram({ ...services, actor: tom }, { programId: loyalty.id });
    services.clock.at = "2026-08-20T20:00:00.000Z";
    await handleDueRequests(services);
    const told = await waiting();
    await reopenProgram({ ...services, actor: tom }, { programId: loyalty.id });
    for (const one of before) expect(await item(one.id)).toEqual({ ...one, revision: one.revision + 2 });
    expect(await waiting()).toEqual(told);
  });
});
