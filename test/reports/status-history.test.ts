import { describe, expect, it } from "vitest";
import { periodsOfRun, runOf, statusAt, strip } from "../../src/reports/status-history.ts";
import { aStatus, at } from "./facts.ts";

const history = [
  aStatus("07-10", "green"),
  aStatus("08-20", "amber"),
  aStatus("09-01", "amber"),
  aStatus("10-28", "red"),
];

describe("the status at an instant", () => {
  it("is the last that was given by then", () => {
    expect(statusAt(history, at("10-01"))).toEqual(aStatus("09-01", "amber"));
  });
});

describe("a run", () => {
  it("lasts since the first of the entries that have the same status without a break", () => {
    expect(runOf(history, at("10-01"), "UTC")).toMatchObject({ status: "amber", since: "2026-08-20", before: "green" });
  });

  it("goes on where lead and deputy contradict each other and the day ends as it began", () => {
    const contradicted = [
      aStatus("10-15", "red"),
      aStatus("10-29", "amber", { at: "2026-10-29T14:30:00.000Z", by: "ines" }),
      aStatus("10-29", "red", { at: "2026-10-29T15:45:00.000Z" }),
    ];
    expect(runOf(contradicted, at("11-04"), "UTC")).toMatchObject({ status: "red", since: "2026-10-15" });
  });

  it("begins on a day in the workspace's zone", () => {
    const late = [aStatus("08-20", "red", { at: "2026-08-20T23:30:00.000Z" })];
    expect(runOf(late, at("10-01"), "Europe/Paris")?.since).toBe("2026-08-21");
  });

  it("begins anew where a correction broke it", () => {
    const corrected = [...history, aStatus("10-29", "amber"), aStatus("10-30", "red")];
    expect(runOf(corrected, at("11-03"), "UTC")?.since).toBe("2026-10-30");
  });

  it.each([
    ["11-03", 1],
    ["10-05", 2],
  ])("that stands on %s has lasted %i of the periods", (day, periods) => {
    const cutOffs = [at("11-03"), at("10-05"), at("09-03"), at("08-05")].filter((cutOff) => cutOff <= at(day));
    const run = runOf(history, at(day), "UTC");
    expect(run && periodsOfRun(run, cutOffs)).toBe(periods);
  });

  it("has lasted one period before the first is over", () => {
    const run = runOf(history, at("10-30"), "UTC");
    expect(run && periodsOfRun(run, [at("10-05")])).toBe(1);
  });
});

it("a strip has the status of each period, and none where none was given in it", () => {
  const cutOffs = [at("07-03"), at("08-05"), at("09-03"), at("10-05"), at("11-03")];
  expect(strip(history, cutOffs)).toEqual([null, "green", "amber", null, "red"]);
});
