/** Nine o'clock: everybody presses at once, and Slack opens about a hundred modals a minute. */
import { messageAsText, placedElements, type SandboxMessage } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import { messageFormIds } from "../../src/check-ins/form/message.ts";
import { findPrompt } from "../../src/demo/answering.ts";
import { aRun, LEA, type Run, TOM } from "../support/run.ts";
import { storedCheckIns } from "../support/stored-check-ins.ts";

const NO_MODALS = { do: "answer-429", retryAfterSeconds: 30, on: { method: "views.open", times: 1000 } } as const;

const isForm = ({ blocks }: SandboxMessage) =>
  placedElements(blocks).some(({ actionId }) => actionId === messageFormIds.send);

function formOf(run: Run, handle: string): SandboxMessage {
  const form = run.as(handle).dm().findLast(isForm);
  if (!form) throw new Error(`${handle} has no form in a message`);
  return form;
}

async function press(run: Run, handle: string, cadence = "daily"): Promise<void> {
  const prompt = findPrompt(run.as(handle), run.known(handle, cadence));
  if (!prompt) throw new Error(`${handle} was not asked`);
  await run.as(handle).press(prompt, { label: handle === "lea" ? "Faire le point" : "Check in" });
}

async function send(run: Run, handle: string): Promise<void> {
  await run.as(handle).press(formOf(run, handle), { actionId: messageFormIds.send });
  await run.settle();
}

describe("when Slack opens no modal", () => {
  it("the form comes as a message, keeps what was typed beside an error, and gives way to a line once it is saved", async () => {
    const run = await aRun({
      people: [LEA, TOM],
      programs: [{ key: "atlas", title: "Atlas", lead: "lea", team: ["tom"] }],
    });
    await run.to("2026-11-02T10:00:00Z");
    run.sandbox.misbehave(NO_MODALS);
    await press(run, "tom");
    await run.settle();
    const tom = run.as("tom");
    const form = formOf(run, "tom");
    expect(tom.view()).toBeNull();
    expect(messageAsText(form)).toContain("Slack is busy right now, so here’s your form as a message.");
    tom.fillMessage(form, "answer:progress", "The first half");
    await send(run, "tom");
    const again = formOf(run, "tom");
    expect(again.ts).toBe(form.ts);
    expect(messageAsText(again)).toContain("⚠ Next: Please answer this question.");
    tom.fillMessage(again, "answer:next", "The second half");
    await send(run, "tom");
    const [line] = await Array.fromAsync(storedCheckIns(run.db));
    expect(line).toMatchObject({ person: "tom", revision: 1 });
    expect(line?.answers).toEqual({ progress: "The first half", next: "The second half" });
    const texts = tom.dm().map(messageAsText);
    expect(texts.filter((text) => text.includes("✓ Daily team check-in · Atlas: your answer is saved."))).toHaveLength(
      1,
    );
    expect(tom.dm().filter(isForm)).toEqual([]);
    expect(run.sandbox.counters.errors.filter(({ method }) => method !== "views.open")).toEqual([]);
  });

  it("a form of more than one view asks what it must, in fields that a message may have", async () => {
    const run = await aRun({
      people: [LEA, TOM],
      programs: [{ key: "atlas", title: "Atlas", lead: "tom", team: ["lea"] }],
      cadences: [
        {
          key: "daily",
          program: "atlas",
          template: "daily-team",
        },
        {
          key: "many",
          program: "atlas",
          rule: { every: "day", at: "09:00", zone: "participant" },
          audience: ["lead"],
          readers: ["lead"],
          questions: [
            { key: "link", type: "link", label: "Where?", required: true },
            { key: "count", type: "number", label: "How many?", required: true },
            { key: "health", type: "health", label: "How is it?", required: true, feeds: "health" },
            ...Array.from({ length: 6 }, (_, index) => ({ key: `q${index}`, type: "text", label: `Number ${index}?` })),
          ],
        },
      ],
    });
    await run.to("2026-11-02T10:00:00Z");
    run.sandbox.misbehave(NO_MODALS);
    const tom = run.as("tom");
    await tom.command("/drumbeat check-in many");
    await run.settle();
    const form = formOf(run, "tom");
    tom.fillMessage(form, "answer:link", "https://example.com/x");
    tom.fillMessage(form, "answer:count", "7");
    tom.fillMessage(form, "answer:health", "green");
    await send(run, "tom");
    const [line] = await Array.fromAsync(storedCheckIns(run.db));
    expect(line?.answers).toEqual({ link: "https://example.com/x", count: 7, health: { colour: "green" } });
  });
});
