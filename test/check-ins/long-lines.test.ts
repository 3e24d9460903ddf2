import { describe, expect, it } from "vitest";
import { longLines } from "../../src/cadences/questions/field-lines.ts";
import { getTemplate } from "../../src/cadences/templates.ts";
import { fillAndSubmit } from "../../src/demo/answer-check-in.ts";
import { aRun, openForm, type Run, sentAs } from "../support/run.ts";

const { questions: WEEKLY } = getTemplate("weekly-progress");
const LONG =
  "The importer reads the receipts of all twelve stores and the loader ran for three nights without a hand on it; Leeds, Bath and York are next.";

describe("lines that count their letters", () => {
  it("are those of more than 140, without the marks of a list, in the fields that have one a line", () => {
    const line = "x".repeat(140);
    const answers = { progress: `- ${line}\n${line}`, blocker: line, next: `${line}y\nz`, request: LONG };
    expect(longLines(WEEKLY, answers)).toEqual([`${line}y`]);
    expect(longLines(WEEKLY, { progress: LONG, decision: LONG, risk: LONG, blocker: LONG })).toHaveLength(4);
  });

  it("are named on the receipt until they are shortened, in a form that *Shorten…* opens", async () => {
    const run = await aRun({
      cadences: [{ key: "weekly", program: "atlas", template: "weekly-progress", audience: ["lead", "team"] }],
    });
    await run.to("2026-11-05T14:10Z");
    const tom = run.as("tom");
    await openForm(run, "tom", "weekly");
    await fillAndSubmit(tom, WEEKLY, { health: { colour: "green" }, progress: `Export is live\n${LONG}` });
    await run.settle();
    const receipt = await receiptOf(run);
    expect(receipt.text).toContain(
      "1 line has more than 140 characters: cut on the first screen of a digest, whole in its thread.\n• The importer reads the receipts",
    );
    await tom.press(receipt.message, { label: "Shorten…" });
    await tom.waitForView();
    tom.fill("answer:progress", "Export is live\nThe importer reads all twelve stores");
    expect(await tom.submit()).toEqual({ closed: true });
    await run.settle();
    const after = await receiptOf(run);
    expect(after.text).toContain("The importer reads all twelve stores");
    expect(after.text).not.toContain("letters");
    expect(after.text).toContain("Edit");
  });
});

async function receiptOf(run: Run) {
  const receipt = (await sentAs(run, "prompt", "tom")).at(-1);
  if (!receipt) throw new Error("no receipt");
  return receipt;
}
