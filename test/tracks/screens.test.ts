/** `/drumbeat tracks`: what runs, how far its steps have come, starting, stopping and saving one. */
import { expect, it } from "vitest";
import { inTransaction } from "../../src/platform/transaction.ts";
import { rolesIds } from "../../src/tracks/roles-screen.ts";
import { startTrack } from "../../src/tracks/start-and-stop.ts";
import { completeStep } from "../../src/tracks/steps.ts";
import { MOST_STEPS, trackTemplateSchema } from "../../src/tracks/template.ts";
import { listTemplates, saveTemplate } from "../../src/tracks/templates.ts";
import { tracksIds } from "../../src/tracks/tracks-screen.ts";
import { opens, programId, seen } from "../sponsorship/choosing-people.ts";
import { databases } from "../support/databases.ts";
import { actingAs, aRun, LEA, NINA, type Run, type RunOptions, SAM, SOFIA, TOM } from "../support/run.ts";

const step = { role: "lead", accountable: "lead", term: 2 };
const TWO = trackTemplateSchema.parse({
  ...{ version: 1, key: "two", name: "Two steps", purpose: "One, then the other." },
  steps: [
    { ...step, key: "one", title: "Model & connect" },
    { ...step, key: "two", title: { en: "Go live", fr: "Mettre en ligne" }, after: ["one"] },
  ],
});

function aProgram(others: RunOptions["programs"] = [], database?: (typeof databases)[number]): Promise<Run> {
  return aRun({
    people: [LEA, TOM, NINA, SOFIA, SAM, { ...SAM, handle: "bot", name: "Bot", isBot: true }],
    programs: [
      { key: "atlas", title: "Atlas", lead: "tom", deputy: "nina", sponsors: ["sofia"], team: ["lea"] },
      ...others,
    ],
    cadences: [],
    isTogether: true,
    ...(database && { database }),
  });
}

async function started(run: Run, template = TWO): Promise<string> {
  return startTrack(await actingAs(run, "tom"), { programId: await programId(run), template });
}

async function openTrack(run: Run, who: string): Promise<string> {
  await opens(run, who, "/drumbeat tracks atlas");
  const [track] = await run.db.selectFrom("track").select("id").orderBy("id", "desc").execute();
  await run.as(who).pressInView({ actionId: `${tracksIds.show}:${track?.id}:0` });
  return seen(run, who);
}

it("shows steps by state, with owners, dates and what is late; in French too; each opens its item", async () => {
  const run = await aProgram();
  expect(await opens(run, "tom", "/drumbeat tracks")).toContain("No track is running.");
  await started(run);
  await run.to("2026-11-05T10:00:00Z");
  expect(await opens(run, "sofia", "/drumbeat tracks atlas")).toContain(
    "*Two steps*\n0 of 2 done · 1 under way (1 late)",
  );
  expect(await openTrack(run, "tom")).toMatch(
    /\*Model & connect\*\nTom Baker · late, was due Wed 4 Nov[\s\S]*\nGo live\nLead · waits for: Model & connect/,
  );
  expect(await opens(run, "lea", "/drumbeat plans-de-travail")).toContain(
    "0 sur 2 terminées · 1 en cours (dont 1 en retard)",
  );
  // What only whoever may change the program can do is offered to nobody else.
  expect(await openTrack(run, "lea")).toMatch(
    /Model & connect\*\nTom Baker · en retard, prévue le mer\. 4 nov\.[\s\S]*\nMettre en ligne\nResponsable · attend : Model/,
  );
  expect(JSON.stringify(run.as("lea").view()?.blocks)).not.toContain(tracksIds.stop);
  const { id } = await run.db.selectFrom("item").select("id").where("type", "=", "step").executeTakeFirstOrThrow();
  await run.as("lea").pressInView({ actionId: "register.open", value: id });
  expect(await seen(run, "lea")).toContain("Model & connect");
  expect(await opens(run, "sam", "/drumbeat tracks atlas")).not.toContain("Two steps");
});

it("starts from a template; what it needs is asked for, and refused at its field", async () => {
  const run = await aProgram();
  const tom = run.as("tom");
  await opens(run, "tom", "/drumbeat tracks");
  await tom.pressInView({ actionId: tracksIds.start });
  expect(await seen(run, "tom")).toContain("Who joins or leaves");
  tom.fill("template", "welcome");
  tom.fill("person", "bot");
  expect(await tom.submit()).toMatchObject({ errors: { person: expect.stringContaining("Bot") } });
  tom.fill("person", "sam");
  expect(await tom.submit()).toEqual({ closed: true });
  expect(await seen(run, "tom")).toContain("*Welcome to the team · Sam Poe*\n0 of 4 done · 2 under way");
  // Where there is no milestone to choose, the template is refused.
  const wait = { workingDays: 5, before: "milestone" as const };
  const { db, ...ctx } = await actingAs(run, "tom");
  const dated = { ...TWO, key: "dated", name: { en: "Dated", fr: "Daté" } };
  const steps = TWO.steps.map((each) => ({ ...each, wait }));
  await inTransaction(db, (tx) => saveTemplate({ ...ctx, db: tx }, { ...dated, steps }));
  await tom.pressInView({ actionId: tracksIds.start });
  tom.fill("template", "dated");
  expect(await tom.submit()).toMatchObject({ errors: { template: expect.stringContaining("milestone") } });
});

