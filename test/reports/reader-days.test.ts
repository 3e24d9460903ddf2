import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Db } from "../../src/platform/database.ts";
import { answerDays, lateDaysOf } from "../../src/reports/reader-days.ts";
import { aDatabase } from "../support/databases.ts";
import { aRecord } from "../support/record.ts";
import { aLine, aReport } from "./reported.ts";

describe("days of a reader", () => {
  let db: Db;
  let reader: { workspaceId: string; personId: string; zone: string };

  beforeAll(async () => {
    db = await aDatabase("SQLite");
    const record = await aRecord(db);
    const { workspaceId } = record;
    await db.updateTable("workspace").set({ holiday_region: "FR" }).execute();
    const zone = "Europe/Paris";
    reader = { workspaceId, personId: (await record.person("helene", { zone })).id, zone };
  });
  afterAll(() => db.destroy());

  const lateOn = async (day: string, ...due: string[]) => {
    const reports = [aReport("LOY", { lines: due.map((date) => aLine("blocked", "tills", { due: date })) })];
    const late = await lateDaysOf(db, reader, reports, `${day}T09:00:00.000Z`);
    return due.map((date) => late?.(date));
  };

  it("count how late something is without weekends and holidays (T8)", async () => {
    expect(await lateOn("2026-11-03", "2026-10-21")).toEqual([9]);
    // Christmas and New Year are no working days, nor are their weekends.
    expect(await lateOn("2027-01-04", "2026-12-23", "2026-12-31")).toEqual([6, 1]);
  });

  it("count the same however long it has been (H8)", async () => {
    expect(await lateOn("2026-11-03", "2026-03-02", "2026-10-30")).toEqual([170, 2]);
  });

  it("count nothing that is not late", async () => {
    expect(await lateOn("2026-11-03", "2026-11-03")).toEqual([undefined]);
  });

  const answerBy = async (askedOn: string, neededBy: string | null, today = "2026-11-03") => {
    const asked = { id: "item", program: { id: "program" }, askedAt: `${askedOn}T09:00:00.000Z`, neededBy };
    return (await answerDays(db, reader, [asked], `${today}T09:00:00.000Z`))(asked);
  };

  it("leave two working days before a request is needed, and two after it came, where there are so many", async () => {
    expect(await answerBy("2026-10-22", "2026-11-06")).toBe("2026-11-04");
    expect(await answerBy("2026-11-03", "2026-11-06")).toBe("2026-11-05");
    expect(await answerBy("2026-11-03", "2026-11-04")).toBe("2026-11-04");
    // 11 November is a holiday in France.
    expect(await answerBy("2026-10-22", "2026-11-12")).toBe("2026-11-09");
  });

  it("name no day to answer that is over, and none where no date is known", async () => {
    expect(await answerBy("2026-10-22", "2026-11-06", "2026-11-05")).toBeNull();
    expect(await answerBy("2026-10-22", null)).toBeNull();
  });
});
