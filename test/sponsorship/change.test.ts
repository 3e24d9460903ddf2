/** How the change of a program takes hold, as those who lead it and sit above read it. */
import fc from "fast-check";
import { asJson, problemsInView, viewAsText } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import { getPerson } from "../../src/people/people.ts";
import type { Db } from "../../src/platform/database.ts";
import { addItem, closeItem } from "../../src/register/acts.ts";
import { agreedBy, cellOf, ownDecisions, readChange } from "../../src/sponsorship/change-adoption.ts";
import { changeView } from "../../src/sponsorship/change-adoption-screen.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { decided } from "../support/decided.ts";
import { aRecord, type RecordedPerson, WEEKLY } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const NOW = "2026-11-25T12:00:00.000Z";
const Q4 = { from: "2026-10-01", until: "2026-11-25" };

it("tells no number of fewer than five people, whatever they did", () => {
  const people = fc.array(fc.record({ personId: fc.constantFrom("a", "b", "c", "d", "e", "f"), isMet: fc.boolean() }));
  fc.assert(
    fc.property(people, (all) => {
      const cell = cellOf(
        Q4,
        all.map((one) => ({ ...one, on: "2026-10-05" })),
      );
      const count = new Set(all.map(({ personId }) => personId)).size;
      expect(cell === null || cell === "few" ? cell : "rate").toBe(count === 0 ? null : count < 5 ? "few" : "rate");
    }),
  );
});

it("counts by what each said last, up to the end of a quarter", () => {
  const first = ["a", "b", "c", "d", "e"].map((id) => ({ id, on: "2026-08-01", stance: "not-asked" }));
  const later = [
    { id: "a", on: "2026-09-01", stance: "agreed" },
    { id: "b", on: "2026-10-01", stance: "agreed" },
    { id: "a", on: "2026-11-01", stance: "objected" },
  ];
  const said = [...first, ...later];
  expect(["2026-06-30", "2026-09-30", "2026-10-31", "2026-11-25"].map((until) => agreedBy(said, until))).toEqual([
    null,
    { count: 1, total: 5 },
    { count: 2, total: 5 },
    { count: 1, total: 5 },
  ]);
  expect(agreedBy(first.slice(1), "2026-09-30")).toBe("few");
});

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
  const as = (id: string) => getPerson(db, record.workspaceId, id);
  const read = async (personId: string) => {
    const person = await as(personId);
    const shown = await readChange(services, db, person, program.id);
    if (!shown) return null;
    const view = changeView(
      { locale: person.locale, zone: "UTC" },
      shown,
      await ownDecisions(services, person, program.id),
    );
    expect(problemsInView(asJson(view))).toEqual([]);
    const text = viewAsText({ ...JSON.parse(JSON.stringify(view)), state: { values: {} } });
    return text.replaceAll(/[\u00a0\u202f]/g, " ");
  };
  return { record, tom, sofia, team, program, cadence, services, as, read };
}

describe.each(databases)("how the change of a program takes hold, on %s", (database) => {
  it("is told in rates of five people, nothing of fewer, and the sponsor's own answers to the sponsor alone", async () => {
    const db = await aDatabase(database);
    const { record, tom, sofia, team, program, cadence, services, as, read } = await atlas(db, 6);
    for (const [key, answering] of [
      ["2026-08-06", 6],
      ["2026-10-01", 4],
      ["2026-10-08", 5],
    ] as const) {
      const round = await record.round(cadence, key, team);
      for (const one of team.slice(0, answering)) await record.answer(round, one, `${key}T12:00:00.000Z`, {});
    }
    services.clock.at = "2026-10-20T12:00:00.000Z";
    const lead = { ...services, actor: await as(tom.id) };
    for (const one of team.slice(0, 5)) {
      const { id } = await addItem(lead, {
        programId: program.id,
        type: "action",
        details: {},
        title: `For ${one.handle}`,
        ownerId: one.id,
        dueOn: "2026-11-02",
        sourceKey: `test:${one.handle}`,
      });
      if (one !== team[0]) await closeItem(lead, { id, note: "Done" });
    }
    const request = { title: "Buy it?", ownerId: sofia.id, dueOn: "2026-11-02", sourceKey: "test:ask" };
    const ask = await addItem(lead, {
      programId: program.id,
      type: "request",
      details: { kind: "decision", options: [{ label: "Yes", doesNothing: false }] },
      ...request,
    });
    services.clock.at = "2026-11-10T12:00:00.000Z";
    await decided(services, await as(sofia.id), ask.id, { option: 0, label: "Yes" });
    services.clock.at = NOW;

    const english = await read(tom.id);
    expect(english).toMatch(/Check-ins answered\n.*Q3 2026: 100% \(6 of 6\) · Q4 2026: 75% \(9 of 12\)/);
    expect(english).toMatch(/Actions done by their day\n.*Q4 2026: 80% \(4 of 5\)/);
    expect(english).toMatch(/by their day\n.*Q4 2026: fewer than five people/);
    expect(english).toMatch(/who have agreed\n.*Q4 2026: nothing recorded/);
    expect(english).not.toMatch(/Sofia|Tom|Member|For you alone|From request to answer/);
    const french = await read(sofia.id);
    // Asked on 20 October, decided on 10 November.
    expect(french).toContain("de la demande à la réponse : 15 jours ouvrés (médiane).");
    expect(french).toContain("cette ligne n’est montrée à personne d’autre");
    expect(await read(team[0]?.id ?? "")).toBeNull();
  });
});
