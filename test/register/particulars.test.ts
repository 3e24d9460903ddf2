/** What follows from the declaration of a type: how a change reads, and the shape of its particulars. */
import { expect, it } from "vitest";
import { getPerson } from "../../src/people/people.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { redacted } from "../../src/register/codes-and-transitions.ts";
import { TYPES } from "../../src/register/item-types.ts";
import { editItem, itemToAct, raiseItem } from "../../src/register/items.ts";
import { historyLine } from "../../src/register/items-in-words.ts";
import { listItemEvents } from "../../src/register/repository.ts";
import { acting } from "../support/acting.ts";
import { aDatabase } from "../support/databases.ts";
import { aRecord } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

it("says in the history of an item what its particulars were and are, in the reader's language", async () => {
  const db = await aDatabase("SQLite");
  const record = await aRecord(db);
  const lead = await record.person("tom");
  const program = await record.program("loyalty", { seats: { lead: [lead] } });
  const services = servicesAt(db, "2026-11-02T10:00:00.000Z");
  const tom = await getPerson(db, record.workspaceId, lead.id);
  const risk = await inTransaction(db, async (tx) => {
    const raised = await raiseItem(acting({ ...services, db: tx }, tom), {
      programId: program.id,
      type: "risk",
      details: { impact: 2, cause: "The store opens\nlate" },
      title: "Data",
      sourceKey: "test:1",
    });
    const item = await itemToAct(acting({ ...services, db: tx }, tom), { id: raised.id });
    const details = { impact: 4, response: "reduce", cause: "The store opens\nlate" } as const;
    return editItem(acting({ ...services, db: tx }, tom), { item, edit: { typed: { type: "risk", details } } });
  });
  const [, changed] = await listItemEvents(db, risk.workspace_id, [risk.id]);
  const readIn = (locale: string) =>
    changed ? historyLine({ locale, zone: "Europe/Paris" }, risk, changed, () => "Tom").details : [];
  expect(readIn("en-GB")).toEqual(["Impact (1–5): 2 → 4", "Response: – → Reduce"]);
  expect(readIn("fr-FR")).toEqual(["Impact (1–5)\u00a0: 2 → 4", "Réponse au risque\u00a0: – → Réduire"]);
});

it("tells no sentence of what is restricted, alone or one of several", () => {
  const { type, details } = TYPES.presence.of({ time: "10:00", place: "Zqplace", points: ["Zqpoint"] });
  const told = redacted({ type, details, title: "Zqtitle", description: "Zqmore", disclosure: "lead" });
  expect(JSON.stringify(told)).not.toMatch(/Zq/);
  expect(told.details).toMatchObject({ time: "10:00" });
});
