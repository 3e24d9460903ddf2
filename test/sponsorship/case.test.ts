/** The case of a program as a page: who reads, writes and approves it, what it rests on, and how it goes out. */
import { expect, it } from "vitest";
import { sourceOfLine } from "../../src/pages/measures.ts";
import { readPage } from "../../src/pages/reading.ts";
import { answerPage, askForApproval, saveSection, sharePage } from "../../src/pages/writing-and-approving.ts";
import { closeProgram } from "../../src/programs/changes.ts";
import { addItem, closeItem } from "../../src/register/acts.ts";
import { caseKind } from "../../src/sponsorship/case.ts";
import { CASE_SECTIONS, sectionWords } from "../../src/sponsorship/case-texts.ts";
import { acting } from "../support/acting.ts";
import { databases } from "../support/databases.ts";
import { readPdf } from "../support/pdf.ts";
import {
  actingAs,
  aRun,
  arrivals,
  arrivalsIn,
  asItIsNow,
  atAnyHour,
  LEA,
  NINA,
  personIn,
  RAVI,
  type Run,
  type RunOptions,
  SAM,
  SOFIA,
  sentAs,
  TOM,
  textOf,
} from "../support/run.ts";

const said = (text: string) => text.replaceAll("\u00a0", " ");

/** Léa leads Atlas, Nina is her deputy, Sofia sponsors it; Tom and Ravi work for it. */
async function aProgram(options: RunOptions = {}): Promise<{ run: Run; programId: string }> {
  const run = await aRun({
    programs: [
      {
        ...{ key: "atlas", title: "Atlas", purpose: "One import for all countries.", lead: "lea", deputy: "nina" },
        ...{ sponsors: ["sofia"], team: ["tom", "ravi"] },
      },
    ],
    people: [{ ...LEA, locale: "en-GB" }, TOM, NINA, RAVI, SOFIA, SAM],
    ...options,
  });
  const { id: programId } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
  return { run, programId };
}

async function add(
  run: Run,
  programId: string,
  title: string,
  more: { type?: "risk" | "milestone"; impact?: number } = {},
) {
  const lea = await personIn(run, "lea");
  const { type = "risk", impact = 5 } = more;
  const item = { title, ownerId: lea.id, dueOn: "2026-12-01", sourceKey: `test:${title}` };
  return addItem(acting(run.app.services, lea), {
    programId,
    ...(type === "risk" ? { ...item, type, details: { probability: 4, impact } } : { ...item, type, details: {} }),
  });
}

async function write(run: Run, handle: string, programId: string, section: string, text: string, measures = "") {
  const { services } = run.app;
  const person = await personIn(run, handle);
  const rows = await run.db
    .selectFrom("page_section")
    .select("revision")
    .where("section", "=", section)
    .orderBy("revision", "desc")
    .execute();
  const [name = "", baseline = "", target = ""] = measures.split("|");
  const its = measures === "" ? [] : [{ name, baseline, target }];
  const written = { kind: caseKind, programId, section, revision: rows[0]?.revision ?? 0, text, measures: its };
  await saveSection({ ...services, actor: person }, written);
}

async function approve(run: Run, handle: string, programId: string): Promise<void> {
  const person = await personIn(run, handle);
  const { sectionIds: read } = await readPage(run.app.services, person, { kind: caseKind, programId });
  await answerPage({ ...run.app.services, actor: person }, { kind: caseKind, programId, read });
}

async function opened(run: Run, handle: string, line = "/drumbeat case ATL"): Promise<string> {
  await run.as(handle).command(line);
  return said(textOf(await run.as(handle).waitForView()));
}

