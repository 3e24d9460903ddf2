/** What was handed over by hand is taken back within a day. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { personById } from "../../src/people/use-cases.ts";
import type { Db } from "../../src/platform/database.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { acknowledgeAsk, delegateAsk } from "../../src/register/asks/use-cases.ts";
import { undoHandOver } from "../../src/register/handing-on/use-cases-undo.ts";
import { findItem } from "../../src/register/repository.ts";
import { raiseItem } from "../../src/register/use-cases.ts";
import { handOver } from "../../src/register/use-cases-acts.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

describe.each(databases)("what was handed over, on %s", (name) => {
  let db: Db;
  beforeAll(async () => {
    db = await aDatabase(name);
  });
  afterAll(async () => db.destroy());

  let workspaces = 0;
  /** Tom leads, Ines and Zoe sponsor; Priya raised an ask, which is Ines', and owns an action; Ravi works with her. */
  const aProgram = async () => {
    workspaces += 1;
    const record = await aRecord(db, { team: `${name}${workspaces}` });
    const { workspaceId } = record;
    const [tom, ines, zoe, priya, ravi] = [
      await record.person("tom"),
      await record.person("ines"),
      await record.person("zoe"),
      await record.person("priya"),
      await record.person("ravi"),
    ];
    const program = await record.program("p", {
      seats: { lead: [tom], sponsor: [ines, zoe], team: [priya, ravi] },
    });
    const services = servicesAt(db, "2026-08-20T10:00:00.000Z");
    const as = ({ id }: { id: string }) => personById(db, workspaceId, id);
    const actor = await as(priya);
    const raise = (item: Parameters<typeof raiseItem>[4]) =>
      inTransaction(db, (tx) => raiseItem(services, tx, actor, program.id, item));
    const options = ["Yes", "No"].map((label) => ({ label, doesNothing: label === "No" }));
    const ask = await raise({
      type: "ask",
      details: { kind: "decision", options, recommended: 0, costOfWaiting: "A week" },
      title: "Buy it?",
      dueOn: "2026-09-14",
      sourceKey: "command:1",
    });
    const action = await raise({
      type: "action",
      details: {},
      title: "Call them",
      ownerId: priya.id,
      dueOn: "2026-09-14",
      sourceKey: "command:2",
    });
    const item = async ({ id }: { id: string }) => findItem(db, workspaceId, id);
    const waiting = async (kind: string) =>
      (
        await db
          .selectFrom("delivery")
          .select("person_id")
          .where("workspace_id", "=", workspaceId)
          .where("kind", "=", kind)
          .where("updates_id", "is", null)
          .orderBy("person_id")
          .execute()
      ).map(({ person_id }) => person_id);
    return { services, as, tom, ines, zoe, priya, ravi, ask, action, item, waiting };
  };

  it("is with whoever had it again, as it was, for whoever did it, within a day (UNDO1)", async () => {
    const { services, as, ines, zoe, priya, ravi, ask, action, item, waiting } = await aProgram();
    await acknowledgeAsk(services, await as(ines), ask.id);
    const before = await item(ask);
    await delegateAsk(services, await as(ines), ask.id, { person: await as(zoe), why: "Knows", isConfirmed: false });
    expect(await waiting("ask")).toEqual([ines.id, zoe.id]);
    expect((await undoHandOver(services, await as(ines), ask.id)).owner).toBe("ines");
    expect(await item(ask)).toMatchObject({ owner_id: ines.id, state: "acknowledged", details: before?.details });
    expect(await waiting("ask")).toEqual([ines.id, zoe.id]);

    await handOver(services, await as(priya), action.id, { owner: await as(ravi), note: "" });
    services.clock.at = "2026-08-21T09:59:00.000Z";
    await undoHandOver(services, await as(priya), action.id);
    expect(await item(action)).toMatchObject({ owner_id: priya.id, state: "open" });
  });

  it("stays with whoever has it once they have acted on it, and the refusal says so (UNDO1)", async () => {
    const { services, as, ines, zoe, ask, item } = await aProgram();
    await delegateAsk(services, await as(ines), ask.id, { person: await as(zoe), why: "Knows", isConfirmed: false });
    await acknowledgeAsk(services, await as(zoe), ask.id);
    await expect(undoHandOver(services, await as(ines), ask.id)).rejects.toThrow("it has changed since");
    expect(await item(ask)).toMatchObject({ owner_id: zoe.id });
  });
});
