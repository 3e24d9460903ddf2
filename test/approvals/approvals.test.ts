import { describe, expect, it } from "vitest";
import { approve, askApproval, lastApproval, refuse } from "../../src/approvals/approvals.ts";
import { getPerson } from "../../src/people/people.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aDatabase, bothDatabases, type DatabaseName } from "../support/databases.ts";
import { aRecord } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

/** Ana asks Dan for his approval of one subject. */
async function anApproval(database: DatabaseName) {
  const db = await aDatabase(database);
  const record = await aRecord(db);
  const services = servicesAt(db, "2026-11-03T08:00:00.000Z");
  const person = async (name: string) => getPerson(db, record.workspaceId, (await record.person(name, { name })).id);
  const [ana, dan] = [await person("Ana"), await person("Dan")];
  const program = await record.program("atlas");
  const subject = { workspaceId: record.workspaceId, kind: "report", id: "r1" };
  const ask = () =>
    inTransaction(db, (tx) => askApproval(services, tx, { subject, programId: program.id, askedOf: dan.id }));
  const approveAs = (actor: typeof dan, given: Parameters<typeof approve>[1]) =>
    inTransaction(db, (tx) => approve({ ...services, db: tx, actor }, given));
  return { db, services, ana, dan, subject, ask, approveAs };
}

const NOBODY = new Set<string>();

describe.each(bothDatabases)("an approval, on %s", (database) => {
  it("is open for whoever is asked, until they give it", async () => {
    const { db, services, dan, subject, ask, approveAs } = await anApproval(database);
    const approvalId = await ask();
    expect(await lastApproval(db, subject)).toMatchObject({ id: approvalId, state: "asked", asked_of: dan.id });
    await approveAs(dan, { approvalId, authors: NOBODY });
    expect(await lastApproval(db, subject)).toMatchObject({ state: "approved", by_id: dan.id, at: services.clock.at });
  });

  it("is given neither by whoever is not asked nor by an author", async () => {
    const { ana, dan, ask, approveAs } = await anApproval(database);
    const approvalId = await ask();
    const given = (person: typeof ana, authors: ReadonlySet<string>) => approveAs(person, { approvalId, authors });
    await expect(given(ana, NOBODY)).rejects.toMatchObject({ code: "APPROVAL_NOT_ASKED" });
    await expect(given(dan, new Set([dan.id]))).rejects.toMatchObject({ code: "APPROVAL_OWN_WORDS" });
  });

  it("is answered once: the second reads what was done", async () => {
    const { db, services, ana, dan, ask, approveAs } = await anApproval(database);
    const approvalId = await ask();
    await approveAs(ana, { approvalId, authors: NOBODY, isDelegate: true });
    const again = inTransaction(db, (tx) =>
      refuse({ ...services, db: tx, actor: dan }, { approvalId, authors: NOBODY, reason: "No." }),
    );
    await expect(again).rejects.toMatchObject({ code: "APPROVAL_GIVEN", params: { name: "Ana" } });
  });
});
