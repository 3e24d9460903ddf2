/** A file that is dropped into the app's messages, in both languages, and where Slack does not let it be read. */
import { expect, it } from "vitest";
import { aRun, LEA, lastMessage, type Run, SOFIA, TOM, textOf } from "../support/run.ts";

/** Tom leads Loyalty, of which Léa is; Sofia sponsors it. */
const PEOPLE = {
  people: [LEA, TOM, SOFIA],
  programs: [{ key: "atlas", title: "Loyalty", lead: "tom", sponsors: ["sofia"], team: ["lea"] }],
  cadences: [],
  start: "2026-11-30T09:00:00.000Z",
};

const CSV =
  "Type,Title,Date,Assignee,Colour\nRisk,Tills,12/01/2026,Léa Martin,red\nRisk,Tills,12/02/2026,,\nAction,Book the room,12/02/2026,Bob,\n";

const shown = (run: Run, handle: string) => {
  const view = run.as(handle).view();
  return view ? textOf(view) : "";
};

async function drops(run: Run, handle: string, csv = CSV, name = "jira.csv") {
  await run.as(handle).drop(name, Buffer.from(csv));
  return answered(run, handle);
}

/** Slack takes one message a second in a conversation. */
async function answered(run: Run, handle: string) {
  await run.to(new Date(Date.parse(run.clock.now()) + 5000).toISOString());
  return lastMessage(run, handle);
}

it("shows what would happen, imports it, and takes it back", async () => {
  const run = await aRun(PEOPLE);
  const tom = run.as("tom");
  const offer = await drops(run, "tom");
  expect(textOf(offer)).toContain("Shall I take this file into the register?");
  await tom.press(offer, { actionId: "register.import" });
  expect(await tom.submit()).toMatchObject({ errors: { dates: expect.stringContaining("two ways") } });

  tom.fill("dates", "mdy");
  await tom.submit();
  expect(shown(run, "tom")).toMatchInlineSnapshot(`
    "── What would happen ──
    *jira.csv into Loyalty*
    2 new, 1 left out
    New: Risk · Tills · Léa Martin · Tue 1 Dec
    New: Action · Book the room · Wed 2 Dec
    line 3 left out: it says the same item as line 2
    Not read: the column Colour.
    Not found here, so the items are yours, or stay with their owner: Bob (1).
    For ten minutes you can undo it. Owners hear of it after that.
    [Import] [Cancel]"
  `);
  await tom.submit();
  await run.settle();
  expect(shown(run, "tom")).toMatchInlineSnapshot(`
    "── Imported ──
    Imported into Loyalty: 2 added, 1 left out.
    line 3 left out: it says the same item as line 2
    For ten minutes you can undo it. Owners hear of it after that.
    [Close]"
  `);
  expect(await run.db.selectFrom("item").select(["title", "due_on"]).orderBy("title").execute()).toEqual([
    { title: "Book the room", due_on: "2026-12-02" },
    { title: "Tills", due_on: "2026-12-01" },
  ]);

  const done = await answered(run, "tom");
  expect(textOf(done)).toMatchInlineSnapshot(`
    "Imported into Loyalty: 2 added, 1 left out.
    Until 9:10 you can undo it; owners hear of it after that.
    [Undo] ⋯Why did I get this?"
  `);
  await tom.press(done, { actionId: "register.import_undo" });
  await run.settle();
  expect(textOf(lastMessage(run, "tom"))).toMatchInlineSnapshot(`"The import is undone: 2 items are as before."`);
  expect(await run.db.selectFrom("item").select("state").execute()).toEqual([
    { state: "dropped" },
    { state: "dropped" },
  ]);
});

it("in French; for those who lead alone; and says what it cannot read", async () => {
  const run = await aRun(PEOPLE);
  expect(textOf(await drops(run, "lea"))).toMatchInlineSnapshot(`
    "L’import revient aux responsables d’un programme. Confiez-leur ce fichier.
    ⋯Pourquoi ce message ?"
  `);
  expect(textOf(await drops(run, "lea", "%PDF-1.4", "plan.pdf"))).toMatchInlineSnapshot(`
    "Je ne lis que des tableaux : CSV, ou texte avec tabulations. Dans Excel : Enregistrer sous, CSV UTF-8. Un calendrier (.ics) se colle dans \`/drumbeat admin\`.
    ⋯Pourquoi ce message ?"
  `);

  const offer = await drops(run, "tom", 'type,title\nrisk,"open\n');
  await run.as("tom").press(offer, { actionId: "register.import" });
  await run.as("tom").submit();
  expect(shown(run, "tom")).toMatchInlineSnapshot(`
    "── Import a file ──
    This is wrong in the file, so nothing can be imported yet:
    line 2, column 2: the quotation mark that begins this cell is not closed
    [Close]"
  `);
});

it("takes pasted rows where the app may not read files", async () => {
  const run = await aRun(PEOPLE);
  const { scopes } = run.sandbox.slack.manifest;
  scopes.splice(scopes.indexOf("files:read"), 1);
  const tom = run.as("tom");
  await tom.press(await drops(run, "tom"), { actionId: "register.import" });
  tom.fill("rows", "type\ttitle\trisk\nrisk\tTills\t\n");
  await tom.submit();
  expect(shown(run, "tom")).toContain("1 new");
  await tom.submit();
  await run.settle();
  expect(await run.db.selectFrom("item").select("title").execute()).toEqual([{ title: "Tills" }]);
});
