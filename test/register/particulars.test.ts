/** What follows from the declaration of a type: how a change of each field reads, and the shape of its particulars. */
import { expect, it } from "vitest";
import { personById } from "../../src/people/use-cases.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { ITEM_TYPES, TYPES } from "../../src/register/details.ts";
import { editItem, itemToAct, raiseItem } from "../../src/register/items.ts";
import { historyOf } from "../../src/register/reading.ts";
import { redacted } from "../../src/register/rules.ts";
import type { FieldKind, ItemField, Saying } from "../../src/register/types/item-type.ts";
import { historyLine } from "../../src/register/words.ts";
import { aDatabase } from "../support/databases.ts";
import { aRecord } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const inEnglish: Saying = { text: (said) => (typeof said === "string" ? said : said.en), day: (date) => `on ${date}` };

/** Two values of a field, and how the second is said. */
function twoOf(kind: FieldKind): [unknown, unknown, string] {
  switch (kind.is) {
    case "lines":
      return [["one"], ["one", "two"], "one\ntwo"];
    case "score":
      return [2, 4, "4"];
    case "number":
      return [kind.least, kind.most, String(kind.most)];
    case "yes-no":
      return [false, true, "Yes"];
    case "date":
      return ["2026-11-20", "2026-11-27", "on 2026-11-27"];
    case "time":
      return ["10:00", "11:30", "11:30"];
    case "zone":
      return ["Europe/Paris", "Europe/London", "Europe/London"];
    case "choice": {
      const [[first] = [], [last, label] = []] = [Object.entries(kind.options)[0], Object.entries(kind.options).at(-1)];
      return [first, last, label === undefined ? "" : inEnglish.text(label)];
    }
    default:
      return ["before", "after", "after"];
  }
}

it.each(ITEM_TYPES)("tells a change of each field of %s by its label, and no other", (type) => {
  const { changesOf, of, blankOf } = TYPES[type];
  const fields: readonly ItemField[] = TYPES[type].fields;
  for (const { key, kind, label } of fields) {
    const [first, second, said] = twoOf(kind);
    const blank = blankOf().details;
    const [before, after] = [of({ ...blank, [key]: first }).details, of({ ...blank, [key]: second }).details];
    const changes = changesOf(before, after, inEnglish);
    expect(changes).toEqual([[label, expect.any(String), said]]);
    expect(changesOf(after, after, inEnglish)).toEqual([]);
  }
});

it("says in the history of an item what its particulars were and are, in the reader's language", async () => {
  const db = await aDatabase("SQLite");
  const record = await aRecord(db);
  const lead = await record.person("tom");
  const program = await record.program("loyalty", { seats: { lead: [lead] } });
  const services = servicesAt(db, "2026-11-02T10:00:00.000Z");
  const tom = await personById(db, record.workspaceId, lead.id);
  const risk = await inTransaction(db, async (tx) => {
    const raised = await raiseItem(services, tx, tom, program.id, {
      type: "risk",
      details: { impact: 2, cause: "The store opens\nlate" },
      title: "Data",
      sourceKey: "test:1",
    });
    const item = await itemToAct(services, tx, tom, raised.id);
    const details = { impact: 4, response: "reduce", cause: "The store opens\nlate" } as const;
    return editItem(services, tx, tom, item, { typed: { type: "risk", details } });
  });
  const [, changed] = await historyOf(db, risk);
  const readIn = (locale: string) =>
    changed ? historyLine({ locale, zone: "Europe/Paris" }, risk, changed, () => "Tom").details : [];
  expect(readIn("en-GB")).toEqual(["Impact (1–5): 2 → 4", "Response: – → Reduce"]);
  expect(readIn("fr-FR")).toEqual(["Impact (1–5)\u00a0: 2 → 4", "Réponse au risque\u00a0: – → Réduire"]);
  await db.destroy();
});

it("tells no sentence of what is restricted, alone or one of several", () => {
  const { type, details } = TYPES.presence.of({ time: "10:00", place: "Zqplace", points: ["Zqpoint"] });
  const told = redacted({ type, details, title: "Zqtitle", description: "Zqmore", disclosure: "lead" });
  expect(JSON.stringify(told)).not.toMatch(/Zq/);
  expect(told.details).toMatchObject({ time: "10:00" });
});
