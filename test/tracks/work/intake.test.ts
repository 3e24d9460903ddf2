/** The ways in which work is asked for, and what the lead presses on the board, by the screens alone. */
import { expect, it } from "vitest";
import { inTransaction } from "../../../src/platform/transaction.ts";
import { builtInTrack } from "../../../src/tracks/library.ts";
import { completeStep } from "../../../src/tracks/steps.ts";
import { saveTemplate } from "../../../src/tracks/templates.ts";
import { listWorkRequests } from "../../../src/tracks/work/request-queries.ts";
import { takeTypes } from "../../../src/tracks/work/request-types.ts";
import { askForWork, withdrawWork } from "../../../src/tracks/work/requests.ts";
import { opens, programId, seen } from "../../sponsorship/choosing-people.ts";
import { actingAs, type Run, textOf } from "../../support/run.ts";
import { aProgram } from "../launch.ts";

async function taking(...keys: string[]): Promise<Run> {
  const run = await aProgram("SQLite", {
    channels: [{ name: "campaigns", isPrivate: false, members: ["tom", "sam"] }],
  });
  const tom = await actingAs(run, "tom");
  const [field] = builtInTrack("campaign").intake?.fields ?? [];
  const poster = { ...builtInTrack("campaign"), key: "poster", name: { en: "Poster", fr: "Affiche" } };
  const intake = { fields: [{ ...(field ?? expect.fail()), key: "text", label: { en: "Text", fr: "Texte" } }] };
  await inTransaction(run.db, (tx) => saveTemplate({ ...tom, db: tx }, { ...poster, intake }));
  await takeTypes(tom, { programId: await programId(run), keys });
  await run.to("2026-11-02T10:00:00Z");
  return run;
}

const FIELDS = { "field:campaign": "Win-back", "field:goal": "Bring back a tenth", "field:audience": "Lapsed" };

async function submitted(run: Run, who: string, fields: Record<string, string>): Promise<void> {
  for (const [field, value] of Object.entries(fields)) run.as(who).fill(field, value);
  expect(await run.as(who).submit()).not.toHaveProperty("errors");
  await run.settle();
}

async function requestsIn(run: Run) {
  return listWorkRequests(run.db, (await actingAs(run, "tom")).actor.workspace_id, {});
}

it("is asked for from the shortcut by somebody who sits in no program, in the fields of the type that they choose", async () => {
  const run = await taking("campaign", "poster");
  await run.as("sam").shortcut("ask_for_work");
  await run.as("sam").pressInView({ actionId: "work.ask" });
  expect(await seen(run, "sam")).toMatch(/Ask for work[\s\S]*Campaign request · Atlas[\s\S]*What it is to achieve/);
  const poster = `${await programId(run)}:poster`;
  await run.as("sam").pressInView({ actionId: "work.type", option: poster });
  expect(await seen(run, "sam")).toMatch(/Poster · Atlas[\s\S]*Text/);
  await submitted(run, "sam", { "field:text": "Open day" });
  expect((await requestsIn(run)).map(({ title, track }) => [title, track.definition.key])).toEqual([
    ["Open day", "poster"],
  ]);
});

it("is refused at its form while ten of the same person wait to be looked at, and keeps what was written", async () => {
  const run = await taking("campaign");
  const sam = await actingAs(run, "sam");
  const answers = { campaign: "Win-back", goal: "A tenth", audience: "Lapsed" };
  for (let count = 1; count <= 10; count += 1)
    await askForWork(sam, { programId: await programId(run), key: "campaign", answers });
  await opens(run, "sam", "/drumbeat work");
  await run.as("sam").pressInView({ actionId: "work.ask" });
  for (const [field, value] of Object.entries(FIELDS)) run.as("sam").fill(field, value);
  expect(await run.as("sam").submit()).toEqual({
    errors: { "field:campaign": expect.stringContaining("10 of your work requests already wait for Atlas") },
  });
  expect(JSON.stringify(run.as("sam").view()?.state)).toContain("Bring back a tenth");
  await withdrawWork(sam, { id: (await requestsIn(run))[0]?.id ?? "" });
  expect(await run.as("sam").submit()).not.toHaveProperty("errors");
  expect(await requestsIn(run)).toHaveLength(11);
});

it("opens where all its answers are alike, are empty, or are as long as they can be", async () => {
  const run = await taking("campaign");
  const sam = await actingAs(run, "sam");
  const fields = builtInTrack("campaign").intake?.fields ?? [];
  const long = "<&>".repeat(1000);
  for (const text of ["Alike", long]) {
    const answers = Object.fromEntries(
      fields.flatMap(({ key, kind }) => (kind === "line" || kind === "text" ? [[key, text]] : [])),
    );
    const id = await askForWork(sam, { programId: await programId(run), key: "campaign", answers });
    for (const who of ["sam", "tom"]) {
      await opens(run, who, "/drumbeat work");
      await run.as(who).pressInView({ actionId: "work.open", value: id });
      expect(JSON.parse(run.as(who).view()?.private_metadata ?? "{}")).toMatchObject({ workRequestId: id });
      while (run.as(who).view()) await run.as(who).closeView({ all: true });
    }
  }
  expect(run.sandbox.counters.errors).toEqual([]);
});