it.each(databases)(
  "counts what is open, is drafted from fields alone, approved by another, and tells what comes after, on %s",
  async (database) => {
    const { run, programId } = await aProgram({ database });
    for (let count = 1; count <= 8; count += 1)
      await add(run, programId, `Risk ${count}`, { impact: count > 5 ? 5 : 1 });
    const first = await opened(run, "lea");
    expect(first).toContain("Draft: nobody has approved it yet.");
    expect(first).toContain("Draft from the program’s form. Nobody above the team reads it");
    expect(first).toContain("8 open risks, the heaviest:");
    expect(first).toContain("ATL-R-8 · Risk 8");
    expect(first).not.toContain("ATL-R-4 · Risk 4");
    // What nobody has saved is nobody's word: those above do not read it.
    const above = await opened(run, "sofia");
    expect(above).toContain("8 open risks");
    expect(above).not.toContain("One import for all countries.");

    const value = JSON.stringify({ page: "case", programId, section: "purpose" });
    await run.as("lea").pressInView({ actionId: "page.edit", value });
    await run.as("lea").waitForView();
    await run.as("lea").submit();
    await expect(approve(run, "lea", programId)).rejects.toThrow("ask Sofia Rossi or Nina");
    await expect(approve(run, "tom", programId)).rejects.toMatchObject({ code: "PAGE_NOT_YOURS" });
    expect(await opened(run, "sofia")).toContain("One import for all countries.");
    await run.as("sofia").pressInView({ label: "Approve version 1" });
    expect(await opened(run, "lea")).toContain("Version 1, approved by Sofia Rossi on Monday 2 November.");
    await expect(approve(run, "nina", programId)).rejects.toMatchObject({ code: "PAGE_NOTHING_NEW" });

    await write(run, "lea", programId, "purpose", "One import, and no night shift.");
    expect(await opened(run, "lea")).toContain("Changed since, and not approved: Purpose.");
    await run.as("lea").pressInView({ label: "What changed…" });
    expect(said(textOf(await run.as("lea").waitForView()))).toMatch(
      /Purpose[\s\S]*Léa Martin[\s\S]*Before[\s\S]*One import for all countries\.[\s\S]*Now[\s\S]*no night shift/,
    );
  },
);

it("is not approved as it has become since it was read, without a purpose, nor by who wrote what is new", async () => {
  const { run, programId } = await aProgram();
  await write(run, "lea", programId, "cost", "Two people.");
  await expect(approve(run, "sofia", programId)).rejects.toMatchObject({ code: "PAGE_UNWRITTEN" });
  await write(run, "nina", programId, "purpose", "First.");
  for (const handle of ["lea", "nina"])
    await expect(approve(run, handle, programId)).rejects.toMatchObject({ code: "PAGE_OWN_WORDS" });
  await opened(run, "sofia");
  await write(run, "nina", programId, "purpose", "Second.");
  await run.as("sofia").pressInView({ label: "Approve version 1" });
  expect(textOf(await run.as("sofia").waitForView())).toContain("Somebody has changed it while you were reading");
});

it("is drafted with what waiting costs, of the requests that say so", async () => {
  const { run, programId } = await aProgram();
  const asked = {
    programId,
    type: "request" as const,
    ownerId: (await personIn(run, "sofia")).id,
    dueOn: "2026-12-01",
  };
  const lea = await actingAs(run, "lea");
  for (const costOfWaiting of ["A month a quarter", undefined])
    await addItem(lea, {
      ...asked,
      title: `Two testers? ${costOfWaiting}`,
      details: { kind: "decision", costOfWaiting },
      sourceKey: `test:${costOfWaiting}`,
    });
  const shown = await opened(run, "lea");
  expect(shown).toContain("A month a quarter (ATL-REQ-1)");
  expect(shown).not.toContain("(ATL-REQ-2)");
});

it("is neither written nor approved once its program is closed", async () => {
  const { run, programId } = await aProgram();
  await write(run, "lea", programId, "purpose", "One import.");
  await closeProgram(await actingAs(run, "lea"), { programId });
  const refused = { code: "PAGE_PROGRAM_CLOSED" };
  await expect(approve(run, "sofia", programId)).rejects.toMatchObject(refused);
  await expect(write(run, "lea", programId, "purpose", "Another.")).rejects.toMatchObject(refused);
  expect(await run.db.selectFrom("page_version").selectAll().execute()).toEqual([]);
});

