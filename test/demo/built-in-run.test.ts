/** The built-in story as far as to the first digest of a week; `npm run test:all` plays the whole of it. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { viewAsText } from "slack-sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtInScenario } from "../../src/demo/scenarios/built-in.ts";
import { itIsPlayedAsWritten, type Play, play, until } from "./playing.ts";

const firstWeek = until(builtInScenario(), "2026-09-14T14:00:00.000Z");

describe("the first week of the built-in story", () => {
  let played: Play;
  beforeAll(async () => {
    played = await play(firstWeek, { database: ":memory:" });
  });
  afterAll(() => played.close());

  itIsPlayedAsWritten(firstWeek, () => played);

  it("ends with a digest for each lead, in their language", () => {
    const folder = join(played.out, "digests");
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(["2026-09-14-weekly-camille-2026-W37.txt"]));
    expect(readFileSync(join(folder, "2026-09-14-weekly-camille-2026-W37.txt"), "utf8")).toContain("Semaine");
    expect(played.summary.digestsSent).toBeGreaterThan(3);
  });

  it("has a sponsor chosen by scores, for which *Choose the sponsor…* is on", async () => {
    const { run } = played;
    const rachel = run.sandbox.as("rachel");
    await rachel.command("/drumbeat sponsor-choice");
    expect(viewAsText(await rachel.waitForView())).toContain("Who could sponsor it?");
    const { db } = run.app.services;
    expect(await db.selectFrom("candidate_score").select("score").execute()).toHaveLength(20);
    const decided = await db.selectFrom("item").select("title").where("title", "like", "%sponsors%").execute();
    expect(decided).toEqual([{ title: "Margaret Osei sponsors Service messages" }]);
  });
});
