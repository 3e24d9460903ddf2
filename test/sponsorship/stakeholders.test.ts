/** *My people*: entered with four fields, told to whom it is about, read by nobody else. */
import { describe, expect, it } from "vitest";
import { itemFor, itemsOfPrograms } from "../../src/register/item-rights.ts";
import { noteContact } from "../../src/sponsorship/stakeholders.ts";
import { databases } from "../support/databases.ts";
import { openHome } from "../support/home-tab.ts";
import { actingAs, arrivals, asItIsNow, personIn, type Run, textOf } from "../support/run.ts";
import { opens, seen } from "./choosing-people.ts";
import { aRunOfPeople, endRole, named } from "./people.ts";

const opened = (run: Run, handle: string, line = "/drumbeat people") => opens(run, handle, line);

async function submitted(run: Run, handle: string, fields: Record<string, string>): Promise<unknown> {
  for (const [field, value] of Object.entries(fields)) run.as(handle).fill(field, value);
  return run.as(handle).submit();
}

async function atlasId(run: Run): Promise<string> {
  return (await run.db.selectFrom("program").select("id").where("key", "=", "atlas").executeTakeFirstOrThrow()).id;
}

const ROLE = { power: "decides", interest: "affected" };

describe.each(databases)("on %s", (database) => {
  it("takes somebody with four fields, of which two have an answer already", async () => {
    const run = await aRunOfPeople({ database });
    expect(await opened(run, "tom")).toContain("Nobody yet. Begin with who decides");
    await run.as("tom").pressInView({ actionId: "people.add" });
    expect(await seen(run, "tom")).toContain("(stance) Not asked yet");
    expect(await submitted(run, "tom", { person: "sofia", ...ROLE })).toEqual({ closed: true });
    const list = await seen(run, "tom");
    expect(list).toContain(
      "*Sofia Rossi* · decides, is affected\nnot asked yet · Tom Baker keeps the contact · next Mon 30 Nov",
    );
    expect(await opened(run, "dan")).toContain("*Sofia Rossi* · decides");
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
    expect(await seen(run, "nina")).toContain("This line is no longer there.");
    const without = await opened(run, "nina");
    expect(without).toContain("*Programs*");
    expect(without).not.toContain("keeps the contact");
  });

  it("of whoever lost every role is neither read nor written, former leads likewise; it goes to who leads", async () => {
    const run = await aRunOfPeople({ database });
    const { id: ofNina } = await named(run, { owner: "nina" });
    const { id: ofDora } = await named(run, { person: "sam", owner: "dora" });
    const { id: ofDan } = await named(run, { by: "dan", outside: "Finance director", owner: "dan" });
    for (const handle of ["nina", "dan"]) {
      await endRole(run, handle);
      for (const line of ["/drumbeat people atlas", "/drumbeat people due", "/drumbeat find S-1"])
        expect(await opened(run, handle, line)).not.toMatch(/Sofia|Sam Poe|Finance director|budget stays/);
    }
    // Named from outside by somebody who leads: as long as they do.
    expect(await opened(run, "dora")).toContain("Sam Poe");
    for (const [handle, id] of [
      ["nina", ofNina],
      ["dan", ofDan],
      ["dan", ofNina],
    ] as const)
      await expect(noteContact(await actingAs(run, handle), { id })).rejects.toThrow("STAKEHOLDER_NOT_FOUND");
    await run.to("2026-11-03T18:00:00Z");
    const tom = await personIn(run, "tom");
    const owners = await run.db
      .selectFrom("item")
      .select(["id", "owner_id"])
      .where("type", "=", "stakeholder")
      .orderBy("id")
      .execute();
    expect(owners.filter(({ owner_id: owner }) => owner === tom.id).map(({ id }) => id)).toEqual([ofNina, ofDan]);
    expect(owners.find(({ id }) => id === ofDora)?.owner_id).not.toBe(tom.id);
  });
});

it("stands nowhere in the register: no list, search, export, count or Home; nor do those who lead find it there", async () => {
  const run = await aRunOfPeople();
  const { id } = await named(run, { person: "sam", nextOn: "2026-10-14" });
  const tom = await personIn(run, "tom");
  const lines = ["/drumbeat register", "/drumbeat find Poe", "/drumbeat find ATL-S-1", "/drumbeat mine"];
  for (const line of lines) expect(await opened(run, "tom", line)).not.toMatch(/Sam Poe|budget stays/);
  expect((await openHome(run, "tom")).join()).not.toMatch(/Sam Poe|budget stays/);
  await expect(itemFor({ ...run.app.services, actor: tom }, { id })).rejects.toThrow("ITEM_GONE");
  expect(await itemsOfPrograms(run.db, tom.workspace_id, [await atlasId(run)])).toEqual([]);
});

