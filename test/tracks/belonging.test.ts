/** Whoever has a working role, a step or an open request in a program, without a seat: what they are told, and what opens. */
import { expect, it } from "vitest";
import { builtInTrack } from "../../src/tracks/library.ts";
import { startTrack } from "../../src/tracks/start-and-stop.ts";
import { startWelcome } from "../../src/tracks/welcome.ts";
import { takeTypes } from "../../src/tracks/work/request-types.ts";
import { askForWork } from "../../src/tracks/work/requests.ts";
import { validateSeveral } from "../../src/tracks/work/validate.ts";
import { opens, programId } from "../sponsorship/choosing-people.ts";
import { openHome } from "../support/home-tab.ts";
import { actingAs, asItIsNow, leaveSlack, personIn, type Run, textOf } from "../support/run.ts";
import { aProgram, LAUNCH } from "./launch.ts";

/** By Tom, in the form. */
async function nameTo(run: Run, key: string, ...holders: string[]): Promise<void> {
  await opens(run, "tom", "/drumbeat roles");
  const role = run.db.selectFrom("working_role").select("id").where("key", "=", key);
  await run.as("tom").pressInView({ option: `change:${(await role.executeTakeFirstOrThrow()).id}` });
  run.as("tom").fill("holders", holders);
  expect(await run.as("tom").submit()).toEqual({ closed: true });
  while (run.as("tom").view()) await run.as("tom").closeView();
}

const named = (run: Run, who: string) =>
  run
    .as(who)
    .dm()
    .filter((message) => /named you to|vous confie/.test(textOf(message)));

it("tells whoever is named to two roles once: what they give and get, the first step, who waits; and opens what they need", async () => {
  const run = await aProgram("SQLite");
  await startTrack(await actingAs(run, "tom"), { programId: await programId(run), template: LAUNCH });
  // Once more, and to one that they lose again at once, is no second message.
  await nameTo(run, "developer", "sam");
  await nameTo(run, "developer", "sam");
  await nameTo(run, "marketer", "sam", "lea");
  await run.to("2026-11-02T18:00:00Z");
  const [message, ...more] = named(run, "sam");
  expect(more).toEqual([]);
  const text = message ? textOf(message) : "";
  expect(text).toContain("*Tom Baker* named you to working roles in *Atlas*: *Developer* and *Marketer*.\n*Developer*");
  expect(text).toContain("*Answers for*: technical integration\n*Gives to* Administrator: API requirements");
  expect(text).toContain("*Your first step*: Build the journey · by Fri\u00a06\u00a0Nov.\nLéa Martin goes on with");
  expect(named(run, "lea")).toEqual([]);

  const home = await openHome(run, "sam");
  expect(home.slice(home.indexOf("YOUR ROLES AND REQUESTS"))).toEqual([
    "YOUR ROLES AND REQUESTS",
    "Atlas · Developer and Marketer",
    "[Open] [Tracks] [Working roles]",
  ]);
  expect(await opens(run, "sam", "/drumbeat tracks")).toContain("*Launch*\n0 of 3 done · 1 under way");
  expect(await opens(run, "sam", "/drumbeat roles atlas")).toContain("*Developer* · Sam Poe alone");
  expect(await opens(run, "sam", "/drumbeat atlas")).toContain("Lead · Tom Baker");
  expect(await opens(run, "sam", "/drumbeat raci atlas")).not.toContain("Launch");
  // One role asks another, with a seat or without.
  await opens(run, "sam", "/drumbeat roles atlas");
  await run.as("sam").pressInView({ actionId: "roles.ask" });
  await run.as("sam").pressInView({ blockId: "from", option: "marketer" });
  run.as("sam").fill("who:marketer", (await personIn(run, "lea")).id);
  run.as("sam").fill("what", "The copy");
  await run.as("sam").submit();
  expect(textOf(await run.as("sam").waitForView())).toContain("Asked of Léa Martin, by ");
  while (run.as("sam").view()) await run.as("sam").closeView();

  await nameTo(run, "developer", "nina");
  await nameTo(run, "marketer", "lea");
  await run.settle();
  expect(message && textOf(asItIsNow(run, message))).toContain("You no longer hold this working role in Atlas.");
  expect((await openHome(run, "sam")).join()).not.toContain("Atlas");
  for (const command of ["tracks", "roles atlas", "atlas"])
    expect(await opens(run, "sam", `/drumbeat ${command}`)).not.toContain("Tom Baker");
});

