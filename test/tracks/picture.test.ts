/** A track as a picture, and when its steps end: as planned, and as it looks now. */
import { expect, it } from "vitest";
import { scheduleOf, type Task } from "../../src/calendars/task-schedule.ts";
import { startTrack } from "../../src/tracks/start-and-stop.ts";
import { tracksIds } from "../../src/tracks/tracks-screen.ts";
import { programId } from "../sponsorship/choosing-people.ts";
import { actingAs, lastMessage, textOf } from "../support/run.ts";
import { aProgram, LAUNCH } from "./launch.ts";

const task = (key: string, after: string[][], term: number, actual: Task["actual"] = null): Task => ({
  ...{ key, after, term, actual, daysAfter: 0, notBefore: null },
});
const scheduled = (tasks: Task[]) =>
  scheduleOf(tasks, {
    start: "2026-11-02",
    today: "2026-11-11",
    isWorkingDay: (day) => ![6, 0].includes(new Date(day).getUTCDay()),
  });

it("ends with what takes longest; of those that are late it names the one that moves the end most", () => {
  const late = { from: "2026-11-02", to: "2026-11-11" };
  const inTime = { from: "2026-11-02", to: "2026-11-03" };
  const { planned, now, end, later, mover } = scheduled([
    task("long", [], 5, late),
    task("short", [], 1, inTime),
    task("any", [["long", "short"]], 1, { from: "2026-11-03", to: "2026-11-04" }),
    task("last", [["long"], ["any"]], 2),
  ]);
  // A week from Monday, then two days: over a weekend.
  expect(planned.get("last")).toEqual({ from: "2026-11-09", to: "2026-11-11" });
  expect(planned.get("any")).toEqual({ from: "2026-11-03", to: "2026-11-04" });
  expect(now.get("last")).toEqual({ from: "2026-11-11", to: "2026-11-13" });
  expect([end, later, mover]).toEqual(["2026-11-13", 2, { key: "long", days: 2 }]);
  expect(scheduled([task("one", [], 1), task("other", [["one"]], 1)])).toMatchObject({
    planned: new Map([
      ["one", { from: "2026-11-02", to: "2026-11-03" }],
      ["other", { from: "2026-11-03", to: "2026-11-04" }],
    ]),
    // What has not begun begins today at the earliest.
    now: new Map([
      ["one", { from: "2026-11-11", to: "2026-11-12" }],
      ["other", { from: "2026-11-12", to: "2026-11-13" }],
    ]),
    mover: null,
  });
});

it("is sent to whoever asks for it on the screen of the track, with a table and words for who does not see it", async () => {
  const run = await aProgram("SQLite");
  const template = { ...LAUNCH, name: { en: "Launch", fr: "Lancement" } };
  const trackId = await startTrack(await actingAs(run, "tom"), { programId: await programId(run), template });
  await run.to("2026-11-11T18:00:00Z");
  for (const who of ["tom", "lea"]) {
    await run.as(who).command("/drumbeat tracks");
    await run.as(who).waitForView();
    await run.as(who).pressInView({ actionId: `${tracksIds.show}:${trackId}:0` });
    await run.as(who).waitForView();
    await run.as(who).pressInView({ actionId: tracksIds.picture });
    expect(textOf(await run.as(who).waitForView())).toMatch(/It comes to you as a message|Vous le recevez en message/);
    await run.to(new Date(Date.parse(run.clock.now()) + 60_000).toISOString());
  }
  const shown = lastMessage(run, "tom");
  expect(shown.blocks?.some(({ type }) => type === "image")).toBe(true);
  const altText =
    "Build the journey · Nina Diaz · late, was due Fri\u00a06\u00a0Nov. Go live · Developer · waits for: Test the journey.";
  expect(textOf(shown)).toContain(
    "Launch. Ends Mon\u00a016\u00a0Nov, 4 days later than planned · “Build the journey” moves the end by 4 days.",
  );
  expect(textOf(shown)).toContain(altText);
  expect(textOf(lastMessage(run, "lea"))).toContain(
    "Fin le lun.\u00a016\u00a0nov., 4 jours plus tard que prévu · «\u00a0Build the journey\u00a0» décale la fin de 4 jours",
  );
});
