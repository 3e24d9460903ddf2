import { describe, expect, it } from "vitest";
import { openHome } from "../support/home-tab.ts";
import {
  answerTo,
  aRun,
  atAnyHour,
  LEA,
  lastMessage,
  leaveSlack,
  NINA,
  RAVI,
  type Run,
  SAM,
  SOFIA,
  savedWith,
  sentAs,
  TOM,
  textOf,
} from "../support/run.ts";

const POLL = { handle: "poll", name: "Poll", tz: "Europe/London", locale: "en-GB", isBot: true };
const PEOPLE = [LEA, TOM, NINA, RAVI, SOFIA, SAM, POLL];

async function openMenu(run: Run, handle: string, option: string): Promise<string> {
  await run.as(handle).press(await answerTo(run, handle, "/drumbeat program"), { actionId: "program.menu", option });
  return textOf(await run.as(handle).waitForView());
}

/** What is told to this person alone, after a press. */
async function told(run: Run, handle: string): Promise<string> {
  await expect.poll(() => run.as(handle).ephemerals().length).toBeGreaterThan(0);
  const last = run.as(handle).ephemerals().at(-1);
  return last ? textOf(last) : "";
}

describe("the list of programs", () => {
  it("shows a lead each program with its people and one thing to do next, in their language", async () => {
    const run = await aRun({ cadences: [] });
    const list = textOf(await answerTo(run, "lea", "/drumbeat program"));
    expect(list).toBe(
      [
        "*Programmes*",
        "Atlas",
        "Responsable\u00a0: Léa Martin · Sponsors\u00a0: Sofia Rossi · Équipe\u00a0: 3 · Aucun point d’étape n’est encore en place.",
        "[Ajouter un point d’étape] [Réunions] [Note de cadrage…] [Vos interlocuteurs…] [Rôles de travail] [Plans de travail] ⋯Modifier… ⋯Rôles et dates… ⋯Qui approuve le texte… ⋯Clore le programme…",
        "[Créer un programme]",
      ].join("\n"),
    );
  });

  it("shows somebody of the team their program without anything to change", async () => {
    const run = await aRun();
    const list = textOf(await answerTo(run, "tom", "/drumbeat program"));
    expect(list).toContain("Atlas");
    expect(list).toContain("1 check-in");
    expect(list).not.toContain("Edit…");
  });

  it("shows a stranger nothing of it, and the first step", async () => {
    const run = await aRun();
    const list = textOf(await answerTo(run, "sam", "/drumbeat"));
    expect(list).toBe(
      "You’re not in a program right now. Ask a lead to add you, or create your own.\n[Create a program]",
    );
  });

  it("counts no one who has left Slack, and says where nobody leads", async () => {
    const run = await aRun();
    await leaveSlack(run, "nina");
    await leaveSlack(run, "lea");
    const owner = run.sandbox.primaryOwner;
    expect(textOf(await answerTo(run, owner, "/drumbeat program"))).toContain(
      "Lead: nobody · Sponsors: Sofia Rossi · Team: 2",
    );
  });

  it("is Home and `/drumbeat` of an admin without a role, in place of a first step that was taken", async () => {
    const run = await aRun();
    const owner = run.sandbox.primaryOwner;
    for (const shown of [textOf(await answerTo(run, owner, "/drumbeat")), (await openHome(run, owner)).join("\n")]) {
      expect(shown).toContain("Lead: Léa Martin · Sponsors: Sofia Rossi");
      expect(shown).toContain("[Create a program]");
      expect(shown).not.toContain("First step");
    }
  });

  it("goes on to further pages", async () => {
    const keys = Array.from({ length: 23 }, (_, index) => `p${String(index).padStart(2, "0")}`);
    const run = await aRun({
      programs: keys.map((key) => ({ key, title: `Program ${key}`, lead: "tom" })),
      cadences: [],
    });
    const first = await answerTo(run, "tom", "/drumbeat program");
    expect(textOf(first)).toContain("Program p09");
    await run.as("tom").press(first, { label: "13 more" });
    expect(await told(run, "tom")).toContain("Program p19");
    expect(run.sandbox.counters.errors).toEqual([]);
  });
});

