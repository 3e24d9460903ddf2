import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { saveSlackUsers, slackUserSchema } from "../../src/people/slack-users.ts";
import { ensureWorkspace } from "../../src/people/workspaces.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { drumbeat } from "../support/drumbeat.ts";
import { aFolder } from "../support/folder.ts";
import { scratch } from "../support/scratch.ts";
import { servicesAt } from "../support/still-clock.ts";

const FILE = [
  "BEGIN:VCALENDAR",
  "BEGIN:VEVENT",
  "DTSTART;VALUE=DATE:20261224",
  "SUMMARY:Closed",
  "RRULE:FREQ=YEARLY",
  "END:VEVENT",
  "BEGIN:VEVENT",
  "DTSTART:20261210T090000Z",
  "END:VEVENT",
  "END:VCALENDAR",
];

const calendar = (...args: string[]) => drumbeat(["calendar", ...args]);

it("a file becomes a list of the workspace; imported again it replaces the list; a fault names its line", async () => {
  const folder = await aFolder(scratch);
  const [file, database] = [join(folder, "days.ics"), join(folder, "drumbeat.db")];
  const db = openDatabase(database);
  onTestFinished(() => db.destroy());
  await migrateToLatest(db);
  const services = servicesAt(db, "2026-11-02T08:00:00.000Z");
  const workspace = await ensureWorkspace(services, { id: "T1", name: "Northwind" });
  await saveSlackUsers(services, workspace, [
    slackUserSchema.parse({ id: "U1", name: "owner", is_primary_owner: true }),
  ]);
  const importing = ["import", "--file", file, "--name", "Company days", "--database", database];

  await writeFile(file, FILE.join("\r\n"));
  const first = await calendar(...importing);
  expect(first.output).toBe(
    "1 day off is in the calendar company-days.\n1 event is no day off and was left out: “2026-12-10” (with a time).\n",
  );
  expect(first.code).toBe(0);
  expect((await calendar(...importing, "--region", "FR")).code).toBe(0);
  expect(await db.selectFrom("calendar").select(["key", "region"]).execute()).toEqual([
    { key: "company-days", region: "FR" },
  ]);

  await writeFile(file, FILE.slice(0, -1).join("\r\n"));
  const broken = await calendar(...importing);
  expect(broken.code).toBe(1);
  expect(broken.output).toContain("days.ics cannot be used: Line 1, “BEGIN:VCALENDAR”: this is not valid iCalendar");
  expect((await calendar("import", "--file", file)).output).toMatch(/^Usage: drumbeat calendar import/);
});
