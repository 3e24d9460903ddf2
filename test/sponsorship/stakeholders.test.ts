/** *My people*: entered with four fields, told to whom it is about, read by nobody else. */
import { describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import { arrivals, type Run, textOf } from "../support/run.ts";
import { aRunOfPeople, named } from "./people.ts";

async function opened(run: Run, handle: string, line = "/drumbeat people"): Promise<string> {
  await run
    .as(handle)
    .closeView({ all: true })
    .catch(() => undefined);
  const { response } = await run.as(handle).command(line);
  return response ? textOf(response) : shown(run, handle);
}

async function shown(run: Run, handle: string): Promise<string> {
  return textOf(await run.as(handle).waitForView()).replaceAll("\u00a0", " ");
}

async function submitted(run: Run, handle: string, fields: Record<string, string>): Promise<unknown> {
  for (const [field, value] of Object.entries(fields)) run.as(handle).fill(field, value);
  return run.as(handle).submit();
}

const ROLE = { power: "decides", interest: "affected" };

describe.each(databases)("on %s", (database) => {
  it("takes somebody with four fields, of which two have an answer already", async () => {
    const run = await aRunOfPeople({ database });
    expect(await opened(run, "tom")).toContain("Nobody yet. Begin with who decides");
    await run.as("tom").pressInView({ actionId: "people.add" });
    expect(await shown(run, "tom")).toContain("(said) Not asked yet");
    expect(await submitted(run, "tom", { person: "sofia", ...ROLE })).toEqual({ closed: true });
    const list = await shown(run, "tom");
    expect(list).toContain(
      "*Sofia Rossi* · decides, is affected\nnot asked yet · Tom Baker keeps the contact · next Mon 30 Nov",
    );
    expect(await opened(run, "dan")).toContain("*Sofia Rossi* · decides");
  });

  it("keeps no name of somebody outside before they were told, and drafts what to send them", async () => {
    const run = await aRunOfPeople({ database });
    const { id } = await named(run, { job: "Finance director" });
    expect(await opened(run, "tom")).toContain("*Finance director, Northwind* · decides, is affected · no name until");
    await run.as("tom").pressInView({ option: `change:${id}` });
    expect(await shown(run, "tom")).not.toContain("(name)");
    await run.as("tom").closeView();
    await run.as("tom").pressInView({ option: `notice:${id}` });
    const notice = await shown(run, "tom");
    expect(notice).toContain("Hello, for the program “Atlas” we keep a few lines about you");
    expect(notice).toContain("Bonjour, pour le programme « Atlas »");
    expect(notice).toContain("write to Tom Baker");
    expect(await submitted(run, "tom", { name: "Paul North" })).toEqual({ closed: true });
    expect(await shown(run, "tom")).toContain("*Paul North, Northwind* · decides, is affected\n");
    await run.as("tom").pressInView({ option: `change:${id}` });
    expect(await submitted(run, "tom", { name: "Paula North", power: "must-agree" })).toEqual({ closed: true });
    expect(await shown(run, "tom")).toContain("*Paula North, Northwind* · must agree, is affected");
  });

  it("is read by those who lead and by whoever keeps the contact, each by a ground that holds now", async () => {
    const run = await aRunOfPeople({ database });
    const { id } = await named(run, { owner: "nina" });
    await named(run, { person: "sam" });
    for (const handle of ["sofia", "sam", "dora"])
      expect(await opened(run, handle)).not.toMatch(/keeps the contact|contact gardé|Sam Poe/);
    expect(await opened(run, "lea")).not.toContain("Sofia");
    const ofNina = await opened(run, "nina");
    expect(ofNina).toContain("Sofia Rossi");
    expect(ofNina).not.toContain("Sam Poe");
    await opened(run, "tom");
    await run.as("tom").pressInView({ option: `change:${id}` });
    expect(await submitted(run, "tom", { owner: "dan" })).toEqual({ closed: true });
    await run.as("nina").pressInView({ option: `spoke:${id}` });
    expect(await shown(run, "nina")).toContain("This line is no longer there.");
    const without = await opened(run, "nina");
    expect(without).toContain("Who has which role in your programs");
    expect(without).not.toContain("keeps the contact");
  });

  it("shows the map with moves since the quarter began, and the coalition", async () => {
    const run = await aRunOfPeople({ database });
    await named(run, { said: "agreed" });
    const { id } = await named(run, { person: "sam", power: "neither", said: "not-asked" });
    await run.to("2027-01-04T12:00:00Z");
    await opened(run, "tom");
    await run.as("tom").pressInView({ option: `change:${id}` });
    await submitted(run, "tom", { power: "must-agree" });
    await named(run, { person: "lea", said: "objected", saidWords: "no hands", interest: "neither" });
    await opened(run, "tom");
    await run.as("tom").pressInView({ actionId: "people.show:map" });
    const map = await shown(run, "tom");
    expect(map).toContain("Must agree, is affected");
    expect(map).toContain("Sam Poe · was: is affected");
    expect(map).toContain("Léa Martin · new this quarter");
    expect(map).toMatch(/^Sofia Rossi$/m);
    // No table in letters of one width.
    expect(map).not.toContain(" | ");
    expect(map).toContain("Work the decision out with them before it is put to them.");
    await run.as("tom").pressInView({ actionId: "people.show:coalition" });
    const coalition = await shown(run, "tom");
    expect(coalition).toMatch(
      /AGREED\nSofia Rossi[\s\S]*OBJECTED\nLéa Martin · decides · objected .*: no hands[\s\S]*NOT ASKED YET\nSam Poe/,
    );
    // Of fewer than five nothing is counted.
    expect(coalition).not.toContain("have agreed.");
  });
});

it("says a condition in its author's language after a colon, and of a contact of last month that it is due (M14)", async () => {
  const run = await aRunOfPeople();
  await named(run, { saidWords: "le pilote passe avant le 15", nextOn: "2026-10-14" });
  const list = await opened(run, "tom");
  expect(list).toContain("agreed on a condition (Mon 2 Nov, to Tom Baker): le pilote passe avant le 15 · ");
  expect(list).toContain("*Atlas* · 1 contact is due\n");
});

it.each([
  ["tom", { person: "tom", ...ROLE }, "person", "You cannot name yourself"],
  ["tom", { person: "sofia", job: "Director", ...ROLE }, "job", "leave one of the two empty"],
  ["tom", ROLE, "job", "Choose somebody in Slack, or write"],
  ["tom", { person: "sofia", owner: "sofia", ...ROLE }, "owner", "cannot keep the contact with themselves"],
  ["tom", { person: "sofia", said: "agreed", saidOn: "2026-12-24", ...ROLE }, "saidOn", "has not come yet"],
  ["lea", { person: "lea", ...ROLE }, "person", "Vous ne pouvez pas vous nommer"],
])("refuses, at the field, what %s enters as %j", async (handle, fields, field, sentence) => {
  const run = await aRunOfPeople();
  await opened(run, handle);
  await run.as(handle).pressInView({ actionId: "people.add" });
  expect(await submitted(run, handle, fields)).toMatchObject({
    errors: { [field]: expect.stringContaining(sentence) },
  });
});

it("lets a line be removed with its history, and a closed program be told of no more", async () => {
  const run = await aRunOfPeople();
  const { id } = await named(run, { nextOn: "2026-11-10" });
  await named(run, { person: "sam", nextOn: "2026-11-10" });
  await opened(run, "tom");
  await run.as("tom").pressInView({ option: `remove:${id}` });
  expect(await shown(run, "tom")).not.toContain("Sofia");
  expect(await run.db.selectFrom("stakeholder_event").selectAll().where("stakeholder_id", "=", id).execute()).toEqual(
    [],
  );
  await run.db.updateTable("program").set({ state: "closed" }).where("key", "=", "atlas").execute();
  await run.to("2026-11-09T18:00:00Z");
  expect(arrivals(run, "tom").filter(({ text }) => text.includes("contact"))).toEqual([]);
});
