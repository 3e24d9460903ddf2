/** The office over the programs of a label, or all: what it may, and by what ground. */
import { beforeEach, describe, expect, it } from "vitest";
import { getPerson, type Person } from "../../src/people/people.ts";
import type { Services } from "../../src/platform/services.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { hasRole, roleFactsFor } from "../../src/programs/authority.ts";
import { covers } from "../../src/programs/coverage.ts";
import { labelsColumn } from "../../src/programs/labels.ts";
import { officesNow } from "../../src/programs/office.ts";
import { endOffice, giveOffice } from "../../src/programs/office-giving.ts";
import { changePortfolio, createPortfolioFromForm } from "../../src/programs/portfolios.ts";
import {
  programOf,
  refuseUnlessMayTick,
  standingsOf,
  standingsTowards,
  whomTheyLead,
} from "../../src/programs/programs.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const RETAIL = { name: "Department", value: "Retail" };
const FINANCE = { name: "Department", value: "Finance" };
const LABEL = { label_name: "Department", label_value: "Retail" };
const ALL = { ...LABEL, label_name: null, label_value: null };

describe("the office is over a program", () => {
  it.each([
    ["with its label", LABEL, [RETAIL], true],
    ["with its label among others", LABEL, [FINANCE, RETAIL], true],
    ["with its label in other letters", LABEL, [{ name: "DEPARTMENT", value: "retail" }], true],
    ["with another value", LABEL, [FINANCE], false],
    ["with another name", LABEL, [{ name: "Region", value: "Retail" }], false],
    ["without labels", LABEL, [], false],
    ["whatever its labels, where it is over all", ALL, [FINANCE], true],
    ["without labels, where it is over all", ALL, [], true],
  ])("%s", (_, office, labels, is) => {
    expect(covers("office", office, { isPortfolio: false, labels })).toBe(is);
  });
});

