/** A sponsor thanks a team by a press on the digest, in words of their own, where the team is. */
import { describe, expect, it } from "vitest";
import { lastThanked, thankTeam } from "../../src/digests/thanks/use-cases.ts";
import { type DatabaseName, databases } from "../support/databases.ts";
import {
  aRun,
  arrivals,
  arrivalsIn,
  openForm,
  PROGRESS_TO_SPONSORS,
  personIn,
  type Run,
  SOFIA,
  sentAs,
  TOM,
  textOf,
} from "../support/run.ts";

const WORDS = "You saved 412,000 *receipts* by replay <!channel>.";

async function begin(database: DatabaseName, channel: string | null): Promise<Run> {
  const run = await aRun({
    database,
    people: [TOM, SOFIA],
    channels: [{ name: "atlas-talk", isPrivate: false, members: ["tom", "sofia"] }],
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"] }],
    cadences: [{ ...PROGRESS_TO_SPONSORS, key: "monthly", program: "atlas" }],
    start: "2026-10-26T00:00:00.000Z",
  });
  const channelId = channel === null ? null : channelOf(run);
  await run.db.updateTable("program").set({ channel_id: channelId }).execute();
  await run.to("2026-10-28T10:00Z");
  await openForm(run, "tom", "monthly");
  run.as("tom").fill("answer:progress", "Replayed.");
  await run.as("tom").submit();
  await run.to("2026-11-05T12:00Z");
  return run;
}

function channelOf(run: Run): string {
  const [found] = [...run.sandbox.slack.workspace.channels.values()].filter(({ name }) => name === "atlas-talk");
  return found?.id ?? expect.fail();
}

async function digestOf(run: Run) {
  const [first] = await sentAs(run, "digest", "sofia");
  return (
    first?.message ??
    expect.fail(
      arrivals(run, "sofia")
        .map(({ text }) => text)
        .join(),
    )
  );
}

describe.each(databases)("thanks, on %s", (database) => {
  it("are posted once, as they were typed, into the channel of the program", async () => {
    const run = await begin(database, "atlas-talk");
    const sofia = run.as("sofia");
    await sofia.press(await digestOf(run), { label: "Thank a team…" });
    sofia.fill("words", "  ");
    expect(await sofia.submit()).toEqual({
      errors: { words: "Use your own words; nothing is written for you." },
    });
    sofia.fill("words", WORDS);
    await sofia.submit();
    await run.settle();
    expect(textOf(sofia.view() ?? expect.fail())).toContain("Your thanks will be in the channel of Atlas in a moment.");
    await run.to("2026-11-05T12:10Z");
    const posted = () => arrivalsIn(run, channelOf(run)).filter(({ text }) => text.includes("Thank you"));
    expect(posted().map(({ text }) => text)).toEqual([
      `*Thank you* · from Sofia Rossi to the team of Atlas\n  │ ${WORDS}`,
    ]);
    expect(JSON.stringify(posted()[0]?.message.blocks)).toContain('"type":"rich_text_quote"');
    const thanked = async (handle: string) => {
      const { workspace_id: workspaceId, id } = await personIn(run, handle);
      const program = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
      return (await lastThanked(run.db, workspaceId, program.id, id))?.slice(0, 10) ?? null;
    };
    expect([await thanked("sofia"), await thanked("tom")]).toEqual(["2026-11-05", null]);
    await run.db.updateTable("seat").set({ until_date: "2026-11-01" }).where("role", "=", "sponsor").execute();
    const { id } = await run.db.selectFrom("digest").select("id").executeTakeFirstOrThrow();
    const program = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
    const given = { from: { editionId: id }, programId: program.id, words: "Again", viewId: "V1" };
    await expect(thankTeam(run.app.services, await personIn(run, "sofia"), given)).rejects.toMatchObject({
      code: "DIGEST_NOT_YOURS",
    });
  });
});

it("are not offered where no program has a channel", async () => {
  const run = await begin("SQLite", null);
  expect(textOf(await digestOf(run))).not.toContain("Thank a team");
});
