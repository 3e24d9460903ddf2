/** What somebody reads of what is kept about them, and takes along: for that person alone, whole, and nothing of others. */
import { mkdtemp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { openDatabase } from "../../src/platform/database.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { exportPerson } from "../../src/privacy/my-data/cli.ts";
import { PAGES } from "../../src/privacy/my-data/rules.ts";
import { myData, pageOf, sendOwnData } from "../../src/privacy/my-data/use-cases.ts";
import { raiseItem } from "../../src/register/use-cases.ts";
import { addItem, closeItem } from "../../src/register/use-cases-acts.ts";
import { databases } from "../support/databases.ts";
import { readPdf } from "../support/pdf.ts";
import { readsAtLarge } from "../support/query-plans.ts";
import { personIn, type Run, savedWith, textOf } from "../support/run.ts";
import { scratch } from "../support/scratch.ts";
import { answer, aTeamsDay, nameAdmin } from "./a-story.ts";

async function opened(run: Run, handle: string, line = "/drumbeat my data"): Promise<string> {
  await run
    .as(handle)
    .closeView({ all: true })
    .catch(() => undefined);
  await run.as(handle).command(line);
  return textOf(await run.as(handle).waitForView()).replaceAll("\u00a0", " ");
}

async function seen(run: Run, handle: string, kind: string): Promise<string> {
  await opened(run, handle);
  await run.as(handle).pressInView({ actionId: `my_data.see:${kind}` });
  return textOf(await run.as(handle).waitForView()).replaceAll("\u00a0", " ");
}

/** The files that came into their messages. */
async function filesOf(run: Run, handle: string): Promise<{ json: string; pdf: string; said: string }> {
  const reply = run
    .as(handle)
    .dm()
    .findLast(({ files = [] }) => files.length > 0);
  const bytes = (end: string) => {
    const file = reply?.files?.find(({ name }) => String(name).endsWith(end));
    return run.sandbox.slack.files.opened(String(file?.id))?.bytes ?? Buffer.alloc(0);
  };
  const { lines } = await readPdf(new Uint8Array(bytes(".pdf")));
  return {
    json: bytes(".json").toString("utf8"),
    pdf: lines.join(" ").replaceAll(/\s+/g, " "),
    said: reply?.text ?? "",
  };
}

async function aDayOfThree(database?: (typeof databases)[number]): Promise<Run> {
  const run = await aTeamsDay({ ...(database && { database }) });
  await nameAdmin(run, "nina");
  await answer(run, "tom", { moved: "The import of France runs.", blocked: "The certificate is missing." });
  await answer(run, "ravi", { moved: "I waited for Tom Baker all day." });
  await answer(run, "ravi", { moved: "Tom Baker is always late." }, "confidential");
  await run.to("2026-11-05T12:00Z");
  return run;
}

describe.each(databases)("on %s", (database) => {
  it("says by kind what is kept, until when, who reads it, and what others wrote as far as they may read it (V10) (own-data)", async () => {
    const run = await aDayOfThree(database);
    const page = await opened(run, "tom");
    expect(page).toContain("*Not for appraisal, pay or discipline.*");
    expect(page).toContain("ask an admin, ");
    expect(page).toContain("*Your answers* · 3 entries");
    expect(page).toContain("Kept for 6 months after a daily check-in closed, else 24 months");
    expect(page).toContain("Read by the leads of Atlas and its team");
    expect(page).toContain("There is nothing under: Your preferences, Your absences");
    expect(page).toContain("It shows the account Tom Baker alone");
    expect(await seen(run, "tom", "answers")).toContain("│ The import of France runs.");
    const digests = await seen(run, "tom", "digests");
    expect(digests).toContain("sent to Sofia Rossi");
    expect(digests).toContain("│ The import of France runs.");
    const others = await seen(run, "tom", "others");
    expect(others).toContain("│ I waited for Tom Baker all day.");
    expect(others).toContain("1 other text names you that you may not read here.");
    expect(others).not.toContain("always late");
  });

  it("sends all of it as JSON and PDF, and nothing that is another's (DATA1) (own-data)", async () => {
    const run = await aDayOfThree(database);
    const [tom, lea] = [await personIn(run, "tom"), await personIn(run, "lea")];
    const { id: programId } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
    const risk = { type: "risk" as const, title: "A risk of mine", description: "Its description", details: {} };
    await addItem(run.app.services, tom, programId, { ...risk, ownerId: lea.id, sourceKey: "test" });
    await opened(run, "tom");
    await run.as("tom").pressInView({ actionId: "my_data.download" });
    expect(await savedWith(run, "tom")).toContain("They come into your messages");
    await run.to("2026-11-05T12:05Z");
    const { json, pdf, said } = await filesOf(run, "tom");
    expect(said).toContain("Not for appraisal, pay or discipline.");
    for (const file of [json, pdf]) {
      expect(file).toContain("Not for appraisal, pay or discipline.");
      for (const own of [
        "The import of France runs.",
        "The certificate is missing.",
        "A risk of mine",
        "Its description",
      ])
        expect(file).toContain(own);
      for (const theirs of ["always late", "Ravi Nair", "Sofia Rossi"]) expect(file).not.toContain(theirs);
    }
    const read = JSON.parse(json);
    expect(read.person).toMatchObject({ handle: "tom" });
    expect(read.kinds.answers.check_in).toHaveLength(1);
    expect(read.kinds.record.item.find((one: { title: string }) => one.title === "A risk of mine")).toMatchObject({
      raised_by: "tom",
      owner_id: "Lead",
    });
    expect(json).not.toContain(lea.id);
    expect(json).not.toContain(tom.id);
  });
});

it("is found by what people type for it, in both languages", async () => {
  const run = await aTeamsDay();
  for (const typed of ["my data", "my-data", "data", "MES DONNÉES", "mes donnees", "données", "donnees"])
    expect(await opened(run, "lea", `/drumbeat ${typed}`)).toContain("Ni pour l’évaluation");
});

it("turns its pages in the order of time", async () => {
  const run = await aDayOfThree();
  const first = await seen(run, "tom", "messages");
  expect(first).toContain("1 to 20 of");
  await run.as("tom").pressInView({ actionId: "my_data.earlier" });
  const second = textOf(await run.as("tom").waitForView());
  expect(second).toContain("21 to 40 of");
  await run.as("tom").pressInView({ actionId: "my_data.later" });
  expect(textOf(await run.as("tom").waitForView()).replaceAll("\u00a0", " ")).toBe(first);
});

it("has what they wrote in every text of theirs, in both files and on its page (DATA1)", async () => {
  const run = await aDayOfThree();
  const tom = await personIn(run, "tom");
  const { workspace_id } = tom;
  const at = run.clock.now();
  const { id: programId } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
  const { id: prompt_id } = await run.db
    .selectFrom("prompt")
    .select("id")
    .where("person_id", "=", tom.id)
    .where("state", "=", "sent")
    .orderBy("id")
    .executeTakeFirstOrThrow();
  const said = (where: string) => `Zebra in ${where}`;
  const risk = { type: "risk" as const, title: said("title"), description: said("description"), sourceKey: "test" };
  const item = await addItem(run.app.services, tom, programId, { ...risk, details: { effect: said("details") } });
  await closeItem(run.app.services, tom, item.id, said("note"));
  const typed = { workspace_id, person_id: tom.id, ts: "1.1", text: said("typed"), at };
  await run.db.insertInto("typed_words").values(typed).execute();
  const fields = JSON.stringify({ "answer:moved": { value: said("fields") } });
  await run.db.insertInto("half_filled_form").values({ workspace_id, prompt_id, fields, updated_at: at }).execute();
  const content = JSON.stringify({ title: said("content") });
  const draft = { workspace_id, id: "draft", person_id: tom.id, content, updated_at: at };
  await run.db.insertInto("cadence_draft").values(draft).execute();
  await run.db
    .updateTable("prompt")
    .set({ reason: said("reason") })
    .where("id", "=", prompt_id)
    .execute();
  await sendOwnData(run.app.services, tom);
  await run.settle();
  await run.to("2026-11-05T12:10Z");
  const { json, pdf } = await filesOf(run, "tom");
  const places = ["title", "description", "details", "note", "typed", "fields", "content", "reason"];
  for (const place of places) {
    expect(json).toContain(said(place));
    expect(pdf).toContain(said(place));
  }
  expect(await seen(run, "tom", "drafts")).toContain(said("fields"));
});

it("has what they wrote for the lead alone in no file of Slack’s, but on its page, whole, and in the copy (V9)", async () => {
  const run = await aDayOfThree();
  const tom = await personIn(run, "tom");
  const { workspace_id } = tom;
  const { services } = run.app;
  const long = "and further ".repeat(80);
  const said = (where: string) => `Zebra in ${where}`;
  await answer(
    run,
    "tom",
    { moved: `${said("answer")} ${long} ${said("end")}`, blocked: said("blocker") },
    "confidential",
  );
  const { id: programId } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
  const ask = {
    type: "ask" as const,
    title: said("title"),
    description: said("description"),
    sourceKey: "test",
    disclosure: "lead" as const,
    details: { kind: "decision" as const, options: [{ label: said("option"), doesNothing: false }] },
  };
  const item = await inTransaction(run.db, (tx) => raiseItem(services, tx, tom, programId, ask));
  const vote = { workspace_id, item_id: item.id, circulation: 1, revision: 1, person_id: tom.id, option: 0 };
  await run.db
    .insertInto("ask_vote")
    .values({ ...vote, cast_at: run.clock.now() })
    .execute();
  const prompt = await run.db
    .selectFrom("prompt")
    .innerJoin("round", "round.id", "prompt.round_id")
    .innerJoin("cadence", "cadence.id", "round.cadence_id")
    .innerJoin("check_in", (join) =>
      join.onRef("check_in.round_id", "=", "round.id").onRef("check_in.person_id", "=", "prompt.person_id"),
    )
    .select(["prompt.id", "prompt.round_id", "check_in.id as check_in_id"])
    .where("prompt.person_id", "=", tom.id)
    .where("cadence.key", "=", "confidential")
    .executeTakeFirstOrThrow();
  const fields = JSON.stringify({ "answer:moved": { value: said("fields") } });
  const half = { workspace_id, prompt_id: prompt.id, fields, updated_at: run.clock.now() };
  await run.db.insertInto("half_filled_form").values(half).execute();
  const question = {
    ...{ workspace_id, id: "question", program_id: programId, owner_id: tom.id, round_id: prompt.round_id },
    ...{ check_in_id: prompt.check_in_id, colour: "green" as const, asked_at: run.clock.now() },
    ...{ shown_at: run.clock.now(), state: "stays" as const, reason: said("reason"), answered_at: run.clock.now() },
  };
  await run.db.insertInto("health_question").values(question).execute();
  await closeItem(services, tom, item.id, said("note"));
  await sendOwnData(services, tom);
  await run.settle();
  await run.to("2026-11-05T12:10Z");
  const { json, pdf } = await filesOf(run, "tom");
  const out = join(await mkdtemp(join(scratch, "own-")), "tom.json");
  expect(await exportPerson(services, tom, { format: "json", out, reason: "By letter", language: "en" })).toBe(0);
  const copy = await readFile(out, "utf8");
  const pages = [
    await seen(run, "tom", "answers"),
    await seen(run, "tom", "record"),
    await seen(run, "tom", "drafts"),
  ].join();
  for (const place of ["answer", "blocker", "title", "description", "option", "note", "fields", "reason"]) {
    expect(json, place).not.toContain(said(place));
    expect(pdf, place).not.toContain(said(place));
    expect(copy, place).toContain(said(place));
    expect(pages, place).toContain(said(place));
  }
  expect(JSON.parse(json).leftOut).toContain("stands as […]");
  expect(pdf).toContain("stands as […]");
  expect(JSON.parse(copy)).not.toHaveProperty("leftOut");
  // What a page shortens is read whole there.
  expect(await seen(run, "tom", "answers")).not.toContain(said("end"));
  await run.as("tom").pressInView({ actionId: "my_data.whole" });
  expect(textOf(await run.as("tom").waitForView())).toContain(said("end"));
});

it("reads by indexes, but for tables of which a workspace has few rows", async () => {
  const run = await aDayOfThree();
  const tom = await personIn(run, "tom");
  const statements: string[] = [];
  const db = openDatabase(run.location, { onStatement: (sql) => statements.push(sql) });
  onTestFinished(() => db.destroy());
  const services = { ...run.app.services, db };
  await myData(services, tom);
  for (const of of PAGES) await pageOf(services, tom, { of, page: 0 });
  const few =
    /(?:SEARCH|SCAN) (?:digest_approval|digest_hold|digest_wording|cadence_draft|erasure|cadence|program)\b|SCAN (?:lines|told|said)$/;
  const large = (await readsAtLarge(db, statements)).flatMap((found) => found.split(": select")[0]?.split(" | ") ?? []);
  expect(large.filter((step) => !few.test(step))).toEqual([]);
});

it("has nothing restricted of others in a file, also for whoever may read it on the page (V9)", async () => {
  const run = await aTeamsDay();
  await answer(run, "ravi", { moved: "Léa Martin never answers." }, "confidential");
  const lea = await personIn(run, "lea");
  expect(await seen(run, "lea", "others")).toContain("Léa Martin never answers.");
  await sendOwnData(run.app.services, lea);
  await run.settle();
  await run.to("2026-10-30T13:00Z");
  const { json, pdf } = await filesOf(run, "lea");
  expect(JSON.parse(json).writtenByOthers).toMatchObject({ texts: [], notYoursToReadHere: 1 });
  for (const file of [json, pdf]) expect(file).not.toContain("never answers");
});

/** What the command says to whoever runs it. */
function sayings(): string[] {
  const said: string[] = [];
  const write = vi.spyOn(process.stderr, "write").mockImplementation((line) => {
    said.push(String(line));
    return true;
  });
  onTestFinished(() => write.mockRestore());
  return said;
}

describe("is given out by the operator", () => {
  it("with a reason, which the person reads (V3)", async () => {
    const run = await aDayOfThree();
    const tom = await personIn(run, "tom");
    const out = join(await mkdtemp(join(scratch, "own-")), "tom");
    const said = sayings();
    const given = (format: string, reason: string) =>
      exportPerson(run.app.services, tom, { format, out: `${out}.${format}`, reason, language: "en" });
    expect(await given("json", "")).toBe(1);
    expect(said.join("")).toContain("--reason");
    for (const format of ["json", "pdf"]) expect(await given(format, "Asked by letter")).toBe(0);
    expect(await readFile(`${out}.json`, "utf8")).toContain("The import of France runs.");
    expect((await readFile(`${out}.pdf`)).subarray(0, 5).toString()).toBe("%PDF-");
    const audit = await seen(run, "tom", "audit");
    expect(audit).toContain("Act · exported someone’s data by name");
    expect(audit).toContain("drumbeat person export, pdf");
    expect(audit).toContain("Asked by letter");
  });
});

it("holds for somebody with 20,000 rows", { timeout: 60_000 }, async () => {
  const run = await aTeamsDay();
  const tom = await personIn(run, "tom");
  await answer(run, "tom", { moved: "The last of twenty thousand." });
  const [last] = await run.db.selectFrom("audit").selectAll().limit(1).execute();
  const rows = Array.from({ length: 20_000 }, (_, index) => ({
    workspace_id: tom.workspace_id,
    id: `0000-${String(index).padStart(6, "0")}`,
    at: "2026-10-01T00:00:00.000Z",
    actor_id: tom.id,
    action: "program.changed",
    subject_kind: "program",
    subject_id: "p",
    before: null,
    after: JSON.stringify({ title: `Title ${index}` }),
    program_id: last?.program_id ?? null,
  }));
  for (let from = 0; from < rows.length; from += 1000)
    await run.db
      .insertInto("audit")
      .values(rows.slice(from, from + 1000))
      .execute();
  const started = performance.now();
  expect(await opened(run, "tom")).toContain("*The audit log* · 20,000 entries");
  expect(performance.now() - started).toBeLessThan(1500);
  await sendOwnData(run.app.services, tom);
  await run.settle();
  await run.to("2026-10-30T12:30Z");
  const { json, pdf } = await filesOf(run, "tom");
  expect(JSON.parse(json).kinds.audit.audit).toHaveLength(20_000);
  expect(pdf).toContain("The newest 500 of 20,000; all are in the JSON file.");
});