it("keeps what two who write at once have typed", async () => {
  const { run, programId } = await aProgram();
  await opened(run, "lea");
  const value = JSON.stringify({ page: "case", programId, section: "benefits" });
  await run.as("lea").pressInView({ actionId: "page.edit", value });
  await run.as("lea").waitForView();
  run.as("lea").fill("text", "Fewer refunds.");
  await write(run, "nina", programId, "benefits", "Fewer calls.");
  expect(await run.as("lea").submit()).toMatchObject({
    errors: { text: expect.stringContaining("while you were writing: “Fewer calls.”") },
  });
});

it("is asked for approval at once, and whoever asked reads that it was given", async () => {
  const { run, programId } = await aProgram({ start: "2026-11-02T09:00:00.000Z" });
  await atAnyHour(run, "sofia", "lea");
  await write(run, "lea", programId, "purpose", "One import.");
  const ask = async (handle: string) =>
    askForApproval(await actingAs(run, "lea"), {
      ...{ kind: caseKind, programId },
      approver: await personIn(run, handle),
    });
  await expect(ask("lea")).rejects.toMatchObject({ code: "PAGE_AUTHOR" });
  await expect(ask("tom")).rejects.toMatchObject({ code: "PAGE_APPROVER" });
  await ask("sofia");
  await run.to("2026-11-02T10:00:00Z");
  const [asked] = arrivals(run, "sofia").filter(({ text }) => text.includes("asks you to approve"));
  if (!asked) throw new Error("Nobody was asked");
  expect(await opened(run, "lea")).toContain("Sofia Rossi was asked on Monday 2 November to approve it.");
  // A change withdraws what was asked.
  await write(run, "lea", programId, "purpose", "One import, at last.");
  await run.settle();
  expect(textOf(asItIsNow(run, asked.message))).toContain("this has changed since");
  await ask("sofia");
  await approve(run, "sofia", programId);
  await run.to("2026-11-03T12:00:00Z");
  expect(arrivals(run, "lea").some(({ text }) => text.includes("Sofia Rossi approved *The case · Atlas*"))).toBe(true);
});

it("is sent back with a reason, which whoever asked reads in the morning and on the page, until it is changed", async () => {
  const { run, programId } = await aProgram({ start: "2026-11-02T09:00:00.000Z" });
  await atAnyHour(run, "sofia", "nina");
  await write(run, "lea", programId, "purpose", "One import.");
  await write(run, "nina", programId, "cost", "Two people.");
  const page = { kind: caseKind, programId };
  await askForApproval(await actingAs(run, "lea"), { ...page, approver: await personIn(run, "sofia") });
  await opened(run, "sofia");
  await run.as("sofia").pressInView({ label: "Send back…" });
  await run.as("sofia").waitForView();
  run.as("sofia").fill("reason", " \u200b\u3164");
  expect(await run.as("sofia").submit()).toMatchObject({ errors: { reason: "Write what should change." } });
  run.as("sofia").fill("reason", "Say for whom.");
  await run.as("sofia").submit();
  expect(await opened(run, "lea")).toContain("Sofia Rossi sent it back on Monday 2 November: “Say for whom.”");
  await run.to("2026-11-03T12:00:00Z");
  const note = "Sofia Rossi sent *The case · Atlas* back: “Say for whom.”";
  for (const writer of ["lea", "nina"])
    expect(arrivals(run, writer).some(({ text }) => text.includes(note))).toBe(true);
  await write(run, "lea", programId, "purpose", "One import for all shops.");
  expect(await opened(run, "lea")).not.toContain("sent it back");
  await approve(run, "sofia", programId);
  expect((await readPage(run.app.services, await personIn(run, "lea"), page)).version).toMatchObject({ number: 1 });
});

