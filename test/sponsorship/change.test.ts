/** How the change of a program takes hold, as those who lead it and sit above read it. */
import { asJson, problemsInView, type View, viewAsText } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import { fillAndSubmit } from "../../src/demo/answering.ts";
import { personById } from "../../src/people/use-cases.ts";
import type { Db } from "../../src/platform/database.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { decideAsk } from "../../src/register/asks/use-cases.ts";
import { raiseItem } from "../../src/register/use-cases.ts";
import { closeItem } from "../../src/register/use-cases-acts.ts";
import { changeView } from "../../src/sponsorship/change/blocks.ts";
import { changePicture } from "../../src/sponsorship/change/picture.ts";
import { showChange } from "../../src/sponsorship/change/use-cases.ts";
import { showOwn } from "../../src/sponsorship/own/use-cases.ts";
import { aDatabase, type DatabaseName, databases } from "../support/databases.ts";
import { aRecord, type RecordedPerson, WEEKLY } from "../support/record.ts";
import { aRun, atAnyHour, MONTHLY_TO_SPONSORS, openForm, RAVI, SOFIA, sentAs, TOM, textOf } from "../support/run.ts";
import { servicesAt } from "../support/still-clock.ts";

const NOW = "2026-11-25T12:00:00.000Z";
const OPTIONS = [
  { label: "Yes", doesNothing: false },
  { label: "Do nothing", doesNothing: true },
];

/** Atlas with a team of so many; Tom leads it, Sofia sponsors it. */
async function atlas(db: Db, members: number) {
  const record = await aRecord(db);
  const tom = await record.person("tom", { name: "Tom Baker" });
  const sofia = await record.person("sofia", { name: "Sofia Rossi", locale: "fr-FR" });
  const team: RecordedPerson[] = [];
  for (let count = 0; count < members; count += 1)
    team.push(await record.person(`m${count}`, { name: `Member ${count}` }));
  const program = await record.program("atlas", { title: "Atlas", seats: { lead: [tom], sponsor: [sofia], team } });
  const cadence = await record.cadence(program, { rule: WEEKLY, audience: ["team"] });
  const services = servicesAt(db, NOW);
  const as = (id: string) => personById(db, record.workspaceId, id);
  const week = async (key: string, answering: number) => {
    const round = await record.round(cadence, key, team);
    for (const one of team.slice(0, answering)) await record.answer(round, one, `${key}T12:00:00.000Z`, {});
  };
  const read = async (personId: string) => {
    const person = await as(personId);
    const shown = await showChange(services, person, program.id);
    const own = await showOwn(services, person, program.id);
    const view = changeView({ locale: person.locale, zone: "UTC" }, shown, own);
    expect(problemsInView(asJson(view))).toEqual([]);
    return {
      shown,
      text: viewAsText({ ...JSON.parse(JSON.stringify(view)), state: { values: {} } })
        .replaceAll("\u00a0", " ")
        .replaceAll("\u202f", " "),
    };
  };
  return { record, tom, sofia, team, program, services, as, week, read };
}

