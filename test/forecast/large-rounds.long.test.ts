/** Rounds of more people than fifty share one allowance, behind smaller ones; the plan says the same. */
import { expect, it } from "vitest";
import { planOfWorkspace } from "../../src/forecast/plan.ts";
import { aRun } from "../support/run.ts";
import { differences, plannedSendings, sentIn } from "./comparing.ts";

const QUESTIONS = [{ key: "progress", type: "long-text", label: "What happened?", required: true }];
const TEAMS = { small: 30, one: 70, other: 70 };
const UNTIL = "2026-11-02T09:40:00.000Z";

it("large rounds at the same time go out at 120 a minute together, behind smaller ones, as planned", async () => {
  const teams = Object.entries(TEAMS).map(([key, size]) => ({
    key,
    team: Array.from({ length: size }, (_, index) => `${key}-${index}`),
  }));
  const run = await aRun({
    people: ["lead", ...teams.flatMap(({ team }) => team)].map((handle) => ({
      handle,
      name: handle,
      tz: "UTC",
      locale: "en-GB",
    })),
    programs: teams.map(({ key, team }) => ({ key, title: key, lead: "lead", team })),
    // The smaller one is made last.
    cadences: teams.toReversed().map(({ key }) => ({
      key,
      program: key,
      questions: QUESTIONS,
      audience: ["team"],
      rule: { every: "week", on: ["mo"], at: "09:30", zone: "UTC" },
    })),
  });
  await run.to("2026-11-02T09:20:00.000Z");
  const now = run.clock.now();
  const workspaceId = run.app.workspace.id;
  const plan = await Array.fromAsync(planOfWorkspace(run.db, workspaceId, { weeks: 1, now }));
  await run.to(UNTIL);
  const sent = (await sentIn(run, now, UNTIL)).filter(({ kind }) => kind === "prompt");
  const planned = plannedSendings(plan).filter(({ kind, at }) => kind === "prompt" && at < UNTIL);
  expect(sent).toHaveLength(TEAMS.small + TEAMS.one + TEAMS.other);
  expect(differences(planned, sent)).toEqual({ onlyPlanned: [], onlySent: [] });
  for (const one of [sent, planned]) {
    const times = (cadence: string) => one.filter((each) => each.cadence === cadence).map(({ at }) => Date.parse(at));
    const large = [...times("one"), ...times("other")].sort((a, b) => a - b);
    const [first = 0, last = 0] = [large[0], large.at(-1)];
    // Twenty at once, then two a second.
    expect((last - first) / 1000).toBeGreaterThanOrEqual((large.length - 20) / 2 - 1);
    expect((last - first) / 1000).toBeLessThan((large.length - 20) / 2 + 5);
    expect(Math.max(...times("small"))).toBeLessThan(last - 45_000);
  }
}, 120_000);
