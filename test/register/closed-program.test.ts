/** How the record of a program is shown that was closed with items open: as it was left, with nothing to press. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { personById } from "../../src/people/use-cases.ts";
import type { Db } from "../../src/platform/database.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { reopenProgram } from "../../src/programs/closing.ts";
import { itemView } from "../../src/register/blocks.ts";
import type { TypedDetails } from "../../src/register/details.ts";
import { raiseItem } from "../../src/register/items.ts";
import { showItem } from "../../src/register/list/list.ts";
import { listedBlocks } from "../../src/register/list/list-view.ts";
import { requestCard, requestFoot } from "../../src/register/requests/cards.ts";
import { decide } from "../../src/register/requests/decide.ts";
import { requestsFor } from "../../src/register/requests/request.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord } from "../support/record.ts";
import { leaves } from "../support/screen.ts";
import { servicesAt } from "../support/still-clock.ts";

const ENGLISH = { locale: "en-GB", zone: "UTC" };
const FRENCH = { locale: "fr-FR", zone: "UTC" };
const TODAY = "2026-08-20";

const said = (shown: object) => leaves(shown).join("\n").replaceAll("\u00a0", " ");

describe.each(databases)("the record of a closed program, on %s", (name) => {
  let db: Db;
  beforeAll(async () => {
    db = await aDatabase(name);
  });
  afterAll(async () => db.destroy());

  let workspaces = 0;
  /** Of Tom's program, whose sponsor is Ines: a request past its date, one just decided, a risk. */
  const aProgram = async () => {
    workspaces += 1;
    const record = await aRecord(db, { team: `${name}${workspaces}` });
    const [lead, sponsor] = [await record.person("tom"), await record.person("ines")];
    const program = await record.program("p", { title: "Loyalty", seats: { lead: [lead], sponsor: [sponsor] } });
    const services = servicesAt(db, "2026-07-31T10:00:00.000Z");
    const [tom, ines] = [
      await personById(db, record.workspaceId, lead.id),
      await personById(db, record.workspaceId, sponsor.id),
    ];
    const options = [
      { label: "Yes", doesNothing: false },
      { label: "Do nothing", doesNothing: true },
    ];
    const request = { type: "ask", details: { kind: "decision", options, recommended: 0 } } as const;
    const raise = (title: string, dueOn: string, typed: TypedDetails = request) =>
      inTransaction(db, (tx) => raiseItem(services, tx, tom, program.id, { ...typed, title, dueOn, sourceKey: title }));
    const ask = await raise("Buy it?", "2026-08-14");
    const decided = await raise("Keep it?", "2026-09-14");
    const risk = await raise("It rains", "2026-08-14", { type: "risk", details: {} });
    services.clock.at = `${TODAY}T10:00:00.000Z`;
    await decide(services, ines, decided.id, { option: 0, label: "Yes" });
    const shown = async (id: string) => {
      const of = { workspaceId: record.workspaceId, programIds: [program.id], since: "2026-01-01T00:00:00.000Z" };
      const found = (await requestsFor(db, ENGLISH, { ...of, at: services.clock.now() })).find((one) => one.id === id);
      if (!found) throw new Error(`No ask ${id}`);
      return found;
    };
    /** As versions before this one closed it, which left open what was. */
    const close = () =>
      db
        .updateTable("program")
        .set({ state: "closed", closed_at: services.clock.now(), closed_by: tom.id })
        .where("id", "=", program.id)
        .execute();
    return { services, tom, ines, program, ask, decided, risk, shown, close };
  };

  it("says so of each item, as late of none, and its window has nothing to press (A7)", async () => {
    const { services, tom, program, ask, risk, close } = await aProgram();
    await close();
    for (const [item, en, fr] of [
      [
        ask,
        "Request · open · program closed · needed by 14 Aug",
        "Demande · ouverte · programme clos · réponse attendue pour le 14 août",
      ],
      [risk, "Risk · open · program closed", "Risque · ouvert · programme clos"],
    ] as const) {
      const of = await showItem(services, tom, item.id);
      const [window, fenetre] = [ENGLISH, FRENCH].map((reader) => itemView(reader, of, TODAY));
      const closed = "“Loyalty” is closed, so its register can’t change. Its leads can reopen it.";
      expect(said({ window })).toContain(en);
      expect(said({ window })).toContain(closed);
      expect(said({ fenetre })).toContain(fr);
      expect(said({ fenetre })).toContain("« Loyalty » est clos, et son registre reste tel quel.");
      expect(JSON.stringify([window, fenetre])).not.toMatch(/register\.acts|overdue|en retard|lacks|Il manque/);
      expect(said(listedBlocks(ENGLISH, of, TODAY))).toContain("program closed");
    }
    await reopenProgram(services, tom, program.id);
    const again = itemView(ENGLISH, await showItem(services, tom, ask.id), TODAY);
    expect(said(again)).toContain("overdue");
    expect(JSON.stringify(again)).toContain("register.acts");
  });

  it("has no buttons in the messages about its requests that are made after the closing (A7)", async () => {
    const { ines, ask, decided, shown, close } = await aProgram();
    const foot = async (id: string) => JSON.stringify(requestFoot(ENGLISH, await shown(id), ines.id));
    expect(await foot(ask.id)).toContain("ask.take");
    expect(await foot(decided.id)).toContain("ask.undo");
    await close();
    const viewer = { readerId: ines.id, as: "decider" } as const;
    const over = "“Loyalty” is closed, so its register can’t change. Nothing left to decide.";
    const card = requestCard(ENGLISH, await shown(ask.id), viewer);
    expect(card.text).toBe(over);
    const french = requestCard(FRENCH, await shown(ask.id), viewer);
    expect(french.text.replaceAll("\u00a0", " ")).toBe(
      "« Loyalty » est clos, et son registre reste tel quel : il n’y a plus rien à décider.",
    );
    expect(await foot(ask.id)).toContain("Nothing left to decide");
    expect(JSON.stringify([card, await foot(ask.id)])).not.toMatch(/"type":"button"|overdue/);
  });
});