describe("a new program", () => {
  it("is refused at the fields that are wrong, and nothing is kept", async () => {
    const run = await aRun({ programs: [], cadences: [], people: PEOPLE });
    const outside = run.sandbox.createChannel({ name: "outside", isPrivate: false, members: ["tom"], withApp: false });
    const tom = run.as("tom");
    await tom.command("/drumbeat program new");
    await tom.waitForView();
    await tom.pressInView({ label: "More details" });
    tom.fill("title", "   ");
    tom.fill("sponsors", ["poll"]);
    tom.fill("team:0", ["nina", "poll"]);
    tom.fill("channel", "outside");
    tom.fill("starts", "2026-12-01");
    tom.fill("ends", "2026-11-30");
    expect(await tom.submit()).toEqual({
      errors: {
        title: "Please fill this in.",
        sponsors: "Poll is an app, and apps can’t answer. Choose a person.",
        "team:0": "Poll is an app, and apps can’t answer. Choose a person.",
        channel: "Drumbeat isn’t in #outside, so it can’t post there. Invite it: /invite @drumbeat.",
        ends: "The end date is before the start date.",
      },
    });
    expect(await run.db.selectFrom("program").selectAll().execute()).toEqual([]);
    tom.fill("title", "Atlas");
    tom.fill("sponsors", ["sofia"]);
    tom.fill("team:0", ["nina"]);
    tom.fill("ends", "2027-06-30");
    run.sandbox.misbehave({ do: "add-app-to-channel", channelId: outside.id });
    expect(await tom.submit()).toHaveProperty("updated");
    await tom.waitForView();
    const program = await run.db.selectFrom("program").selectAll().executeTakeFirstOrThrow();
    expect(program).toMatchObject({
      key: "atlas",
      title: "Atlas",
      starts_on: "2026-12-01",
      ends_on: "2027-06-30",
      channel_id: outside.id,
      visibility: "members",
    });
  });

  it("keeps what was typed when more fields are shown and when the team comes from a channel", async () => {
    const run = await aRun({ programs: [], cadences: [], people: PEOPLE });
    const members = ["nina", "ravi", "poll", run.sandbox.primaryOwner];
    run.sandbox.misbehave({ do: "deactivate", handle: run.sandbox.primaryOwner });
    // Of a public channel Slack tells who is in it, though the app is not.
    run.sandbox.createChannel({ name: "atlas", isPrivate: false, members, withApp: false });
    await run.settle();
    const lea = run.as("lea");
    await lea.command("/drumbeat program new");
    await lea.waitForView();
    lea.fill("title", "Atlas & Cie");
    lea.fill("team:0", ["tom", "nina"]);
    await lea.pressInView({ label: "Plus de détails" });
    await lea.pressInView({ blockId: "team_from:0", channel: "atlas" });
    const form = textOf(await lea.waitForView());
    expect(form).toContain("1 personne ajoutée, 2 comptes écartés (applications, comptes désactivés ou extérieurs).");
    expect(form).toContain("Bénéfices attendus");
    expect(await lea.submit()).toHaveProperty("updated");
    expect(textOf(await lea.waitForView())).toContain("*Atlas & Cie* est en place.");
    const seats = await run.db
      .selectFrom("seat")
      .innerJoin("person", "person.id", "seat.person_id")
      .select(["person.handle", "seat.role"])
      .orderBy("person.handle")
      .execute();
    expect(seats).toEqual([
      { handle: "lea", role: "lead" },
      { handle: "nina", role: "team" },
      { handle: "ravi", role: "team" },
      { handle: "tom", role: "team" },
    ]);
  });

  it("tells the lead and the deputy whom somebody else has named, and the one who did", async () => {
    const run = await aRun({ programs: [], cadences: [], people: PEOPLE });
    await atAnyHour(run, "nina", "lea");
    const tom = run.as("tom");
    await tom.command("/drumbeat program new");
    await tom.waitForView();
    await tom.pressInView({ label: "More details" });
    tom.fill("title", "Atlas");
    tom.fill("lead", "lea");
    tom.fill("deputy", "nina");
    expect(await tom.submit()).toHaveProperty("updated");
    expect(textOf(await tom.waitForView())).toMatch(
      /\*Atlas\* is set up\. Its lead gets a message\.\nThu\u00a05\u00a0Nov, with each person’s morning message · Weekly progress · Léa Martin\n/,
    );
    await run.settle();
    expect(textOf(lastMessage(run, "lea"))).toContain("Tom Baker vous a confié *Atlas*.");
    expect(textOf(lastMessage(run, "nina"))).toMatch(
      /^Tom Baker made you deputy of \*Atlas\*\. You lead it while its lead is away\.\n.*Weekly progress · Léa Martin/,
    );
  });

  it("tells why when the app cannot see a private channel whose people are asked for", async () => {
    const run = await aRun({ programs: [], cadences: [], people: PEOPLE });
    run.sandbox.createChannel({ name: "secret", isPrivate: true, members: ["tom"], withApp: false });
    const tom = run.as("tom");
    await tom.command("/drumbeat program new");
    await tom.waitForView();
    tom.fill("title", "Atlas");
    await tom.pressInView({ label: "More details" });
    await tom.pressInView({ blockId: "team_from:0", channel: "secret" });
    const form = textOf(await tom.waitForView());
    expect(form).toMatch(/⚠ Drumbeat can’t see the channel/);
    expect(form).toContain("(title) Atlas");
  });
});