it.each(databases)(
  "says in whoever leads' Monday message what it rests on has changed, once, on %s",
  async (database) => {
    const { run, programId } = await aProgram({ database, isTogether: true });
    const risk = await add(run, programId, "Nobody tests");
    const launch = await add(run, programId, "Launch", { type: "milestone" });
    await write(run, "lea", programId, "purpose", "Why.");
    await approve(run, "sofia", programId);
    await closeItem(await actingAs(run, "lea"), { id: risk.id, note: "Solved" });
    await run.db.updateTable("item").set({ due_on: "2027-01-15" }).where("id", "=", launch.id).execute();
    await run.to("2026-11-16T21:00:00Z");
    const lines = (handle: string) => arrivals(run, handle).filter(({ text }) => text.includes("is based on 2 facts"));
    expect(lines("lea")).toHaveLength(1);
    for (const other of ["nina", "sofia", "tom"]) expect(lines(other)).toEqual([]);
    const page = await opened(run, "lea");
    expect(page).toContain("What it’s based on has changed since it was approved:");
    expect(page).toContain("ATL-R-1 · Nobody tests is closed");
    expect(page).toContain("ATL-M-1 · Launch moved: Tue 1 Dec → Fri 15 Jan");
  },
);

it("is shared with somebody who may read it, and with a channel, where nothing of the register stands", async () => {
  const channels = [{ name: "atlas-talk", isPrivate: false, members: ["lea", "tom"] }];
  const { run, programId } = await aProgram({ channels });
  await atAnyHour(run, "sofia", "nina");
  const risk = await add(run, programId, "Nobody tests");
  await write(run, "lea", programId, "purpose", "One import.");
  await write(run, "lea", programId, "benefits", "Less work.", "Refunds|12|3");
  await write(run, "lea", programId, "risks", "We train two more.");
  const lea = await actingAs(run, "lea");
  const channelId =
    [...run.sandbox.slack.workspace.channels.values()].find(({ name }) => name === "atlas-talk")?.id ?? "";
  const share = async (handle: string | null, viewId: string) =>
    sharePage(lea, {
      ...{ kind: caseKind, programId, viewId, channelId: handle === null ? channelId : null },
      person: handle === null ? null : await personIn(run, handle),
    });
  await expect(share("sofia", "V0")).rejects.toMatchObject({ code: "PAGE_NOT_APPROVED" });
  await approve(run, "sofia", programId);
  await write(run, "lea", programId, "cost", "Two people, says nobody yet.");
  await expect(share("tom", "V1")).rejects.toThrow("Tom Baker may not read it. The case is for whoever leads");
  await share("sofia", "V2");
  await share(null, "V3");
  await run.to("2026-11-02T12:00:00Z");
  const [shared] = await sentAs(run, "page-shared", "sofia");
  const told = said(textOf(shared?.message ?? expect.fail("Nothing came")));
  for (const part of ["Léa Martin shares *The case · Atlas*", "One import.", "Refunds: 12 → 3", "Nobody tests"])
    expect(told).toContain(part);
  expect(told).not.toContain("Two people");
  const posted = arrivalsIn(run, channelId).map(({ message }) => said(textOf(message)));
  expect(posted.at(-1)).toContain("We train two more.");
  expect(posted.at(-1)).not.toContain(risk.title);
  // Wherever it stands, the next version takes the place of this one.
  await approve(run, "sofia", programId);
  await run.settle();
  const sharedNow = [shared?.message, arrivalsIn(run, channelId).at(-1)?.message].map((message) =>
    said(textOf(asItIsNow(run, message ?? expect.fail("Nothing came")))),
  );
  for (const text of sharedNow) expect(text).toMatch(/Version 2[\s\S]*Two people, says nobody yet\./);
});

it("is for whoever leads the program and those above, and keeps from all what is for the team or its leads", async () => {
  const { run, programId } = await aProgram();
  const risk = await add(run, programId, "Someone is ill");
  for (const disclosure of ["lead", "team"] as const) {
    await run.db.updateTable("item").set({ disclosure }).where("id", "=", risk.id).execute();
    for (const handle of ["lea", "sofia"]) expect(await opened(run, handle)).not.toContain("ill");
  }
  for (const handle of ["tom", "sam"])
    await expect(
      readPage(run.app.services, await personIn(run, handle), { kind: caseKind, programId }),
    ).rejects.toMatchObject({
      code: "PAGE_NOT_YOURS",
    });
  await expect(write(run, "sofia", programId, "purpose", "Mine.")).rejects.toMatchObject({ code: "PAGE_NOT_TO_WRITE" });
  await run.as("tom").command("/drumbeat case");
  expect(JSON.stringify(run.as("tom").ephemerals())).toContain("*Programs*");
});

