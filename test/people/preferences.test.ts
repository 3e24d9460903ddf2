import type { View } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import { contactFactsOf } from "../../src/calendars/availability.ts";
import { submitForm } from "../../src/demo/answer-check-in.ts";
import { getPersonByHandle } from "../../src/people/people.ts";
import { saveSlackUsers } from "../../src/people/slack-users.ts";
import { CHANGE } from "../../src/settings/events.ts";
import type { PreferenceGroup } from "../../src/settings/preferences/preferences-screen.ts";
import { databases } from "../support/databases.ts";
import { aRun, LEA, type Run, SOFIA, sentAs, TOM, textOf } from "../support/run.ts";

const STORY = {
  people: [LEA, TOM, SOFIA],
  programs: [{ key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], team: ["tom"] }],
};

/** What is set now, in words. */
async function open(run: Run, handle: string): Promise<string> {
  const { response } = await run.as(handle).command("/drumbeat preferences");
  if (response) throw new Error(textOf(response));
  return textOf(await run.as(handle).waitForView());
}

/** The form of one group of them. */
async function openGroup(run: Run, handle: string, group: PreferenceGroup): Promise<View> {
  if (!run.as(handle).view()) await open(run, handle);
  await run.as(handle).pressInView({ actionId: CHANGE, value: group });
  return run.as(handle).waitForView();
}

/** Saves the form; what is set now is said below it. */
async function saved(run: Run, handle: string): Promise<string> {
  expect(await submitForm(run.as(handle))).toEqual({ closed: true });
  return textOf(await run.as(handle).waitForView());
}

async function factsOf(run: Run, handle: string) {
  const { workspace } = run.app;
  const person = await getPersonByHandle(run.db, workspace.id, handle);
  return contactFactsOf(run.db, workspace.id, person.id, { from: "2026-11-01", until: "2026-12-31" });
}

async function digestsOf(run: Run, handle: string): Promise<string[]> {
  const person = await getPersonByHandle(run.db, run.app.workspace.id, handle);
  const rows = await run.db
    .selectFrom("digest_schedule")
    .select("rhythm")
    .where("person_id", "=", person.id)
    .orderBy("rhythm")
    .execute();
  return rows.map(({ rhythm }) => rhythm);
}

describe.each(databases)("preferences, on %s", (database) => {
  it("are the defaults until somebody chooses, and then what they chose", async () => {
    const run = await aRun({ ...STORY, database });
    await run.to("2026-11-02T08:00Z");
    expect(await factsOf(run, "tom")).toEqual({
      zone: "Europe/London",
      workingDays: ["mo", "tu", "we", "th", "fr"],
      hours: { from: "08:00", until: "20:00" },
      preferredAt: null,
      holidays: new Set(),
      away: [],
    });
    const tom = run.as("tom");
    const view = await openGroup(run, "tom", "hours");
    expect(JSON.stringify(view)).toContain("Default for everyone: 8:00–20:00, your time.");
    expect(JSON.stringify(view)).not.toContain("preferred");
    tom.fill("days", ["mo", "tu", "we"]);
    tom.fill("from", "07:00");
    tom.fill("until", "15:00");
    tom.fill("region", "france");
    expect(await saved(run, "tom")).toContain("Monday, Tuesday and Wednesday, 7:00–15:00 · public holidays: France");
    await openGroup(run, "tom", "messages");
    tom.fill("preferred", "09:00");
    expect(await saved(run, "tom")).toContain("Messages as they happen");
    const facts = await factsOf(run, "tom");
    expect(facts).toMatchObject({
      workingDays: ["mo", "tu", "we"],
      hours: { from: "07:00", until: "15:00" },
      preferredAt: "09:00",
    });
    expect([...facts.holidays]).toEqual(["2026-11-01", "2026-11-11", "2026-12-25"]);
    // What he chose is said when he opens them again.
    await tom.closeView();
    expect(await open(run, "tom")).toContain("France");
    expect(textOf(await openGroup(run, "tom", "hours"))).toContain("France");
    expect(await factsOf(run, "lea")).toMatchObject({ hours: { from: "08:00", until: "20:00" } });
  });

  it("of digests are by seat until somebody chooses: more, others or none", async () => {
    const run = await aRun({ ...STORY, database });
    // Nobody is asked by the year, so there is nothing to tell of one.
    expect(await digestsOf(run, "sofia")).toEqual(["monthly"]);
    const choose = async (digests: string[]) => {
      await openGroup(run, "sofia", "subscriptions");
      run.as("sofia").fill("digests", digests);
      await saved(run, "sofia");
      return digestsOf(run, "sofia");
    };
    expect(await choose(["weekly", "annual"])).toEqual(["weekly"]);
    expect(await choose([])).toEqual([]);
    expect(await choose(["monthly", "annual"])).toEqual(["monthly"]);
    expect(await open(run, "sofia")).not.toContain("check-ins:");
    expect(await run.db.selectFrom("reader_rhythm").selectAll().execute()).toEqual([]);
  });
});

describe("a language that somebody chose", () => {
  it("is theirs everywhere, whatever Slack says, until they choose Slack’s again", async () => {
    const run = await aRun(STORY);
    await openGroup(run, "tom", "language");
    run.as("tom").fill("language", "fr");
    expect(await saved(run, "tom")).toContain("Messages au fil de l’eau");
    await run.as("tom").closeView();
    await run.to("2026-11-02T10:00Z");
    expect((await sentAs(run, "prompt", "tom"))[0]?.text).toContain("Faire le point");

    const { services, workspace } = run.app;
    const slackUserId = run.as("tom").userId;
    const locale = async () => (await getPersonByHandle(run.db, workspace.id, "tom")).locale;
    // Slack tells its own again with each change of the profile.
    await saveSlackUsers(services, workspace, [
      { id: slackUserId, name: "tom", tz: "Europe/London", locale: "en-US", profile: { display_name: "tom" } },
    ]);
    expect(await locale()).toBe("fr-FR");
    await openGroup(run, "tom", "language");
    run.as("tom").fill("language", "slack");
    expect(await saved(run, "tom")).toContain("Same as Slack");
    expect(await locale()).toBe("en-US");
  });
});

describe("the form of preferences", () => {
  it("says at the field what is wrong and how to put it right, and keeps nothing", async () => {
    const run = await aRun(STORY);
    const tom = run.as("tom");
    await openGroup(run, "tom", "hours");
    tom.fill("days", []);
    tom.fill("from", "09:00");
    tom.fill("until", "09:30");
    tom.fill("region", "Atlantis");
    expect(await tom.submit()).toMatchObject({
      errors: {
        days: "Choose at least one day. Need a break? Use /drumbeat away.",
        until: "Leave at least an hour between the two times.",
        region: expect.stringContaining("Atlantis"),
      },
    });
    await tom.closeView();
    await openGroup(run, "tom", "messages");
    tom.fill("preferred", "21:00");
    expect(await tom.submit()).toEqual({
      errors: { preferred: "Choose a time within your message hours (08:00–20:00)." },
    });
    expect(await run.db.selectFrom("person_preference").selectAll().execute()).toEqual([]);
  });
});
