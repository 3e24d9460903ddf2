/** The app is removed from Slack, or its token revoked, and comes back. */
import { expect, it } from "vitest";
import { examine } from "../../src/operations/doctor.ts";
import { systemClock } from "../../src/platform/clock.ts";
import { aRun, arrivals, LEA, type Run, SOFIA, TOM } from "../support/run.ts";

function aTeam(): Promise<Run> {
  return aRun({
    people: [LEA, TOM, SOFIA],
    programs: [{ key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], team: ["tom"] }],
  });
}

async function everything(run: Run) {
  const tables = ["program", "cadence", "person", "check_in_revision", "round", "prompt"] as const;
  return Promise.all(tables.map((table) => run.db.selectFrom(table).selectAll().execute()));
}

const callsSince = (run: Run, from: number) =>
  run.transcript.slice(from).flatMap(({ direction, type }) => (direction === "call" ? [type] : []));

it.each(["uninstall", "revoke-token"] as const)(
  "after %s nothing is asked, sent or counted, it is told, and the data stay until the app is back",
  async (how) => {
    const run = await aTeam();
    await run.to("2026-11-02T12:00Z");
    const sent = arrivals(run, "tom").length;
    expect(sent).toBeGreaterThan(0);
    const before = await everything(run);
    run.sandbox.misbehave({ do: how });
    await run.settle();
    const from = run.transcript.length;
    await run.to("2026-11-04T12:00Z");
    expect(new Set(callsSince(run, from))).toEqual(new Set(["auth.test"]));
    expect(arrivals(run, "tom")).toHaveLength(sent);
    expect(await everything(run)).toEqual(before);
    expect(await run.app.health()).toMatchObject({ ok: false, installed: false, working: true });
    const { apiUrl, botToken, appToken } = run.sandbox;
    const findings = await examine({
      env: { SLACK_API_URL: apiUrl, SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken },
      database: run.location,
      clock: systemClock(),
      language: "en",
      zoneData: process.versions.tz ?? "",
    });
    expect(findings).toContainEqual(expect.objectContaining({ check: "installation", state: "fail" }));

    run.sandbox.misbehave({ do: "reinstall" });
    await run.to("2026-11-05T18:00Z");
    expect(await run.app.health()).toMatchObject({ ok: true, installed: true });
    expect(arrivals(run, "tom").length).toBeGreaterThan(sent);
    const parked = await run.db.selectFrom("delivery").select("id").where("state", "=", "parked").execute();
    expect(parked).toEqual([]);
    // The days between are no silence of Tom's: nobody was asked.
    const rounds = await run.db.selectFrom("round").select(["key", "state"]).orderBy("key").execute();
    expect(rounds.find(({ key }) => key.startsWith("2026-11-03"))?.state).toBe("missed");
  },
);

it("stops as well where no event came and only a call was refused", async () => {
  const run = await aTeam();
  run.sandbox.slack.tokens.refusal = "account_inactive";
  await run.to("2026-11-02T12:00Z");
  expect(callsSince(run, 0).filter((type) => type === "chat.postMessage").length).toBeLessThanOrEqual(8);
  const refused = run.transcript.length;
  await run.to("2026-11-02T13:00Z");
  expect(new Set(callsSince(run, refused))).toEqual(new Set(["auth.test"]));
  run.sandbox.misbehave({ do: "reinstall" });
  await run.to("2026-11-02T13:30Z");
  expect(arrivals(run, "tom").length).toBeGreaterThan(0);
});

it("goes on where the token of somebody else was revoked, or an old event comes late", async () => {
  const run = await aTeam();
  const { events } = run.sandbox.slack;
  await events.deliver({ type: "tokens_revoked", tokens: { oauth: ["U0SOMEBODY"], bot: [] } });
  await events.deliver({ type: "tokens_revoked" });
  await events.deliver({ type: "app_uninstalled" });
  await run.settle();
  expect(await run.app.health()).toMatchObject({ ok: true, installed: true });
  await run.to("2026-11-02T12:00Z");
  expect(await run.app.health()).toMatchObject({ ok: true, installed: true });
  expect(arrivals(run, "tom").length).toBeGreaterThan(0);
});
