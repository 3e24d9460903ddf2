/** A line that stands for many: the list behind its button, and what a press there changes. */
import { placedElements, stringIn, type View, viewAsText } from "slack-sandbox";
import { expect, it, vi } from "vitest";
import { aRun, LEA, type Run, TOM, textOf } from "../support/run.ts";

const KEYS = ["a", "b", "c", "d", "e", "f"];

/** Tom is asked in six programs on Tuesday morning. */
async function sixAsked(locale = "en-GB"): Promise<Run> {
  const run = await aRun({
    isTogether: true,
    people: [LEA, { ...TOM, locale }],
    programs: KEYS.map((key) => ({ key, title: `Program ${key}`, lead: "lea", team: ["tom"] })),
    cadences: KEYS.map((program) => ({
      key: `weekly-${program}`,
      program,
      questions: [{ key: "done", type: "long-text", label: "What was done?", feeds: "progress" }],
      rule: { every: "week", on: ["tu"], zone: "participant" },
      audience: ["team"],
    })),
  });
  await run.to("2026-11-03T10:00Z");
  return run;
}

function morning(run: Run) {
  const [message] = run.as("tom").inbox();
  if (!message) throw new Error("Tom has no message.");
  return message;
}

const CHECK_IN = /"(Check in|Faire le point)"/u;

/** Those that nobody has answered. */
function promptsIn(view: View): string[] {
  const placed = placedElements(view.blocks).filter(({ element }) => CHECK_IN.test(JSON.stringify(element)));
  return placed.flatMap(({ element }) => stringIn(element, "value") ?? []);
}

function listOf(run: Run): View {
  const view = run.as("tom").view();
  if (!view) throw new Error("Tom has no list before him.");
  return view;
}

it("lists each with its buttons; an answer in a form above it shows in the list and in the message (P36)", async () => {
  const run = await sixAsked();
  const tom = run.as("tom");
  expect(textOf(morning(run))).toContain("*6 check-ins*\n[Show]");
  await tom.press(morning(run), { label: "Show" });
  const listed = viewAsText(await tom.waitForView());
  for (const key of KEYS) expect(listed).toContain(`Program ${key}`);
  expect(listed.match(/\[Check in\]/g)).toHaveLength(6);
  const [value] = promptsIn(await tom.waitForView());
  await tom.pressInView({ actionId: "check_in.open", value: value ?? "" });
  await vi.waitFor(() => tom.fill("answer:done", "Tests written"), 10_000);
  expect(await tom.submit()).toEqual({ closed: true });
  await run.settle();
  await vi.waitFor(() => expect(promptsIn(listOf(run))).toHaveLength(5), 10_000);
  const after = viewAsText(listOf(run));
  expect(after.match(/\[Check in\]/g)).toHaveLength(5);
  expect(after).toContain("Tests written");
  expect(textOf(morning(run))).toContain("*6 check-ins* · 5 left\n[Show]");
});

it("shows a skip in the list at once, and in the message (P36)", async () => {
  const run = await sixAsked("fr-FR");
  const tom = run.as("tom");
  await tom.press(morning(run), { label: "Afficher" });
  await tom.waitForView();
  for (const left of [5, 4, 3, 2, 1, 0]) {
    const [promptId] = promptsIn(await tom.waitForView());
    await tom.pressInView({ option: `skip:${promptId}` });
    await run.settle();
    await vi.waitFor(() => expect(promptsIn(listOf(run))).toHaveLength(left), 10_000);
  }
  await run.to("2026-11-03T10:05Z");
  expect(textOf(morning(run))).toContain("*6 points d’étape* · ✓ tout est fait");
});