describe.each(databases)("how the change of a program takes hold, on %s", (database) => {
  it("is told in rates of five people, counts of three, nothing of the sponsor alone, with the first weak link (B6)", async () => {
    const db = await aDatabase(database);
    const { tom, sofia, team, program, services, as, week, read } = await atlas(db, 6);
    for (const key of ["2026-08-06", "2026-08-13"]) await week(key, 6);
    for (const key of ["2026-10-01", "2026-10-08", "2026-10-15", "2026-10-22"]) await week(key, 4);
    await week("2026-10-29", 2);
    services.clock.at = "2026-10-20T12:00:00.000Z";
    const lead = await as(tom.id);
    const raise = (title: string, ownerId: string) =>
      inTransaction(db, (tx) =>
        raiseItem(services, tx, lead, program.id, {
          type: "action",
          details: {},
          title,
          ownerId,
          dueOn: "2026-11-02",
          sourceKey: `command:${title}`,
        }),
      );
    const actions = [];
    for (const one of team.slice(0, 3)) actions.push(await raise(`For ${one.handle}`, one.id));
    const { id } = await inTransaction(db, (tx) =>
      raiseItem(services, tx, lead, program.id, {
        type: "ask",
        details: { kind: "decision", options: OPTIONS, recommended: 0, costOfWaiting: "A week" },
        title: "Buy it?",
        dueOn: "2026-11-02",
        sourceKey: "command:ask",
      }),
    );
    await closeItem(services, lead, actions[0]?.id ?? "", "Done");
    services.clock.at = "2026-11-10T12:00:00.000Z";
    await decideAsk(services, await as(sofia.id), id, { option: 0, label: "Yes" });
    services.clock.at = NOW;

    const { text } = await read(tom.id);
    expect(text).toContain("Q3 2026: 100% (2 of 2) · Q4 2026: 80% (4 of 5)");
    expect(text).toMatch(/needed\n.*Q4 2026: not told\n/);
    expect(text).toMatch(/by their day\n.*Q4 2026: 1 of 3\n/);
    expect(text).toContain("Actions: fewer than four of five were done by their day.");
    expect(text).toContain("Of these nothing is told: decisions.");
    expect(text).not.toMatch(/Sofia|Tom|Member/);

    expect(text).not.toContain("For you alone");

    const french = (await read(sofia.id)).text;
    // Her time to decide is hers: asked on 20 October, decided on 10 November.
    expect(french).toContain(
      "Vous avez pris 1 décision ; de la demande à la décision : 15 jours ouvrés (médiane) ; 0 sur 1 à la date attendue.",
    );
    expect(french).toContain("Ces lignes ne sont montrées à personne d’autre.");
    const [one, two] = team;
    const own = await showOwn(services, await as(two?.id ?? ""), program.id);
    expect(own).toMatchObject({ promises: { kept: 0, of: 1 }, decisions: { count: 0, median: null } });
    expect(own?.open.map(({ title }) => title)).toEqual(["For m1"]);
    expect(await showOwn(services, await as(one?.id ?? ""), program.id)).toMatchObject({
      open: [],
      promises: { of: 1 },
    });
    expect(await showOwn(services, lead, program.id)).toBeNull();
    expect(french).toContain("80 % (4 sur 5)");
    expect(french).toContain("Actions : moins de quatre sur cinq");
    await db.destroy();
  });

  it("is told of no program of fewer than five people, and to nobody of its team", async () => {
    const db = await aDatabase(database);
    const { tom, team, program, services, as, week, read, record } = await atlas(db, 2);
    await week("2026-10-01", 2);
    const few = await read(tom.id);
    expect(few.shown.trend).toBeNull();
    expect(few.text).toContain("fewer than five people");
    expect(few.text).not.toMatch(/\d of \d|%/);
    const [one] = team;
    await expect(showChange(services, await as(one?.id ?? ""), program.id)).rejects.toThrow("CHANGE_NOT_YOURS");
    await record.seat(program, await record.person("fifth"), "team");
    expect((await read(tom.id)).shown.trend).not.toBeNull();
    await db.destroy();
  });

  it("stays as it was when answers were kept long enough and are gone", async () => {
    const db = await aDatabase(database);
    const { tom, week, read } = await atlas(db, 6);
    await week("2026-01-08", 6);
    const before = (await read(tom.id)).shown;
    expect(before.trend?.rounds[0]).toEqual({ kept: 1, of: 1, people: 6 });
    const rounds = await db.selectFrom("round").selectAll().execute();
    const prompts = await db.selectFrom("prompt").selectAll().execute();
    for (const { workspace_id, person_id } of prompts)
      await db
        .insertInto("asked_month")
        .values({ workspace_id, person_id, cadence_id: rounds[0]?.cadence_id ?? "", month: "2026-01" })
        .execute();
    await db.deleteFrom("prompt").execute();
    await db.updateTable("round").set({ gone_answered: 6, gone_last_answer_at: "2026-01-08T12:00:00.000Z" }).execute();
    expect((await read(tom.id)).shown).toEqual(before);
    await db.destroy();
  });
});

function shownTo(view: View | null): string {
  return view ? textOf(view) : "";
}

