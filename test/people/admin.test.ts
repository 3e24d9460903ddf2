import { describe, expect, it } from "vitest";
import { changeSeat } from "../../src/programs/changes.ts";
import { refuseUnlessMayCreate } from "../../src/programs/creating.ts";
import {
  actingAs,
  answerTo,
  aRun,
  arrivals,
  LEA,
  NINA,
  personIn,
  type Run,
  SAM,
  SOFIA,
  savedWith,
  TOM,
  textOf,
} from "../support/run.ts";

const POLL = { handle: "poll", name: "Poll", tz: "Europe/London", locale: "en-GB", isBot: true };
const PEOPLE = [LEA, TOM, NINA, SOFIA, SAM, POLL];
const ATLAS = { key: "atlas", title: "Atlas", lead: "lea", team: ["tom", "nina"] };
const STORY = { people: PEOPLE, programs: [ATLAS], cadences: [] };

async function openSettings(run: Run, handle: string): Promise<string> {
  await run.as(handle).command("/drumbeat admin");
  return textOf(await run.as(handle).waitForView());
}

describe("the settings", () => {
  it("are refused kindly to others, naming who has the right", async () => {
    const run = await aRun(STORY);
    expect((await answerTo(run, "tom", "/drumbeat admin")).text).toBe(
      "Only a Drumbeat admin can do this. Ask Workspace Owner.",
    );
    expect((await answerTo(run, "lea", "/drumbeat admin")).text).toBe(
      "Seule l’administration de Drumbeat peut le faire. Adressez-vous à Workspace Owner.",
    );
    // Where no admin is known yet.
    await run.db.updateTable("person").set({ is_admin: 0 }).execute();
    expect((await answerTo(run, "tom", "/drumbeat admin")).text).toContain("Ask an owner of this Slack workspace.");
    expect((await answerTo(run, "lea", "/drumbeat admin")).text).toContain(
      "Adressez-vous à un propriétaire de cet espace de travail Slack.",
    );
  });

  it("restrict who creates programs; whoever may not is told whom to ask, and those who lead still set theirs up", async () => {
    const run = await aRun(STORY);
    const owner = run.sandbox.primaryOwner;
    expect(await openSettings(run, owner)).toContain("Who can create programs?");
    run.as(owner).fill("who_may_create", "Admins only");
    expect(await savedWith(run, owner)).toBe("Settings saved: who can create programs.");
    expect(textOf(await answerTo(run, "sam", "/drumbeat program new"))).toBe(
      "You can’t create programs here. Ask Workspace Owner.",
    );
    expect(textOf(await answerTo(run, "sam", "/drumbeat"))).toBe(
      "You can’t create programs here. Ask Workspace Owner.",
    );
    expect(textOf(await answerTo(run, "lea", "/drumbeat program"))).not.toContain("Créer un programme");
    await run.as("lea").command("/drumbeat cadence new");
    expect(textOf(await run.as("lea").waitForView())).toContain("Quel point d’étape");
  });

  it("keep guests and people of other companies from creating programs, until an admin lets them", async () => {
    const gil = { ...SAM, handle: "gil", name: "Gil Guest", affiliation: "guest" };
    const eve = { ...SAM, handle: "eve", name: "Eve Elsewhere", affiliation: "external" };
    const cadences = [{ key: "daily", program: "atlas", template: "daily-team" }];
    const atlas = { ...ATLAS, team: ["tom", "nina", "gil"] };
    const run = await aRun({ people: [...PEOPLE, gil, eve], programs: [atlas], cadences });
    const owner = run.sandbox.primaryOwner;
    expect(textOf(await answerTo(run, "gil", "/drumbeat program new"))).toBe(
      "You can’t create programs here. Ask Workspace Owner.",
    );
    // Slack itself gives people of other companies no command.
    for (const handle of ["gil", "eve"])
      await expect(refuseUnlessMayCreate(run.db, await personIn(run, handle))).rejects.toThrow("CREATING_RESTRICTED");
    expect(textOf(await answerTo(run, "sam", "/drumbeat"))).toContain("[Create a program]");
    // Whoever is asked stays asked.
    await run.to("2026-11-02T12:00:00Z");
    expect(
      arrivals(run, "gil")
        .map(({ text }) => text)
        .join(),
    ).toContain("Check in");

    await openSettings(run, owner);
    run.as(owner).fill("admins", ["gil"]);
    expect(await run.as(owner).submit()).toEqual({
      errors: {
        admins: "Gil Guest is a guest or belongs to another company, so they can’t be an admin. Choose someone else.",
      },
    });
    run.as(owner).fill("admins", []);
    run.as(owner).fill("who_may_create", "Guests too");
    expect(await savedWith(run, owner)).toBe("Settings saved: who can create programs.");
    for (const handle of ["gil", "eve"]) await refuseUnlessMayCreate(run.db, await personIn(run, handle));
  });

  it("name admins, who may then do all that one may, until they are taken out again", async () => {
    const run = await aRun(STORY);
    const owner = run.sandbox.primaryOwner;
    await openSettings(run, owner);
    run.as(owner).fill("admins", ["poll"]);
    expect(await run.as(owner).submit()).toEqual({ errors: { admins: "Poll is an app. Choose a person." } });
    run.as(owner).fill("admins", ["sam"]);
    expect(await savedWith(run, owner)).toBe("Settings saved: admins.");
    // Slack tells of Sam again, and knows nothing of it.
    run.sandbox.misbehave({ do: "move", handle: "sam", tz: "Asia/Tokyo" });
    await run.settle();
    await openSettings(run, "sam");
    expect(JSON.stringify(run.as("sam").view()?.blocks)).toContain("Already admins through Slack: Workspace Owner.");
    await run.as("sam").closeView();
    expect(textOf(await answerTo(run, "sam", "/drumbeat program"))).toContain("[Add a check-in]");
    await openSettings(run, owner);
    run.as(owner).fill("admins", []);
    await run.as(owner).submit();
    expect((await answerTo(run, "sam", "/drumbeat admin")).text).toContain("Only a Drumbeat admin");
  });

  it("decide the language of channels and the days of a new daily check-in", async () => {
    const run = await aRun(STORY);
    const owner = run.sandbox.primaryOwner;
    await openSettings(run, owner);
    run.as(owner).fill("week", []);
    expect(await run.as(owner).submit()).toEqual({ errors: { week: "Please complete this required field." } });
    run.as(owner).fill("week", ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday"]);
    run.as(owner).fill("locale", "French");
    expect(await savedWith(run, owner)).toBe("Settings saved: language and working week.");
    await openSettings(run, owner);
    expect(await savedWith(run, owner)).toBe("No changes.");
    const workspace = await run.db.selectFrom("workspace").select("locale").executeTakeFirstOrThrow();
    expect(workspace).toEqual({ locale: "fr-FR" });
    await run.as("lea").command("/drumbeat cadence new");
    await run.as("lea").waitForView();
    run.as("lea").fill("template", "Point quotidien");
    await run.as("lea").submit();
    expect(await run.as("lea").submit()).toHaveProperty("pushed");
    expect(textOf(await run.as("lea").waitForView())).toContain("chaque lundi, mardi, mercredi, jeudi et dimanche");
  });
});

describe("the audit log", () => {
  it("shows an admin everything, and who did it, the latest first", async () => {
    const run = await aRun(STORY);
    const owner = run.sandbox.primaryOwner;
    await openSettings(run, owner);
    await run.as(owner).submit();
    await openSettings(run, owner);
    run.as(owner).fill("locale", "French");
    await run.as(owner).submit();
    await run.as("tom").command("/drumbeat away");
    await run.as("tom").waitForView();
    await run.as("tom").submit();
    await run.as(owner).command("/drumbeat audit");
    expect(textOf(await run.as(owner).waitForView()).split("\n")).toEqual([
      "── Audit log ──",
      "Everything in this workspace, newest first.",
      "Mon,\u00a0Nov\u00a02, 12:00\u00a0AM · Tom Baker is away",
      "Mon,\u00a0Nov\u00a02, 12:00\u00a0AM · Workspace Owner changed the settings (language)",
      "Mon,\u00a0Nov\u00a02, 12:00\u00a0AM · Workspace Owner created the program · Atlas",
      "[Close]",
    ]);
  });

  it("shows a lead what was done in their program, in their language, and nothing else", async () => {
    const other = { key: "borea", title: "Borea", lead: "tom" };
    const cadences = [{ key: "daily", program: "atlas", template: "daily-team" }];
    const run = await aRun({ ...STORY, programs: [ATLAS, other], cadences });
    await run.as("lea").command("/drumbeat audit");
    const french = textOf(await run.as("lea").waitForView());
    expect(french).toContain("Tout ce qui s’est fait dans les programmes que vous pilotez");
    expect(french).toContain("Workspace Owner a ajouté un point d’étape · Point quotidien · Atlas");
    expect(french).not.toContain("Borea");
    expect((await answerTo(run, "nina", "/drumbeat audit")).text).toBe(
      "Only leads, deputies and admins can read this. Ask Workspace Owner.",
    );
  });

  it("says whom an act was about, and in which role", async () => {
    const run = await aRun(STORY);
    const { id: seatId, program_id: programId } = await run.db
      .selectFrom("seat")
      .innerJoin("person", "person.id", "seat.person_id")
      .select(["seat.id", "program_id"])
      .where("handle", "=", "tom")
      .executeTakeFirstOrThrow();
    await changeSeat(await actingAs(run, "lea"), { programId, seatId, from: null, until: "2026-12-31" });
    await run.as("lea").command("/drumbeat audit");
    expect(textOf(await run.as("lea").waitForView())).toContain(
      "Léa Martin a modifié un rôle · Tom Baker (Équipe opérationnelle) · Atlas (dernier jour)",
    );
  });

  it("has pages", async () => {
    const keys = Array.from({ length: 45 }, (_, index) => `p${String(index).padStart(2, "0")}`);
    const run = await aRun({ ...STORY, programs: keys.map((key) => ({ key, title: key, lead: "tom" })) });
    const tom = run.as("tom");
    await tom.command("/drumbeat audit");
    const titles = async () => [...textOf(await tom.waitForView()).matchAll(/· (p\d\d)/g)].map(([, title]) => title);
    const first = await titles();
    expect([first[0], first.at(-1), first.length]).toEqual(["p44", "p25", 20]);
    await tom.pressInView({ label: "Earlier" });
    expect((await titles())[0]).toBe("p24");
    await tom.pressInView({ label: "Earlier" });
    expect(await titles()).toEqual(["p04", "p03", "p02", "p01", "p00"]);
    expect(textOf(await tom.waitForView())).not.toContain("Earlier");
    await tom.pressInView({ label: "Later" });
    await tom.pressInView({ label: "Later" });
    expect(await titles()).toEqual(first);
  });
});
