import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { workspaceTime } from "../../src/calendars/calendars.ts";
import type { Db } from "../../src/platform/database.ts";
import { lateDaysOf } from "../../src/reports/digest/digest-reading.ts";
import { aSharedDatabase } from "../support/databases.ts";
import { aRecord } from "../support/record.ts";
import { aLine, aReport } from "./reported.ts";

describe("days of a workspace", () => {
  let db: Db;
  let workspaceId: string;

  beforeAll(async () => {
    db = await aSharedDatabase("SQLite");
    const record = await aRecord(db);
    workspaceId = record.workspaceId;
    await db.updateTable("workspace").set({ holiday_region: "FR" }).execute();
  });
  afterAll(() => db.destroy());

  const lateOn = async (day: string, ...due: string[]) => {
    const reports = [aReport("LOY", { lines: due.map((date) => aLine("blocked", "tills", { due: date })) })];
    const late = await lateDaysOf(await workspaceTime(db, workspaceId), reports, `${day}T09:00:00.000Z`);
    return due.map((date) => late?.(date));
  };

  it("count how late something is without weekends and holidays", async () => {
    expect(await lateOn("2026-11-03", "2026-10-21", "2026-11-03")).toEqual([9, 0]);
    // Christmas and New Year are no working days, nor are their weekends.
    expect(await lateOn("2027-01-04", "2026-12-23", "2026-12-31")).toEqual([6, 1]);
    expect(await lateOn("2026-11-03", "2026-03-02", "2026-10-30")).toEqual([170, 2]);
  });
});
