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

const CSV = "Type,Title,Date,Assignee,Colour\nRisk,Tills,12/01/2026,Léa Martin,red\nRisk,Tills,12/02/2026,,\nAction,Book the room,12/02/2026,Bob,\n";

const shown = (run: Run, handle: string) => {
  const view = run.as(handle).view();
  return view ? textOf(view) : "";
};

async function drops(run: Run, handle: string, csv = CSV, name = "jira.csv") {
  await run.as(handle).drop(name, Buffer.from(csv));
  await run.settle();
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
  expect(shown(run, "tom")).toMatchInlineSnapshot();
  await tom.submit();
  await run.settle();
  expect(shown(run, "tom")).toMatchInlineSnapshot();
  expect((await run.db.selectFrom("item").select(["title", "due_on"]).orderBy("title").execute())).toEqual([
    { title: "Book the room", due_on: "2026-12-02" },
    { title: "Tills", due_on: "2026-12-01" },
  ]);

  const done = lastMessage(run, "tom");
  expect(textOf(done)).toMatchInlineSnapshot();
  await tom.press(done, { actionId: "register.import_undo" });
  await run.settle();
  expect(textOf(lastMessage(run, "tom"))).toMatchInlineSnapshot();
  expect(await run.db.selectFrom("item").select("state").execute()).toEqual([{ state: "dropped" }, { state: "dropped" }]);
});

it("in French; for those who lead alone; and says what it cannot read", async () => {
  const run = await aRun(PEOPLE);
  expect(textOf(await drops(run, "lea"))).toMatchInlineSnapshot();
  expect(textOf(await drops(run, "lea", "%PDF-1.4", "plan.pdf"))).toMatchInlineSnapshot();

  const offer = await drops(run, "tom", 'type,title\nrisk,"open\n');
  await run.as("tom").press(offer, { actionId: "register.import" });
  await run.as("tom").submit();
  expect(shown(run, "tom")).toMatchInlineSnapshot();
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
