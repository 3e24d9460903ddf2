import { WebClient } from "@slack/web-api";
import { asJson } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import { fillAndSubmit } from "../../src/demo/answer-check-in.ts";
import { closeProgram } from "../../src/programs/changes.ts";
import { aCopyFor, told } from "../support/copies.ts";
import {
  actingAs,
  aRun,
  arrivals,
  asItIsNow,
  fillIn,
  lastMessage,
  openForm,
  type Run,
  textOf,
} from "../support/run.ts";

const TEN = "2026-11-02T10:00Z";

async function countRevisions(run: Run): Promise<number> {
  const rows = await run.db.selectFrom("check_in_revision").select("revision").execute();
  return rows.length;
}

/** The view that the submission left open, as text. Throws when it closed. */
async function leftOpenAfterSubmit(run: Run, handle: string): Promise<string> {
  const result = await run.as(handle).submit();
  if (!("updated" in result)) throw new Error(`expected a notice, got ${JSON.stringify(result)}`);
  return textOf(result.updated);
}

describe("a form that is submitted too late", () => {
  it("stays open with a message in the person's language and all of the text, and stores nothing", async () => {
    const run = await aRun({
      cadences: [{ key: "daily", program: "atlas", template: "daily-team", audience: ["lead", "team"] }],
    });
    await run.to("2026-11-02T16:00Z");
    await fillIn(run, "lea", "Texte à garder");
    // New York closes last, at 14:30Z; by then Tuesday's round is the one that counts.
    await run.to("2026-11-03T15:00Z");
    const shown = await leftOpenAfterSubmit(run, "lea");
    expect(shown).toContain("Ce point d’étape est fermé et un plus récent a été ouvert.");
    expect(shown).toContain("Texte à garder");
    expect(await countRevisions(run)).toBe(0);
    // Pressed again, it says the same, once.
    const again = await leftOpenAfterSubmit(run, "lea");
    expect(again.split("Ce point d’étape est fermé")).toHaveLength(2);
    expect(again).toContain("Texte à garder");
  });
});

describe("somebody else's check-in", () => {
  it("is refused kindly when its button is pressed in a forwarded copy", async () => {
    const run = await aRun();
    await run.to(TEN);
    const copy = await aCopyFor(run, "sam", lastMessage(run, "tom"));
    for (const label of ["Check in", "Nothing to report", "Later"]) await run.as("sam").press(copy, { label });
    await run.as("sam").press(copy, { actionId: "check_in.menu", option: "Skip this time" });
    const refusal = "This check-in is for someone else, so only they can answer it.";
    await told(run, "sam", [refusal, refusal, refusal, refusal]);
    expect(run.as("sam").view()).toBeNull();
    expect(await countRevisions(run)).toBe(0);
    const [prompt] = await run.db.selectFrom("prompt").select("state").where("sent_at", "is not", null).execute();
    expect(prompt?.state).toBe("sent");
  });

  it("is refused when its form is forged, and the text stays", async () => {
    const run = await aRun();
    await run.to(TEN);
    const form = await openForm(run, "tom");
    const copy = await aCopyFor(run, "sam", lastMessage(run, "tom"));
    await run.as("sam").press(copy, { label: "Check in" });
    const pressed = run.transcript.findLast(({ direction, by }) => direction === "act" && by === "sam");
    const client = new WebClient(run.sandbox.botToken, { slackApiUrl: run.sandbox.apiUrl });
    const { title, submit, callback_id, private_metadata, blocks } = form;
    const view = JSON.stringify(asJson({ type: "modal", title, submit, callback_id, private_metadata, blocks }));
    await client.apiCall("views.open", { trigger_id: String(pressed?.body.trigger_id), view });
    run.as("sam").fill("answer:progress", "I am Tom");
    run.as("sam").fill("answer:next", "Trust me");
    const shown = await leftOpenAfterSubmit(run, "sam");
    expect(shown).toContain("This check-in is for someone else, so only they can answer it.");
    expect(shown).toContain("I am Tom");
    expect(await countRevisions(run)).toBe(0);
    expect(arrivals(run, "tom")).toHaveLength(1);
  });
});

describe("an answer of a closed program", () => {
  const CLOSED = "“Atlas” is closed, so its register can’t change. Its leads can reopen it";
  const questions = [
    { key: "progress", type: "long-text", label: "Done", feeds: "progress" },
    { key: "risk", type: "long-text", label: "Risk", feeds: "risk" },
  ];
  const rule = { every: "day", at: "09:30", zone: "participant" };
  /** Tom has named a risk; Ravi has not answered. */
  const answered = async () => {
    const run = await aRun({ cadences: [{ key: "daily", program: "atlas", questions, audience: ["team"], rule }] });
    await run.to(TEN);
    await openForm(run, "tom");
    await fillAndSubmit(run.as("tom"), run.known("tom", "daily").cadence.questions, {
      progress: "Built.",
      risk: "It may slip",
    });
    await run.settle();
    const close = async () => {
      const { id } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
      await closeProgram(await actingAs(run, "lea"), { programId: id });
      await run.settle();
    };
    return { run, close, card: () => asItIsNow(run, lastMessage(run, "tom")) };
  };

  it("is not changed by a form that was open; it keeps what was typed", async () => {
    const { run, close, card } = await answered();
    await run.as("tom").press(card(), { label: "Edit" });
    await run.as("tom").waitForView();
    run.as("tom").fill("answer:progress", "Built twice.");
    await close();
    const shown = await leftOpenAfterSubmit(run, "tom");
    expect(shown).toContain(CLOSED);
    expect(shown).toContain("Built twice.");
    expect(await countRevisions(run)).toBe(1);
  });
});