it.each(["en", "fr"] as const)(
  "goes out as a PDF in %s that names nobody, to whoever asks for it",
  async (language) => {
    const { run, programId } = await aProgram();
    await run.db
      .updateTable("person")
      .set({ locale: language === "en" ? "en-GB" : "fr-FR" })
      .execute();
    await add(run, programId, "Nobody tests");
    await write(run, "lea", programId, "purpose", "Why.\nAnd why now.");
    await write(run, "lea", programId, "benefits", "", "Refunds|12|");
    await approve(run, "sofia", programId);
    await opened(run, "sofia");
    await run.as("sofia").pressInView({ label: "PDF" });
    await run.to("2026-11-02T12:00:00Z");
    const files = run
      .as("sofia")
      .dm()
      .flatMap((message) => message.files ?? []);
    const file = run.sandbox.slack.files.opened(String(files.at(-1)?.id));
    const { text, bookmarks, pages } = await readPdf(new Uint8Array(file?.bytes ?? []));
    expect(pages).toBe(1);
    expect(bookmarks).toEqual(CASE_SECTIONS.map((section) => sectionWords(section)[language].title));
    for (const part of ["And why now.", "Refunds", "12 →", "Nobody tests"]) expect(said(text)).toContain(part);
    for (const { name } of [LEA, SOFIA, TOM]) expect(text).not.toContain(name);
  },
);

it("turns an old line of measures into a measure, which takes its place", async () => {
  const { run, programId } = await aProgram();
  await write(run, "lea", programId, "benefits", "Fewer calls.", "Refunds|12%|3%");
  await opened(run, "lea");
  const value = JSON.stringify({ page: "case", programId, section: "benefits", place: 0 });
  await run.as("lea").pressInView({ actionId: "page.measure", value });
  const form = await run.as("lea").waitForView();
  expect(textOf(form)).toMatch(/Refunds[\s\S]*Should fall[\s\S]*12[\s\S]*3/);
  run.as("lea").fill("baselineOn", "2026-10-31");
  run.as("lea").fill("due", "2027-10-31");
  await run.as("lea").submit();
  await run.settle();
  expect(await run.db.selectFrom("item").select(["type", "title"]).where("type", "=", "measure").execute()).toEqual([
    { type: "measure", title: "Refunds" },
  ]);
  const last = run.db.selectFrom("page_section").select(["text", "measures"]).orderBy("revision", "desc");
  expect(await last.executeTakeFirstOrThrow()).toEqual({ text: "Fewer calls.", measures: "[]" });
});

it.each([
  ["says something else by now", "atlas", "Refunds|12%|2%"],
  ["is of another program", "borea", ""],
])("keeps an old line that %s", async (_, key, rewritten) => {
  const team = ["tom", "ravi"];
  const { run } = await aProgram({
    programs: ["atlas", "borea"].map((each) => ({ key: each, title: each, lead: "lea", team })),
  });
  const programs = await run.db.selectFrom("program").select(["id", "key"]).execute();
  const idOf = (wanted: string) => programs.find((program) => program.key === wanted)?.id ?? "";
  await write(run, "lea", idOf("atlas"), "benefits", "", "Refunds|12%|3%");
  const sections = () => run.db.selectFrom("page_section").select(["id", "measures"]).orderBy("revision").execute();
  const [{ id: sectionId } = { id: "" }] = await sections();
  if (rewritten !== "") await write(run, "lea", idOf("atlas"), "benefits", "", rewritten);
  const before = await sections();
  const lea = await actingAs(run, "lea");
  await addItem(lea, {
    ...{ programId: idOf(key), type: "measure", title: "Refunds", ownerId: lea.actor.id, dueOn: "2027-10-31" },
    details: {
      direction: "fall",
      baseline: "12",
      baselineOn: "2026-10-31",
      target: "3",
      rhythm: "monthly",
      knownOn: 2,
    },
    sourceKey: sourceOfLine({ sectionId, place: 0 }),
  });
  await run.settle();
  expect(await sections()).toEqual(before);
});