describe("a program that is changed", () => {
  it("asks who has come, and no longer who has gone, from the next round on", async () => {
    const run = await aRun({ people: PEOPLE });
    expect(await openMenu(run, "lea", "Modifier…")).toContain("(title) Atlas");
    const lea = run.as("lea");
    lea.fill("title", "Atlas II");
    lea.fill("team:0", ["tom", "sam"]);
    expect(await savedWith(run, "lea")).toBe("Atlas II est enregistré.");
    await run.to("2026-11-02T20:00Z");
    const asked = await Promise.all(["tom", "sam", "nina", "ravi"].map((handle) => sentAs(run, "prompt", handle)));
    expect(asked.map((prompts) => prompts.length)).toEqual([1, 1, 0, 0]);
    expect((await sentAs(run, "prompt", "tom"))[0]?.text).toContain("Daily team check-in · Atlas II");
    const changes = run.db.selectFrom("audit").selectAll().where("action", "=", "program.changed");
    const [entry] = await changes.orderBy("id").execute();
    expect(JSON.parse(entry?.before ?? "")).toEqual({ title: "Atlas" });
    const after = JSON.parse(entry?.after ?? "");
    expect([after.title, after.seated.length, after.left.length]).toEqual(["Atlas II", 1, 2]);
  });

  it("asks who has come at their own time, though the others are asked hours later", async () => {
    const programs = [{ key: "atlas", title: "Atlas", lead: "lea", team: ["tom"] }];
    const run = await aRun({ people: PEOPLE, programs });
    await run.to("2026-11-02T20:00Z");
    await openMenu(run, "lea", "Modifier…");
    run.as("lea").fill("team:0", ["tom", "ravi"]);
    expect(await savedWith(run, "lea")).toBe("Atlas est enregistré.");
    await run.to("2026-11-03T20:00Z");
    expect((await sentAs(run, "prompt", "ravi")).map(({ at }) => at)).toEqual(["2026-11-03T04:00:00.000Z"]);
  });

  it("gives a role its last day, and it ends with that day", async () => {
    const run = await aRun({ people: PEOPLE });
    await openMenu(run, "lea", "Rôles et dates…");
    const lea = run.as("lea");
    const seat = await run.db.selectFrom("seat").select("id").where("role", "=", "team").executeTakeFirstOrThrow();
    await lea.pressInView({ actionId: "program.seat", value: seat.id });
    await lea.waitForView();
    lea.fill("until", "2026-11-10");
    expect(await lea.submit()).toEqual({ closed: true });
    expect(textOf(await lea.waitForView()).split("\n")).toContain("jusqu’au mardi\u00a010\u00a0novembre");
    expect(textOf(await answerTo(run, "tom", "/drumbeat program"))).toContain("Atlas");
    await run.to("2026-11-11T08:00Z");
    expect(textOf(await answerTo(run, "tom", "/drumbeat program"))).toContain("You’re not in a program right now.");
  });

  it("is closed, asks nobody, and is reopened with what closed with it", async () => {
    const run = await aRun({ people: PEOPLE });
    await run.as("tom").command("/drumbeat risk It rains");
    run.as("tom").fill("due", "2026-12-01");
    await run.as("tom").submit();
    const states = async () => (await run.db.selectFrom("item").select("state").execute()).map(({ state }) => state);
    const before = await states();
    const consequence = await openMenu(run, "lea", "Clore le programme…");
    expect(consequence).toContain("*Atlas* sera clos. 1 point d’étape s’arrête");
    expect(consequence).toContain("1 élément ouvert est clos avec lui, et revient si vous le rouvrez.");
    expect(await savedWith(run, "lea")).toContain("Le programme Atlas est clos.");
    expect(await states()).toEqual(["dropped"]);
    await run.to("2026-11-03T20:00Z");
    expect((await openHome(run, "tom")).join()).toBe("“Atlas” was closed on Mon\u00a02\u00a0Nov.");
    expect(await sentAs(run, "prompt", "tom")).toEqual([]);
    await run.as("lea").press(await answerTo(run, "lea", "/drumbeat program"), { label: "Rouvrir" });
    await expect.poll(() => told(run, "lea")).toContain("Atlas est rouvert");
    expect(await states()).toEqual(before);
    await run.to("2026-11-04T20:00Z");
    expect((await sentAs(run, "prompt", "tom")).map(({ at }) => at)).toEqual(["2026-11-04T09:30:00.000Z"]);
    const rounds = await run.db.selectFrom("round").select("state").execute();
    expect(rounds.map(({ state }) => state)).not.toContain("missed");
  });
});
