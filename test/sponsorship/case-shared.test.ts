/** An approved case as a message: beside the request to sponsor a program, and shared by whoever leads it. */
import { parseJson, problemsInBlocks } from "slack-sandbox";
import { expect, it } from "vitest";
import { closeItem } from "../../src/register/use-cases-acts.ts";
import { shareCase } from "../../src/sponsorship/case/use-cases-sharing.ts";
import { databases } from "../support/databases.ts";
import { asItIsNow, personIn, type Run, sentAs, textOf } from "../support/run.ts";
import { aProgram, approve, aRisk, opened, said, write } from "./cases.ts";

const inThread = async (run: Run, handle: string) => {
  const [first, ...others] = await sentAs(run, "case-in-thread", handle);
  expect(others).toEqual([]);
  return first?.message;
};
const caseOf = async (run: Run, handle: string) => {
  const message = await inThread(run, handle);
  return message ? said(textOf(asItIsNow(run, message))) : null;
};

async function share(run: Run, handle: string, programId: string, by = "lea") {
  return shareCase(run.app.services, await personIn(run, by), { programId, person: await personIn(run, handle) });
}

it.each(databases)(
  "is shared by whoever leads the program, in one modal, with somebody who may read it, on %s (case-shared)",
  async (database) => {
    const { run, programId } = await aProgram({ database, isTogether: true });
    const risk = await aRisk(run, programId, "Nobody tests");
    await write(run, "lea", { programId, text: "One import." });
    await write(run, "lea", { programId, section: "risks", items: [risk.id] });
    const measures = [{ name: "Refunds", baseline: "12", target: "3" }];
    await write(run, "lea", { programId, section: "benefits", text: "Less work.", measures });
    expect(await opened(run, "lea")).not.toContain("Share as message…");
    await expect(share(run, "sofia", programId)).rejects.toMatchObject({ code: "CASE_NOT_APPROVED" });
    await approve(run, "sofia", programId);
    await write(run, "lea", { programId, section: "cost", text: "Two people, says nobody yet." });
    expect(await opened(run, "sofia")).not.toContain("Share as message…");
    await expect(share(run, "nina", programId, "sofia")).rejects.toMatchObject({ code: "CASE_NOT_TO_SHARE" });
    await opened(run, "lea");
    await run.as("lea").pressInView({ label: "Share as message…" });
    for (const [handle, sentence] of [
      ["tom", "Tom Baker may not read the case: it is for whoever leads the program"],
      ["lea", "You read it here. Choose somebody else."],
    ] as const) {
      run.as("lea").fill("person", (await personIn(run, handle)).slack_user_id);
      expect(await run.as("lea").submit()).toMatchObject({ errors: { person: expect.stringContaining(sentence) } });
    }
    run.as("lea").fill("person", (await personIn(run, "sofia")).slack_user_id);
    const done = await run.as("lea").submit();
    expect("updated" in done && textOf(done.updated)).toContain("Sofia Rossi gets it with their next message.");
    await expect(share(run, "sofia", programId)).rejects.toMatchObject({ code: "CASE_ON_ITS_WAY" });
    await closeItem(run.app.services, await personIn(run, "lea"), risk.id, "Solved");
    // Her day is Tuesday: it comes with what else comes then, and the case below it.
    await run.to("2026-11-02T18:00:00Z");
    expect(await caseOf(run, "sofia")).toBeNull();
    await run.to("2026-11-03T18:00:00Z");
    const [line] = await sentAs(run, "case-shared", "sofia");
    const message = await inThread(run, "sofia");
    if (line) expect(message?.thread_ts).toBe(line.message.ts);
    const told = await caseOf(run, "sofia");
    expect(told).toContain("Version 1, approved by Sofia Rossi on Monday 2 November.");
    expect(told).toContain("What it’s based on has changed since it was approved:");
    for (const part of ["One import.", "Less work.", "Refunds: 12 → 3", "ATL-R-1 · Nobody tests (closed)"])
      expect(told).toContain(part);
    expect(told).not.toContain("Two people");
    if (!message) throw new Error("Nothing came");
    await run.as("sofia").press(message, { label: "Read the whole case" });
    expect(said(textOf(await run.as("sofia").waitForView()))).toContain("Two people, says nobody yet.");
    await run.as("sofia").press(message, { label: "PDF in English" });
    await run.to("2026-11-03T18:30:00Z");
    expect(
      run
        .as("sofia")
        .dm()
        .flatMap(({ files = [] }) => files),
    ).toHaveLength(1);
    const audit = await run.db.selectFrom("audit").select("after").where("action", "=", "case.shared").execute();
    expect(audit).toEqual([{ after: JSON.stringify({ version: 1 }) }]);
    // The same once more, since it has come.
    await share(run, "sofia", programId);
    await run.to("2026-11-10T18:00:00Z");
    expect(await sentAs(run, "case-in-thread", "sofia")).toHaveLength(2);
  },
);

it("tells its reader in their language, and nothing that only leads read, to leads either (case-brief-restricted)", async () => {
  const { run, programId } = await aProgram();
  await run.db.updateTable("person").set({ locale: "fr-FR" }).where("handle", "=", "nina").execute();
  const risk = await aRisk(run, programId, "Nobody tests");
  const other = await aRisk(run, programId, "Someone is ill");
  await write(run, "lea", { programId, text: "Pourquoi." });
  await write(run, "lea", { programId, section: "risks", items: [risk.id, other.id] });
  await approve(run, "sofia", programId);
  // As an older version could have left it.
  await run.db.updateTable("item").set({ disclosure: "lead" }).where("id", "=", other.id).execute();
  await share(run, "nina", programId);
  await run.to("2026-11-02T18:00:00Z");
  const told = await caseOf(run, "nina");
  expect(told).toContain("Version 1, approuvée par Sofia Rossi le dimanche 1er novembre.");
  expect(told).toContain("Nobody tests");
  expect(told).toContain("et 1 autre élément du registre");
  expect(told).toContain("Lire la note entière");
  expect(told).not.toContain("ill");
});

it("is one message that Slack takes, however much stands in it", async () => {
  const { run, programId } = await aProgram();
  const long = `${"Le but <@U1> & *tout* le reste 目的 ".repeat(200)}`.slice(0, 3000).trim();
  const risks = [];
  for (let index = 0; index < 10; index += 1)
    risks.push((await aRisk(run, programId, `${index} ${"&".repeat(140)}`)).id);
  const measures = Array.from({ length: 5 }, (_, index) => ({
    name: `${index}${"&".repeat(119)}`,
    baseline: "<".repeat(60),
    target: ">".repeat(60),
  }));
  for (const section of ["purpose", "asked", "cost", "doing-nothing", "options", "proof"] as const)
    await write(run, "lea", { programId, section, text: long });
  await write(run, "lea", { programId, section: "benefits", text: long, measures });
  await write(run, "lea", { programId, section: "risks", text: long, items: risks });
  await approve(run, "sofia", programId);
  await share(run, "sofia", programId);
  await run.to("2026-11-02T18:00:00Z");
  const message = await inThread(run, "sofia");
  expect(problemsInBlocks(parseJson(JSON.stringify(message?.blocks ?? [])) ?? [])).toEqual([]);
  const told = await caseOf(run, "sofia");
  for (const part of [
    "Purpose",
    "Top risks",
    "and 5 more items of the register",
    "Proof so far",
    "Read the whole case",
  ])
    expect(told).toContain(part);
});