describe.each(databases)("an office on %s", (name) => {
  let services: Services & { clock: { at: string } };
  let stage: { ada: Person; omar: Person; lea: Person; retail: string; other: string };
  const label = (programId: string, labels: readonly { name: string; value: string }[]) =>
    services.db
      .updateTable("program")
      .set({ labels: labelsColumn(labels) })
      .where("id", "=", programId)
      .execute();
  const standings = (programId: string) => standingsOf(services.db, stage.omar, programId, services);
  const give = (of: typeof RETAIL | null) =>
    giveOffice({ ...services, actor: stage.ada }, { person: stage.omar, label: of });
  const end = async () => {
    for (const { id } of await officesNow(services.db, stage.ada.workspace_id, services))
      await endOffice({ ...services, actor: stage.ada }, { officeId: id });
  };

  beforeEach(async () => {
    const db = await aDatabase(name);
    services = servicesAt(db, "2026-11-02T08:00:00.000Z");
    const record = await aRecord(db);
    const [ada, omar, lea] = [
      await record.person("ada", { isAdmin: true }),
      await record.person("omar"),
      await record.person("lea"),
    ];
    const { id: retail } = await record.program("shops", { seats: { lead: [lea] } });
    const { id: other } = await record.program("ledger", { seats: { lead: [lea] } });
    const [asAda, asOmar, asLea] = await Promise.all(
      [ada, omar, lea].map(({ id }) => getPerson(db, record.workspaceId, id)),
    );
    if (!asAda || !asOmar || !asLea) throw new Error("no people");
    stage = { ada: asAda, omar: asOmar, lea: asLea, retail, other };
    await label(retail, [RETAIL]);
    await label(other, [FINANCE]);
  });

  it("by a label is one in the programs that have it", async () => {
    await give(RETAIL);
    expect([await standings(stage.retail), await standings(stage.other)]).toEqual([["office"], []]);
  });

  it("over all is one in each", async () => {
    await give(null);
    expect([await standings(stage.retail), await standings(stage.other)]).toEqual([["office"], ["office"]]);
  });

  it("is over a program no more once the label is taken from it", async () => {
    await give(RETAIL);
    services.clock.at = "2026-11-02T09:00:00.000Z";
    await label(stage.retail, [FINANCE]);
    expect(await standings(stage.retail)).toEqual([]);
  });

  it("has nothing once it is ended, the same day", async () => {
    await give(null);
    await end();
    expect(await standings(stage.retail)).toEqual([]);
  });

  it("is not given twice", async () => {
    await give(RETAIL);
    expect(await give({ name: "department", value: "RETAIL" })).toBe(false);
  });

  it("is given by admins alone", async () => {
    await expect(giveOffice({ ...services, actor: stage.lea }, { person: stage.omar, label: null })).rejects.toThrow(
      /ada/,
    );
  });

  it("is ended by admins alone", async () => {
    await give(null);
    const [office] = await officesNow(services.db, stage.ada.workspace_id, services);
    await expect(endOffice({ ...services, actor: stage.omar }, { officeId: office?.id ?? "" })).rejects.toThrow(/ada/);
  });

  it("is in the audit as it is given and ended", async () => {
    await give(RETAIL);
    await end();
    const acts = await services.db.selectFrom("audit").select(["action", "actor_id", "after"]).orderBy("id").execute();
    const { id: actor_id } = stage.ada;
    const after = JSON.stringify({ personId: stage.omar.id, labels: [RETAIL] });
    expect(acts).toEqual([
      { action: "office.given", actor_id, after },
      { action: "office.ended", actor_id, after: null },
    ]);
  });

  it("is a role by which what is theirs in the register stays theirs", async () => {
    await give(RETAIL);
    const inRetail = await roleFactsFor(services.db, stage.omar, stage.retail, services);
    const elsewhere = await roleFactsFor(services.db, stage.omar, stage.other, services);
    expect([hasRole(stage.omar.id, inRetail), hasRole(stage.omar.id, elsewhere)]).toEqual([true, false]);
  });

  it("is no seat in the committee", async () => {
    await give(null);
    const facts = await roleFactsFor(services.db, stage.omar, stage.retail, services);
    expect(hasRole(stage.omar.id, facts, ["steering"])).toBe(false);
  });

  it("enters absences of those who sit in its programs", async () => {
    await give(RETAIL);
    const people = await whomTheyLead(services.db, stage.omar, services);
    expect(people.map(({ id }) => id)).toEqual([stage.lea.id]);
    expect(await standingsTowards(services.db, stage.omar, stage.lea, services)).toEqual(["office"]);
  });

  it("over another label neither makes, changes nor widens a portfolio, and over its own widens none", async () => {
    await give(RETAIL);
    const form = { title: "Shops", members: [stage.lea], secretary: null, chair: null, quorum: null };
    const by = (actor: Person) => ({ ...services, actor });
    const { id: programId } = await createPortfolioFromForm(by(stage.omar), { ...form, label: RETAIL });
    const notTheirs = { code: "PORTFOLIO_NOT_YOURS" };
    for (const label of [FINANCE, null]) {
      await expect(createPortfolioFromForm(by(stage.omar), { ...form, label })).rejects.toMatchObject(notTheirs);
      const wider = { ...form, programId, label };
      await expect(changePortfolio(by(stage.omar), wider)).rejects.toMatchObject(notTheirs);
    }
    await changePortfolio(by(stage.omar), { ...form, programId, label: RETAIL, title: "Stores" });

    await end();
    await give(FINANCE);
    for (const label of [RETAIL, FINANCE, null]) {
      const changed = { ...form, programId, label };
      await expect(changePortfolio(by(stage.omar), changed)).rejects.toMatchObject({ code: "PROGRAM_NOT_YOURS" });
    }
    const stands = services.db.selectFrom("program").select(["title", "label_value"]).where("id", "=", programId);
    expect(await stands.executeTakeFirst()).toEqual({ title: "Stores", label_value: "Retail" });
  });

  it("changes what is a flagship, which a lead is refused", async () => {
    await give(RETAIL);
    const program = await programOf(services.db, stage.ada.workspace_id, stage.retail);
    const tick = (person: Person) =>
      inTransaction(services.db, (tx) =>
        refuseUnlessMayTick({ ...services, db: tx, actor: person }, { program, flagship: true }),
      );
    await tick(stage.omar);
    await expect(tick(stage.lea)).rejects.toThrow("Only the office (PMO) or an admin");
  });
});
