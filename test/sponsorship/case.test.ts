/** The case of a program: who reads, writes and approves it, and what two who write at once are told. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { closeItem } from "../../src/register/use-cases-acts.ts";
import { CASE_SECTIONS } from "../../src/sponsorship/case/rules.ts";
import { caseTexts } from "../../src/sponsorship/case/texts.ts";
import { readCase } from "../../src/sponsorship/case/use-cases.ts";
import { databases } from "../support/databases.ts";
import { readPdf } from "../support/pdf.ts";
import { LEA, personIn, type Run, SOFIA, TOM, textOf } from "../support/run.ts";
import { aProgram, approve, aRisk, opened, said, write } from "./cases.ts";

async function edit(run: Run, handle: string, programId: string, section = "purpose") {
  await run.as(handle).pressInView({ actionId: "case.edit", value: JSON.stringify({ programId, section }) });
  await run.as(handle).waitForView();
}

it.each(databases)(
  "is drafted, written in sections, approved by somebody else and told apart from what comes after, on %s",
  async (database) => {
    const { run, programId } = await aProgram({ database });
    const risk = await aRisk(run, programId, "The importer cannot read Polish addresses");
    const first = await opened(run, "lea");
    expect(first).toContain("Draft: nobody has approved it yet.");
    expect(first).toContain("One import for all countries.");
    expect(first).toContain("The importer cannot read Polish addresses");
    expect(first).toContain("Nothing yet. Nothing in Drumbeat says it: it comes from you.");
    // What nobody has saved is nobody's word: those above do not read it.
    const above = await opened(run, "sofia");
    // Nor is it silent about what is open (M11, H8).
    expect(above).toContain("1 open risk in the register.");
    expect(above).not.toContain("One import for all countries.");
    expect(above).toContain("Nobody has written this section yet.");

    await edit(run, "lea", programId);
    await run.as("lea").submit();
    await write(run, "lea", { programId, section: "risks", items: [risk.id] });
    await expect(approve(run, "lea", programId)).rejects.toMatchObject({ code: "CASE_OWN_WORDS" });
    await expect(approve(run, "tom", programId)).rejects.toMatchObject({ code: "CASE_NOT_YOURS" });
    const toApprove = await opened(run, "sofia");
    expect(toApprove).toContain("One import for all countries.");
    expect(toApprove).toContain("Approve version 1");
    await run.as("sofia").pressInView({ label: "Approve version 1" });
    expect(await opened(run, "lea")).toContain("Version 1, approved by Sofia Rossi on Monday 2 November.");
    await expect(approve(run, "nina", programId)).rejects.toMatchObject({ code: "CASE_NOTHING_NEW" });

    await write(run, "lea", { programId, section: "purpose", revision: 1, text: "One import, and no night shift." });
    const changed = await opened(run, "lea");
    expect(changed).toContain("Changed since, and not approved: Purpose.");
    await run.as("lea").pressInView({ label: "What changed…" });
    const differences = said(textOf(await run.as("lea").waitForView()));
    expect(differences).toMatch(
      /Purpose[\s\S]*Léa Martin[\s\S]*Before[\s\S]*One import for all countries\.[\s\S]*Now[\s\S]*no night shift/,
    );
    expect(differences).not.toContain("Polish");
  },
);

it("is not approved as it has become since it was read (B2)", async () => {
  const { run, programId } = await aProgram();
  await write(run, "lea", { programId, text: "First." });
  await opened(run, "sofia");
  await write(run, "lea", { programId, revision: 1, text: "Second." });
  await run.as("sofia").pressInView({ label: "Approve version 1" });
  expect(textOf(await run.as("sofia").waitForView())).toContain("Somebody has changed it while you were reading");
  expect(await run.db.selectFrom("case_version").select("id").execute()).toEqual([]);
});

it("is not approved without a purpose, nor by any of those who wrote what is new in it", async () => {
  const { run, programId } = await aProgram();
  await write(run, "lea", { programId, section: "cost", text: "Two people." });
  await expect(approve(run, "sofia", programId)).rejects.toMatchObject({ code: "CASE_WITHOUT_PURPOSE" });
  await write(run, "nina", { programId, text: "Fewer mistakes." });
  for (const handle of ["lea", "nina"])
    await expect(approve(run, handle, programId)).rejects.toMatchObject({ code: "CASE_OWN_WORDS" });
  expect(await approve(run, "sofia", programId)).toBe(1);
  await write(run, "lea", { programId, section: "cost", revision: 1, text: "Three people." });
  expect(await approve(run, "nina", programId)).toBe(2);
});

it("is for whoever leads the program and those above: the team does not read it, steering does not write it", async () => {
  const { run, programId } = await aProgram();
  for (const handle of ["tom", "sam"])
    await expect(readCase(run.app.services, await personIn(run, handle), programId)).rejects.toMatchObject({
      code: "CASE_NOT_YOURS",
    });
  await expect(write(run, "sofia", { programId, text: "Mine." })).rejects.toMatchObject({ code: "CASE_NOT_TO_EDIT" });
  await run.as("tom").command("/drumbeat case");
  expect(JSON.stringify(run.as("tom").ephemerals())).toContain("You read no case");
});

it("says what it rests on has changed: a risk closed, a date moved, a measure that is asked for no more", async () => {
  const { run, programId } = await aProgram({
    cadences: [
      {
        key: "monthly",
        program: "atlas",
        questions: [
          { key: "refunds", type: "number", label: { en: "Refunds", fr: "Remboursements" }, feeds: "metric" },
          { key: "value", type: "long-text", label: "Value", feeds: "value" },
        ],
        rule: { every: "month", on: { workingDay: -1 }, at: "09:00", zone: "participant" },
        audience: ["lead"],
        readers: ["sponsors"],
        disclosure: "executive",
      },
    ],
  });
  const risk = await aRisk(run, programId, "Nobody tests");
  const measures = [{ name: "Refunds", baseline: "12", target: "3" }];
  await write(run, "lea", { programId, text: "Why." });
  await write(run, "lea", { programId, section: "benefits", text: "", measures });
  await write(run, "lea", { programId, section: "risks", items: [risk.id] });
  expect(await approve(run, "sofia", programId)).toBe(1);
  expect(await opened(run, "sofia")).not.toContain("What it’s based on has changed");
  const lea = await personIn(run, "lea");
  await closeItem(run.app.services, lea, risk.id, "Solved");
  const { id: cadenceId } = await run.db.selectFrom("cadence").select("id").executeTakeFirstOrThrow();
  await run.db.updateTable("cadence").set({ state: "archived" }).where("id", "=", cadenceId).execute();
  const now = await opened(run, "sofia");
  expect(now).toContain("What it’s based on has changed since it was approved:");
  expect(now).toContain("ATL-R-1 · Nobody tests is closed");
  expect(now).toContain("no check-in asks for “Refunds” any more");
  expect(now).toContain("Refunds: 12 → 3 (no check-in asks for it any more)");
});

it.each(["en", "fr"] as const)(
  "goes out as a PDF in %s that names nobody, to whoever asks for it (B2)",
  async (language) => {
    const { run, programId } = await aProgram();
    const risk = await aRisk(run, programId, "Nobody tests");
    const measures = [{ name: "Refunds", baseline: "12", target: "" }];
    await write(run, "lea", { programId, text: "Why.\nAnd why now." });
    await write(run, "lea", { programId, section: "benefits", measures });
    await write(run, "lea", { programId, section: "risks", items: [risk.id] });
    await approve(run, "sofia", programId);
    await write(run, "lea", { programId, section: "cost", text: "Two people until June." });
    await opened(run, "sofia");
    await run.as("sofia").pressInView({ actionId: `case.pdf:${language}` });
    await run.to("2026-11-02T12:00:00Z");
    const files = run
      .as("sofia")
      .dm()
      .flatMap((message) => message.files ?? []);
    const file = run.sandbox.slack.files.opened(String(files.at(-1)?.id));
    const { text, bookmarks, pages } = await readPdf(new Uint8Array(file?.bytes ?? []));
    if (process.env.DRUMBEAT_CASE_PDFS)
      await writeFile(join(process.env.DRUMBEAT_CASE_PDFS, `case-${language}.pdf`), file?.bytes ?? "");
    expect(pages).toBe(1);
    const texts = caseTexts[language];
    expect(bookmarks).toEqual(CASE_SECTIONS.map((section) => texts.sections[section]));
    for (const part of ["And why now.", "Refunds", texts.noTarget, "Nobody tests", "Two people until June."])
      expect(said(text)).toContain(said(part));
    expect(said(text)).toContain(said(texts.status.since(texts.sections.cost)));
    for (const { name } of [LEA, SOFIA, TOM]) expect(text).not.toContain(name);
  },
);