it("has a condition as it was said, and of a contact that is past its day that day", async () => {
  const run = await aRunOfPeople();
  await named(run, { stance: "agreed-if", stanceWords: "le pilote passe avant Noël", nextOn: "2026-10-14" });
  await opened(run, "tom");
  const line = await seen(run, "tom");
  expect(line).toContain("agreed on a condition (Mon 2 Nov): “le pilote passe avant Noël”");
  expect(line).toContain("was due Wed 14 Oct");
});

it("has a map with codes, and sends it as a picture without names", async () => {
  const run = await aRunOfPeople();
  await named(run, { stance: "agreed" });
  await named(run, { person: "sam", power: "neither", stance: "not-asked" });
  await opened(run, "tom");
  await run.as("tom").pressInView({ actionId: "people.show:map" });
  const map = await seen(run, "tom");
  expect(map).toMatch(/Manage closely[\s\S]*● S-1 Sofia Rossi[\s\S]*Keep informed[\s\S]*○ S-2 Sam Poe/);
  // No table in letters of one width.
  expect(map).not.toContain(" | ");
  await run.as("tom").pressInView({ actionId: "people.picture" });
  await run.settle();
  await run.to("2026-11-02T12:10:00Z");
  const message = run.as("tom").dm().at(-1);
  expect(message?.blocks.map(({ type }) => type)).toContain("image");
  expect(JSON.stringify(message)).toContain("S-1 (agreed)");
  expect(JSON.stringify(message)).not.toMatch(/Sofia|Sam Poe/);
});

it("names once a week whom to speak to and of which program, and is over once they have", async () => {
  const run = await aRunOfPeople();
  const { id } = await named(run, { nextOn: "2026-11-13" });
  await named(run, { outside: "Finance director", nextOn: "2026-10-14" });
  await named(run, { person: "sam", nextOn: "2026-11-16" });
  const { id: ofDan } = await named(run, { by: "dan", person: "nina", owner: "dan", nextOn: "2026-11-11" });
  await run.to("2026-11-13T18:00:00Z");
  const lines = (handle: string) => arrivals(run, handle).filter(({ text }) => text.includes("To speak to"));
  expect(lines("tom").map(({ text }) => text)).toEqual([
    expect.stringContaining("To speak to by the end of the week: Finance director and Sofia Rossi (Atlas)."),
  ]);
  const [toDan = expect.fail("No such message")] = lines("dan");
  expect(await opened(run, "dan", "/drumbeat people due")).toContain("Nina");
  await run.as("dan").pressInView({ option: `spoke:${ofDan}` });
  await opened(run, "tom", "/drumbeat people due");
  await run.as("tom").pressInView({ option: `spoke:${id}` });
  expect(await seen(run, "tom")).not.toContain("Sofia Rossi");
  await run.settle();
  expect(textOf(asItIsNow(run, toDan.message))).toContain("Nobody is left to speak to this week.");
  await run.to("2026-11-16T18:00:00Z");
  expect(lines("tom").at(-1)?.text).toContain("Finance director and Sam Poe (Atlas)");
  expect(lines("dan")).toEqual([]);
});

it.each([
  ["tom", { person: "tom", ...ROLE }, "person", "You cannot name yourself"],
  ["tom", { person: "sofia", outside: "Director", ...ROLE }, "outside", "one of the two"],
  ["tom", { person: "sofia", owner: "sofia", ...ROLE }, "owner", "cannot keep this contact"],
  ["tom", { person: "sofia", stance: "agreed", stanceOn: "2026-12-24", ...ROLE }, "stanceOn", "has not come yet"],
  ["lea", { person: "lea", ...ROLE }, "person", "Vous ne pouvez pas vous nommer"],
])("refuses, at the field, what %s enters as %j", async (handle, fields, field, sentence) => {
  const run = await aRunOfPeople();
  await opened(run, handle);
  await run.as(handle).pressInView({ actionId: "people.add" });
  expect(await submitted(run, handle, fields)).toMatchObject({
    errors: { [field]: expect.stringContaining(sentence) },
  });
});

it("ends a contact, and tells of a closed program no more", async () => {
  const run = await aRunOfPeople();
  const { id } = await named(run, { nextOn: "2026-11-10" });
  await named(run, { person: "sam", nextOn: "2026-11-10" });
  await opened(run, "tom");
  await run.as("tom").pressInView({ option: `end:${id}` });
  const left = await seen(run, "tom");
  expect(left).toContain("Sam Poe");
  expect(left).not.toContain("Sofia");
  await run.db.updateTable("program").set({ state: "closed" }).where("key", "=", "atlas").execute();
  await run.to("2026-11-10T18:00:00Z");
  expect(arrivals(run, "tom").filter(({ text }) => text.includes("contact"))).toEqual([]);
});