/** A program of six in Slack, with a check-in that four of five answered. */
async function october(database: DatabaseName) {
  const team = ["ana", "ben", "cleo", "dan", "eve"].map((handle) => ({ ...RAVI, handle, name: handle }));
  const run = await aRun({
    people: [TOM, SOFIA, ...team],
    programs: [
      { key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"], team: team.map(({ handle }) => handle) },
    ],
    cadences: [{ ...MONTHLY_TO_SPONSORS, key: "monthly", program: "atlas", audience: ["lead", "team"] }],
    start: "2026-10-30T00:00:00.000Z",
    database,
  });
  await atAnyHour(run, "tom", "sofia");
  await run.to("2026-10-30T10:00Z");
  const { questions } = run.known("tom", "monthly").cadence;
  for (const handle of ["tom", "ana", "ben", "cleo", "dan"]) {
    await openForm(run, handle, "monthly");
    await fillAndSubmit(run.as(handle), questions, { progress: `By ${handle}`, health: { colour: "green" } });
  }
  await run.to("2026-11-05T12:00Z");
  return run;
}

describe.each(databases)("the picture of a change, on %s", (database) => {
  it("comes to whoever asks for it in the view of the program, with the same in words", async () => {
    const run = await october(database);
    const [digest] = await sentAs(run, "digest", "sofia");
    if (!digest) throw new Error("no digest");
    const sofia = run.as("sofia");
    await sofia.press(digest.message, { actionId: "digest.open_program" });
    await sofia.pressInView({ actionId: "sponsorship.change" });
    expect(shownTo(sofia.view())).toContain("Q4 2026: 100% (1 of 1)");
    await sofia.pressInView({ actionId: "sponsorship.change_send" });
    await run.to("2026-11-05T12:10Z");
    const [picture] = await sentAs(run, "change-picture", "sofia");
    expect(picture?.text).toContain("Q4 2026: 100% (1 of 1)");
    const image = picture?.message.blocks.find(({ type }) => type === "image");
    expect(image).toMatchObject({ alt_text: expect.stringContaining("Q4 2026: 100% (1 of 1)") });
    expect(JSON.stringify(picture?.message)).not.toMatch(/Sofia|Tom|cleo/);
  });
});

it.each(["en-GB", "fr-FR"])(
  "a picture draws bars of five people alone, and says all of it in words in %s (B6)",
  (locale) => {
    const cell = (kept: number, of: number, people: number) => ({ kept, of, people });
    const quarters = ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"].map((label) => ({ label, from: "", until: "" }));
    const trend = {
      rounds: [cell(3, 4, 5), cell(3, 4, 6), cell(3, 4, 5), cell(4, 4, 9)],
      decisions: [cell(3, 4, 2), cell(3, 4, 1), cell(0, 0, 0), cell(0, 0, 0)],
      actions: [cell(1, 7, 4), cell(1, 7, 3), cell(1, 7, 3), cell(1, 7, 4)],
    };
    const { svg, altText } = changePicture({ locale, zone: "UTC" }, { program: "<Atlas> & co", quarters, trend });
    const drawn = svg();
    expect(drawn.match(/fill="#1F5FA8"/g)).toHaveLength(4);
    expect(drawn).not.toContain("<Atlas>");
    expect(altText.replaceAll(/\s/g, " ")).toContain(
      locale === "en-GB" ? "Q1 2026: 75% (3 of 4)" : "T1 2026 : 75 % (3 sur 4)",
    );
    expect(altText).not.toMatch(/3 (of|sur) 4.*3 (of|sur) 4.*3 (of|sur) 4.*3 (of|sur) 4/);
  },
);

it.each(["en-GB", "fr-FR"])("the view holds in %s what Slack takes, whatever was promised (F15)", (locale) => {
  const item = { type: "action", short_key: "WWWWW", number: 999, title: "<&>".repeat(100), due_on: "2026-11-20" };
  const own = {
    open: Array.from({ length: 200 }, () => ({ ...item, original_due_on: "2026-10-20", due_moves: 99 })),
    promises: { kept: 100_000, of: 100_000 },
    decisions: { count: 100_000, median: 250.5, inTime: 100_000, dated: 100_000 },
  };
  const cell = { kept: 100_000, of: 100_000, people: 100_000 };
  const cells = [cell, cell, cell, cell];
  const quarters = ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"].map((label) => ({ label, from: "", until: "" }));
  const trend = { rounds: cells, decisions: cells, actions: cells };
  const shown = { programId: "0197a0b1-0000-7000-8000-000000000000", program: "<&>".repeat(40), quarters, trend };
  const view = changeView({ locale, zone: "UTC" }, shown, own as never);
  expect(problemsInView(asJson(view))).toEqual([]);
  expect(JSON.stringify(view)).toContain(locale === "en-GB" ? "and 192 more" : "et 192 de plus");
});