it("goes to another program by its menu, as the roles do; who sees one has none", async () => {
  const run = await aProgram([{ key: "borea", title: "Borea", lead: "tom", team: [] }]);
  await started(run);
  for (const [command, actionId] of [
    ["/drumbeat tracks atlas", tracksIds.program],
    ["/drumbeat roles atlas", rolesIds.program],
  ] as const) {
    expect(await opens(run, "tom", command)).toContain("*Atlas*");
    await run.as("tom").pressInView({ actionId, option: await programId(run, "borea") });
    const shown = await seen(run, "tom");
    expect(shown).toContain("*Borea*");
    expect(shown).not.toContain("Two steps");
    await opens(run, "lea", command);
    expect(JSON.stringify(run.as("lea").view()?.blocks)).not.toContain(actionId);
  }
});

it("stops once, though two press; its open steps are dropped", async () => {
  const run = await aProgram();
  await started(run);
  await openTrack(run, "nina");
  await openTrack(run, "tom");
  await run.as("tom").pressInView({ actionId: tracksIds.stop }, { confirm: true });
  expect(await seen(run, "tom")).toContain("No track is running.");
  expect(await run.db.selectFrom("item").select("state").where("type", "=", "step").execute()).toEqual([
    { state: "dropped" },
  ]);
  await run.as("nina").pressInView({ actionId: tracksIds.stop }, { confirm: true });
  expect(await seen(run, "nina")).toContain("This track has ended.");
});

it.each(databases)(
  "of two who press Done at once one has done it: the next step begins once (%s)",
  async (database) => {
    const run = await aProgram([], database);
    await started(run);
    const { id: itemId } = await run.db
      .selectFrom("item")
      .select("id")
      .where("type", "=", "step")
      .executeTakeFirstOrThrow();
    const press = async () => completeStep(await actingAs(run, "tom"), { itemId, checked: 0, note: "" });
    const pressed = await Promise.allSettled([press(), press()]);
    expect(pressed.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(
      await run.db.selectFrom("item").select("state").where("type", "=", "step").orderBy("number").execute(),
    ).toEqual([{ state: "done" }, { state: "open" }]);
  },
);

it("is saved as a template, under the name of another as its next version; what runs keeps the version that it began with", async () => {
  const run = await aProgram();
  const ctx = await actingAs(run, "tom");
  await inTransaction(run.db, (tx) => saveTemplate({ ...ctx, db: tx }, TWO));
  await started(run);
  await openTrack(run, "tom");
  const saved = async (name: string) => {
    await run.as("tom").pressInView({ actionId: "work.act:template" });
    run.as("tom").fill("line", name);
    return run.as("tom").submit();
  };
  for (const name of ["two steps", "Our launch"]) expect(await saved(name)).toEqual({ closed: true });
  const { workspace_id: workspaceId } = ctx.actor;
  const keys = (await listTemplates(run.db, workspaceId)).map(({ key }) => key);
  expect(keys.sort()).toEqual(["campaign", "leaving", "our-launch", "rollout", "two", "welcome"]);
  // The next version, in which the steps wait for each other the other way round, makes no loop in what runs.
  const [one, two] = TWO.steps;
  if (!one || !two) throw new Error("Two steps");
  await started(run, {
    ...TWO,
    steps: [
      { ...one, after: [["two"]] },
      { ...two, after: [] },
    ],
  });
  const versions = run.db.selectFrom("track").innerJoin("track_template as used", "used.id", "track.template_id");
  expect(await versions.select("used.version").orderBy("track.id").execute()).toEqual([{ version: 1 }, { version: 2 }]);
  await completeAll(run);
  expect(await run.db.selectFrom("track").select("state").execute()).toEqual([
    { state: "finished" },
    { state: "finished" },
  ]);
});

it("shows all of sixty steps", async () => {
  const run = await aProgram();
  const keys = Array.from({ length: MOST_STEPS }, (_, index) => `s${index}`);
  const title = "t".repeat(300);
  const steps = keys.map((key, index) => ({ ...step, key, title, after: index === 59 ? keys.slice(0, 40) : [] }));
  await started(run, trackTemplateSchema.parse({ ...TWO, name: "n".repeat(300), steps }));
  await openTrack(run, "tom");
  expect(run.as("tom").view()?.blocks.length).toBe(MOST_STEPS + 2);
  await run.as("tom").pressInView({ actionId: tracksIds.picture });
  await run.to("2026-11-02T12:00:00Z");
  const pictures = run
    .as("tom")
    .dm()
    .filter(({ blocks }) => blocks?.some(({ type }) => type === "image"));
  expect(pictures).toHaveLength(1);
});

/** Whatever is ready is done, until nothing is. */
async function completeAll(run: Run): Promise<void> {
  const open = () =>
    run.db.selectFrom("item").select("id").where("type", "=", "step").where("state", "=", "open").execute();
  for (let ready = await open(); ready.length > 0; ready = await open())
    for (const { id: itemId } of ready)
      await completeStep(await actingAs(run, "tom"), { itemId, checked: 0, note: "" });
}