it("tells whoever is named while a request waits for words of its requester, and so has no day yet", async () => {
  const run = await aProgram("SQLite");
  const tom = await actingAs(run, "tom");
  const work = { programId: await programId(run), key: "campaign" };
  await takeTypes(tom, { programId: work.programId, keys: [work.key] });
  const answers = { campaign: "Win-back", goal: "A tenth", audience: "All" };
  const id = await askForWork(await actingAs(run, "nina"), { ...work, answers });
  await validateSeveral(tom, { ids: [id], verdict: "ask", words: "Which channels?" });
  await nameTo(run, "marketer", "lea", "sam");
  await run.to("2026-11-02T18:00:00Z");
  expect(named(run, "sam").map(textOf)).toEqual([
    expect.stringContaining("*Your first step*: Creation · Win-back · comes to you in a message, planned for"),
  ]);
});

it("opens to whoever asked for work where it is and who is there, and no track of others", async () => {
  const run = await aProgram("SQLite");
  const tom = await actingAs(run, "tom");
  await startTrack(tom, { programId: await programId(run), template: LAUNCH });
  await takeTypes(tom, { programId: await programId(run), keys: ["campaign"] });
  const answers = { campaign: "Win-back", goal: "A tenth", audience: "All" };
  await askForWork(await actingAs(run, "sam"), { programId: await programId(run), key: "campaign", answers });
  const home = (await openHome(run, "sam")).join("\n");
  expect(home).toContain("I WAIT FOR\nWin-back · Atlas · Now: *Validation*, with Tom Baker");
  expect(home).toContain("YOUR ROLES AND REQUESTS\nAtlas\n");
  const tracks = await opens(run, "sam", "/drumbeat tracks");
  expect(tracks).toContain("No track in which you have a part is running here.");
  expect(await opens(run, "sam", "/drumbeat roles")).not.toContain("[Ask for…]");
  expect(tracks).not.toContain("Launch");
});

it("begins the welcome of somebody once, while they have a part, and ends it when they leave Slack", async () => {
  const run = await aProgram("SQLite");
  const tom = await actingAs(run, "tom");
  const { id: personId } = await personIn(run, "sam");
  const start = async () => startWelcome(tom, { programId: await programId(run), personId });
  const tracks = () => run.db.selectFrom("track").select("state").orderBy("state", "desc").execute();
  await expect(start()).rejects.toMatchObject({ code: "WELCOME_GONE" });
  expect(await tracks()).toEqual([]);
  await nameTo(run, "developer", "sam");
  await start();
  await expect(start()).rejects.toMatchObject({ code: "WELCOME_STARTED" });
  expect(await tracks()).toEqual([{ state: "running" }]);
  await startTrack(tom, {
    programId: await programId(run),
    template: builtInTrack("leaving"),
    about: await personIn(run, "lea"),
  });
  await leaveSlack(run, "sam");
  await leaveSlack(run, "lea");
  await run.to("2026-11-04T12:00:00Z");
  expect(await tracks()).toEqual([{ state: "stopped" }, { state: "running" }]);
  const open = run.db.selectFrom("item").innerJoin("person", "person.id", "owner_id").select("handle").distinct();
  expect(await open.where("type", "=", "step").where("state", "=", "open").execute()).toEqual([{ handle: "tom" }]);
});