it("is asked for from a message, with its words and a link to it", async () => {
  const run = await taking("campaign");
  await run.as("sam").say("Could we win back the lapsed?");
  const message = run.as("sam").dm().at(-1) ?? expect.fail();
  await run.as("sam").messageShortcut("ask_for_work_about", message);
  expect(textOf(await run.as("sam").waitForView())).toContain("Could we win back the lapsed?");
  await submitted(run, "sam", { "field:campaign": "Win-back", "field:audience": "Lapsed" });
  const [workRequest] = await requestsIn(run);
  expect(workRequest).toMatchObject({ title: "Win-back", answers: { goal: "Could we win back the lapsed?" } });
  expect(workRequest?.permalink).toMatch(/^https:\/\//);
});

it("is asked for from a link in a channel, of the program that posted it there", async () => {
  const run = await taking();
  await opens(run, "tom", "/drumbeat work");
  await run.as("tom").pressInView({ actionId: "work.act:take" });
  run.as("tom").fill("types", ["campaign"]);
  run.as("tom").fill("channel", "campaigns");
  await submitted(run, "tom", {});
  const link =
    run
      .as("sam")
      .inbox()
      .find((message) => textOf(message).includes("takes work requests")) ?? expect.fail();
  expect(textOf(link)).toContain("*Atlas* takes work requests: Campaign request.");
  await run.as("sam").press(link, { actionId: "work.ask" });
  await run.as("sam").waitForView();
  await submitted(run, "sam", FIELDS);
  expect((await requestsIn(run)).map(({ title }) => title)).toEqual(["Win-back"]);
});

it("is moved, held, resumed, held for more people, split, withdrawn and declined by presses of its lead", async () => {
  const run = await taking("campaign");
  await opens(run, "sam", "/drumbeat work");
  for (const title of ["First", "Second"]) {
    await run.as("sam").pressInView({ actionId: "work.ask" });
    await submitted(run, "sam", { ...FIELDS, "field:campaign": title });
  }
  const tom = await actingAs(run, "tom");
  for (const { steps } of await requestsIn(run))
    await completeStep(tom, { itemId: steps[0]?.stands.item_id ?? "", checked: 1, note: "" });
  const [first, second] = (await requestsIn(run)).map(({ id }) => id);
  const board = await opens(run, "tom", "/drumbeat work");
  expect(board).toMatch(/ATL-W-1[\s\S]*\[Start\] \[Up\] \[To the top\][\s\S]*ATL-W-2/);
  const press = async (act: string, id = first) => {
    const value = JSON.stringify({ act, id, what: "" });
    const isInMenu = ["hold", "capacity", "split", "decline"].includes(act);
    await run
      .as("tom")
      .pressInView(isInMenu ? { actionId: "work.act:menu", option: value } : { actionId: `work.act:${act}`, value });
    await run.settle();
    return seen(run, "tom");
  };
  expect(await press("up", second)).toMatch(/ATL-W-2[\s\S]*ATL-W-1/);
  await run.as("tom").pressInView({ actionId: "work.open", value: first ?? "" });
  await press("hold");
  await submitted(run, "tom", { line: "Budget", until: "2026-11-20" });
  expect(await seen(run, "tom")).toMatch(/On hold\* until Fri 20 Nov[\s\S]*Tom Baker: Budget/);
  expect(await press("resume")).toContain("Now: *Prioritisation*, with you");
  await press("capacity");
  expect(textOf(await run.as("tom").waitForView())).toContain("How is it answered?");
  run.as("tom").fill("line", "A second marketer");
  await run.as("tom").pressInView({ blockId: "how", option: "options" });
  expect(textOf(await run.as("tom").waitForView())).toContain("One of these *");
  run.as("tom").fill("until", "2026-11-27");
  run.as("tom").fill("options", "Hire one");
  expect(await run.as("tom").submit()).toMatchObject({
    errors: { options: "Write at least two options, one a line, or choose “In words” above." },
  });
  await submitted(run, "tom", { options: "Hire one\nBorrow one" });
  const { details } = await run.db
    .selectFrom("item")
    .select("details")
    .where("type", "=", "request")
    .executeTakeFirstOrThrow();
  expect(JSON.parse(details)).toMatchObject({
    options: [
      { label: "Hire one", doesNothing: false },
      { label: "Borrow one", doesNothing: false },
    ],
  });
  expect(await seen(run, "tom")).toMatch(/On hold\* until Fri 27 Nov[\s\S]*Tom Baker: A second marketer/);
  await press("split");
  await submitted(run, "tom", { line: "First, by post" });
  expect((await requestsIn(run)).map(({ title }) => title)).toEqual(["First", "Second", "First, by post"]);
  await run.as("tom").pressInView({ actionId: "work.act:withdraw" }, { confirm: true });
  expect(await seen(run, "tom")).toContain("*Withdrawn.*");
  await run.as("tom").pressInView({ actionId: "work.list" });
  await run.as("tom").pressInView({ actionId: "work.open", value: second ?? "" });
  await press("decline", second);
  await submitted(run, "tom", { words: "Not this year" });
  expect(await seen(run, "tom")).toMatch(/\*Declined\.\*[\s\S]*Tom Baker: Not this year/);
});
