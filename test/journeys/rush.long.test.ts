/** Nine o'clock: everybody presses at once, and Slack opens about a hundred modals a minute. */
import { placedElements, type SandboxMessage } from "slack-sandbox";
import { expect, it } from "vitest";
import { messageFormIds } from "../../src/check-ins/form/message.ts";
import { findPrompt } from "../../src/demo/answering.ts";
import { aRun, LEA, type Run } from "../support/run.ts";
import { storedCheckIns } from "../support/stored-check-ins.ts";

const PEOPLE = 150;

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

it(`lets ${PEOPLE} people who all press within a minute answer, some in a modal and some in a message`, async () => {
  const handles = Array.from({ length: PEOPLE }, (_, index) => `p${index}`);
  const run = await aRun({
    people: [LEA, ...handles.map((handle) => ({ handle, name: handle, tz: "Europe/London", locale: "en-GB" }))],
    programs: [{ key: "atlas", title: "Atlas", lead: "lea", team: handles }],
  });
  await run.to("2026-11-02T10:00:00Z");
  for (const handle of handles) await press(run, handle);
  await run.to("2026-11-02T10:01:00Z");
  const inMessages = handles.filter((handle) => run.as(handle).dm().some(isForm));
  expect(inMessages.length).toBeGreaterThan(PEOPLE / 4);
  expect(inMessages.length).toBeLessThan(PEOPLE / 2);
  for (const handle of handles) {
    const actor = run.as(handle);
    if (actor.view()) {
      for (const block of ["answer:progress", "answer:next"]) actor.fill(block, `${block} of ${handle}`);
      expect(await actor.submit()).toEqual({ closed: true });
    } else {
      const form = formOf(run, handle);
      for (const block of ["answer:progress", "answer:next"]) actor.fillMessage(form, block, `${block} of ${handle}`);
      await actor.press(form, { actionId: messageFormIds.send });
    }
  }
  const stored = await Array.fromAsync(storedCheckIns(run.db));
  expect(stored.map(({ person, answers }) => [person, answers.next]).sort()).toEqual(
    handles.map((handle) => [handle, `answer:next of ${handle}`]).sort(),
  );
  expect(stored.every(({ revision }) => revision === 1)).toBe(true);
  await run.to("2026-11-02T10:10:00Z");
  expect(handles.filter((handle) => run.as(handle).dm().some(isForm))).toEqual([]);
}, 120_000);
