/** How the change of a program takes hold, as those who lead it and sit above read it. */
import { asJson, problemsInView, viewAsText } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import { personById } from "../../src/people/use-cases.ts";
import type { Db } from "../../src/platform/database.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { raiseItem } from "../../src/register/use-cases.ts";
import { closeItem } from "../../src/register/use-cases-acts.ts";
import { changeView } from "../../src/sponsorship/change/blocks.ts";
import { showChange } from "../../src/sponsorship/change/use-cases.ts";
import { showOwn } from "../../src/sponsorship/own/use-cases.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { decided } from "../support/decided.ts";
import { aRecord, type RecordedPerson, WEEKLY } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const NOW = "2026-11-25T12:00:00.000Z";
const OPTIONS = [
  { label: "Yes", doesNothing: false },
  { label: "Do nothing", doesNothing: true },
];

/** Atlas with a team of so many; Tom leads it, Sofia sponsors it. */
async function atlas(db: Db, members: number) {
  const record = await aRecord(db);
  const tom = await record.person("tom", { name: "Tom Baker" });
  const sofia = await record.person("sofia", { name: "Sofia Rossi", locale: "fr-FR" });
  const team: RecordedPerson[] = [];
  for (let count = 0; count < members; count += 1)
    team.push(await record.person(`m${count}`, { name: `Member ${count}` }));
  const program = await record.program("atlas", { title: "Atlas", seats: { lead: [tom], sponsor: [sofia], team } });
  const cadence = await record.cadence(program, { rule: WEEKLY, audience: ["team"] });
  const services = servicesAt(db, NOW);
  const as = (id: string) => personById(db, record.workspaceId, id);
  const week = async (key: string, answering: number) => {
    const round = await record.round(cadence, key, team);
    for (const one of team.slice(0, answering)) await record.answer(round, one, `${key}T12:00:00.000Z`, {});
  };
  const read = async (personId: string) => {
    const person = await as(personId);
    const shown = await showChange(services, person, program.id);
    const own = await showOwn(services, person, program.id);
    const view = changeView({ locale: person.locale, zone: "UTC" }, shown, own);
    expect(problemsInView(asJson(view))).toEqual([]);
    return {
      shown,
      text: viewAsText({ ...JSON.parse(JSON.stringify(view)), state: { values: {} } })
        .replaceAll("\u00a0", " ")
        .replaceAll("\u202f", " "),
    };
  };
  return { record, tom, sofia, team, program, services, as, week, read };
}

describe.each(databases)("how the change of a program takes hold, on %s", (database) => {
  it("is told in rates of five people, counts of three, nothing of the sponsor alone, with the first weak link (B6)", async () => {
    const db = await aDatabase(database);
    const { tom, sofia, team, program, services, as, week, read } = await atlas(db, 6);
    for (const key of ["2026-08-06", "2026-08-13"]) await week(key, 6);
    for (const key of ["2026-10-01", "2026-10-08", "2026-10-15", "2026-10-22"]) await week(key, 4);
    await week("2026-10-29", 2);
    services.clock.at = "2026-10-20T12:00:00.000Z";
    const lead = await as(tom.id);
    const raise = (title: string, ownerId: string) =>
      inTransaction(db, (tx) =>
        raiseItem(services, tx, lead, program.id, {
          type: "action",
          details: {},
          title,
          ownerId,
          dueOn: "2026-11-02",
          sourceKey: `command:${title}`,
        }),
      );
    const actions = [];
    for (const one of team.slice(0, 3)) actions.push(await raise(`For ${one.handle}`, one.id));
    const { id } = await inTransaction(db, (tx) =>
      raiseItem(services, tx, lead, program.id, {
        type: "ask",
        details: { kind: "decision", options: OPTIONS, recommended: 0, costOfWaiting: "A week" },
        title: "Buy it?",
        dueOn: "2026-11-02",
        sourceKey: "command:ask",
      }),
    );
    await closeItem(services, lead, actions[0]?.id ?? "", "Done");
    services.clock.at = "2026-11-10T12:00:00.000Z";
    await decided(services, await as(sofia.id), id, { option: 0, label: "Yes" });
    services.clock.at = NOW;

    const { text } = await read(tom.id);
    expect(text).toContain("Q3 2026: 100% (2 of 2) · Q4 2026: 80% (4 of 5)");
    expect(text).toMatch(/needed\n.*Q4 2026: not told\n/);
    expect(text).toMatch(/by their day\n.*Q4 2026: 1 of 3\n/);
    expect(text).toContain("Actions: fewer than four of five were done by their day.");
    expect(text).toContain("Of these nothing is told: decisions.");
    expect(text).not.toMatch(/Sofia|Tom|Member/);

    expect(text).not.toContain("For you alone");

    const french = (await read(sofia.id)).text;
    // Her time to decide is hers: asked on 20 October, decided on 10 November.
    expect(french).toContain(
      "Vous avez pris 1 décision ; de la demande à la décision : 15 jours ouvrés (médiane) ; 0 sur 1 à la date attendue.",
    );
    expect(french).toContain("Ces lignes ne sont montrées à personne d’autre.");
    const [one, two] = team;
    const own = await showOwn(services, await as(two?.id ?? ""), program.id);
    expect(own).toMatchObject({ promises: { kept: 0, of: 1 }, decisions: { count: 0, median: null } });
    expect(own?.open.map(({ title }) => title)).toEqual(["For m1"]);
    expect(await showOwn(services, await as(one?.id ?? ""), program.id)).toMatchObject({
      open: [],
      promises: { of: 1 },
    });
    expect(await showOwn(services, lead, program.id)).toBeNull();
    expect(french).toContain("80 % (4 sur 5)");
    expect(french).toContain("Actions : moins de quatre sur cinq");
    await db.destroy();
  });

  it("is told of no program of fewer than five people, and to nobody of its team", async () => {
    const db = await aDatabase(database);
    const { tom, team, program, services, as, week, read, record } = await atlas(db, 2);
    await week("2026-10-01", 2);
    const few = await read(tom.id);
    expect(few.shown.trend).toBeNull();
    expect(few.text).toContain("fewer than five people");
    expect(few.text).not.toMatch(/\d of \d|%/);
    const [one] = team;
    await expect(showChange(services, await as(one?.id ?? ""), program.id)).rejects.toThrow("CHANGE_NOT_YOURS");
    await record.seat(program, await record.person("fifth"), "team");
    expect((await read(tom.id)).shown.trend).not.toBeNull();
    await db.destroy();
  });
});
