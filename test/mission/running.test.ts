/**
 * F of the mission: a product that people can run. Every run here installs the app from its manifest into the sandbox and
 * keeps its rows in SQLite; who may see what is in promises.test.ts.
 *
 * Not built yet: a read API, webhooks, MCP; an export of a program as a PDF pack.
 *   F  words of others that mention whoever is erased, which the admin looks through: test/privacy
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readCsv } from "../support/csv.ts";
import { aFolder } from "../support/folder.ts";
import { answer, answerAsked, answersReadBy, inbox } from "./acts.ts";
import { digestAsPdf, readDigest } from "./acts-digest.ts";
import { addItem, everyItem, finish } from "./acts-register.ts";
import {
  addCadence,
  auditOf,
  backUp,
  createProgram,
  erase,
  exportRegister,
  importRegister,
  keptOf,
  restore,
  seesAudit,
} from "./acts-setup.ts";
import { calendarLinks, proposePresence } from "./acts-sponsorship.ts";
import { aCompany } from "./company.ts";

it("F from nothing, a lead's first minutes in Slack lead to the first check-in and to the sponsor's first digest", async () => {
  const run = await aCompany({ programs: [], start: "2026-10-30T00:00:00.000Z" });
  await run.to("2026-10-30T08:30Z");
  await createProgram(run, "tom", {
    title: "Loyalty",
    sponsors: ["margaret"],
    team: ["priya", "oliver"],
    rhythms: ["daily", "monthly"],
  });
  await run.to("2026-10-30T09:45Z");
  expect(inbox(run, "priya").map(({ at }) => at)).toEqual(["2026-10-30T09:00"]);
  await answerAsked(run, "priya", { done: "Import is live", next: "Tills" });
  await answerAsked(run, "tom", { bottomLine: "Live in March", status: "on track", done: "Import is live" });
  await run.to("2026-11-04T12:00Z");
  const digest = await readDigest(run, "margaret", "monthly");
  expect(digest.at).toBe("2026-11-04T09:00");
  expect(digest.words).toContain("Live in March");
});

it("F the register goes out as CSV and comes back in, with its dates and states", async () => {
  const run = await aCompany();
  await run.to("2026-11-02T10:00Z");
  await addItem(run, "priya", { type: "risk", title: '=Certificates, "all" expire', due: "2026-11-20" });
  await addItem(run, "tom", { type: "action", title: "Book the room", due: "2026-11-27" });
  await finish(run, "tom", "Book the room", "Room 4");
  const file = join(await aFolder(), "register.csv");
  const csv = await exportRegister(run);
  const [head = [], ...rows] = readCsv(csv);
  expect(rows).toHaveLength(2);
  expect(rows.flat().filter((cell) => cell.startsWith("="))).toEqual([]);
  expect(head).toContain("title");

  writeFileSync(
    file,
    "type,title,owner,due,state\nrisk,The vendor leaves,priya,2026-12-01,open\naction,Sign,tom,2026-10-01,closed\n",
  );
  await importRegister(run, "loyalty", file);
  const items = await everyItem(run);
  expect(items.slice(2).map(({ title, owner, due, state }) => [title, owner, due, state])).toEqual([
    ["The vendor leaves", "priya", "2026-12-01", "open"],
    ["Sign", "tom", "2026-10-01", "done"],
  ]);
});

it("F a digest is a PDF, and a date in person an entry for a calendar", async () => {
  const run = await aCompany({ cadences: ["monthly"], start: "2026-10-30T00:00:00.000Z" });
  await run.to("2026-10-30T10:00Z");
  await answerAsked(run, "tom", { bottomLine: "Live in March", status: "on track", done: "Import is live" });
  const kickOff = { title: "Open the pilot", on: "2026-11-20", time: "10:00", place: "Leeds" };
  await proposePresence(run, "tom", { ...kickOff, of: "margaret", sentences: ["The tills work"] });
  await run.to("2026-11-04T12:00Z");
  expect((await digestAsPdf(run, "margaret")).subarray(0, 5).toString()).toBe("%PDF-");
  await run.to("2026-11-18T12:00Z");
  const links = calendarLinks(run, "margaret");
  expect(links.some((link) => /2026-?11-?20T10:?00:?00/.test(link))).toBe(true);
  expect(links.join()).toContain("Leeds");
});

it("F what anybody changes is in the audit, which leads see for their programs and the team does not", async () => {
  const run = await aCompany({ programs: [] });
  await run.to("2026-11-02T10:00Z");
  await createProgram(run, "tom", { title: "Loyalty", sponsors: ["margaret"], team: ["priya"] });
  await addCadence(run, "tom", { rhythm: "daily" });
  const entries = await auditOf(run);
  for (const what of ["program.created", "cadence.created"]) expect(entries).toContainEqual({ who: "tom", what });
  for (const who of ["tom", "ada"]) expect(await seesAudit(run, who, "Loyalty")).toBe(true);
  for (const who of ["priya", "sam"]) expect(await seesAudit(run, who, "Loyalty")).toBe(false);
});

it("F a back-up, restored, has every answer that was acknowledged before it, and the product goes on from there", async () => {
  const run = await aCompany({ cadences: ["daily"] });
  await run.to("2026-11-02T10:00Z");
  await answer(run, "priya", "daily", { done: "Before", next: "More" });
  const copy = join(await aFolder(), "backup.db");
  await backUp(run, copy);
  await answer(run, "oliver", "daily", { done: "After", next: "More" });
  await restore(run, copy);
  expect(await answersReadBy(run, "tom", "daily")).toContain("Before");
  expect(await answersReadBy(run, "tom", "daily")).not.toContain("After");
  await run.to("2026-11-03T10:00Z");
  await answer(run, "oliver", "daily", { done: "Again", next: "More" });
  expect(await answersReadBy(run, "tom", "daily")).toContain("Again");
});

it("F an admin erases somebody with a reason: their words and name are gone, what was decided and by when stays", async () => {
  const run = await aCompany({ cadences: ["daily"] });
  await run.to("2026-11-02T10:00Z");
  await answer(run, "priya", "daily", { done: "Sentinel of mine", next: "More" });
  await addItem(run, "priya", { type: "risk", title: "Sentinel expires", due: "2026-11-20" });
  await addItem(run, "tom", { type: "action", title: "Book the room", due: "2026-11-27", owner: "priya" });
  await run.to("2026-11-03T12:00Z");
  for (const words of ["Sentinel of mine", "Priya Raman"]) expect((await keptOf(run, words)).tables).not.toEqual([]);
  await erase(run, "ada", "priya", "By letter of 3 November");
  await run.to("2026-11-05T12:00Z");
  for (const words of ["Sentinel", "Priya Raman"])
    expect(await keptOf(run, words)).toEqual({ tables: [], messages: 0 });
  expect((await everyItem(run)).map(({ type, firstDue }) => `${type} ${firstDue}`)).toEqual([
    "risk 2026-11-20",
    "action 2026-11-27",
  ]);
  expect((await auditOf(run)).some(({ who }) => who === "ada")).toBe(true);
});
