import { expect, it } from "vitest";
import { aRun, LEA, NINA, RAVI, savedWith, sentAs, TOM, textOf } from "../support/run.ts";

const ZOE = { ...TOM, handle: "zoe", name: "Zoe Park", tz: "America/Los_Angeles" };

/** Sets up a daily check-in of these people as Tom, and returns the preview, the confirmation and when somebody is first asked. */
async function setUpAt(now: string, handles: string[]) {
  const run = await aRun({ programs: [], cadences: [], people: [LEA, TOM, NINA, RAVI, ZOE] });
  await run.to(now);
  run.sandbox.createChannel({ name: "atlas", isPrivate: true, members: handles });
  const tom = run.as("tom");
  const { response: first } = await tom.command("/drumbeat");
  if (!first) throw new Error("no answer");
  await tom.press(first, { label: "Create a program" });
  await tom.waitForView();
  tom.fill("title", "Atlas");
  tom.fill("rhythms", []);
  await tom.pressInView({ label: "More details" });
  await tom.pressInView({ blockId: "team_from:0", channel: "atlas" });
  await tom.waitForView();
  await tom.submit();
  await tom.waitForView();
  await tom.pressInView({ label: "Add a check-in" });
  await tom.waitForView();
  tom.fill("template", "Daily team check-in");
  await tom.submit();
  await tom.submit();
  const preview = textOf(await tom.waitForView());
  const confirmed = (await savedWith(run, "tom")).replaceAll("\u00a0", " ");
  await run.to("2026-11-04T23:59Z");
  const prompts = await Promise.all(handles.map((handle) => sentAs(run, "prompt", handle)));
  return {
    preview: preview.replaceAll("\u00a0", " "),
    confirmed,
    firstAsked: prompts
      .flat()
      .map((one) => one.at)
      .sort()[0],
  };
}

it.each([
  ["2026-11-02T08:00Z", ["tom", "nina"], "2026-11-02T09:00:00.000Z", "Mon 2 Nov, with each person’s morning message"],
  ["2026-11-02T08:00Z", ["tom", "ravi"], "2026-11-02T09:00:00.000Z", "Mon 2 Nov, with each person’s morning message"],
  ["2026-11-02T12:00Z", ["tom", "zoe"], "2026-11-02T17:00:00.000Z", "Mon 2 Nov, with each person’s morning message"],
  [
    "2026-11-02T20:00Z",
    ["tom", "ravi", "zoe"],
    "2026-11-03T03:30:00.000Z",
    "Tue 3 Nov, with each person’s morning message",
  ],
])(
  "at %s the first round of %j is confirmed as it was previewed and as it comes (B13)",
  async (now, handles, at, told) => {
    const { preview, confirmed, firstAsked } = await setUpAt(now, handles);
    expect(firstAsked).toBe(at);
    expect(confirmed).toContain(`First check-in: ${told}.`);
    expect(preview).toContain(told.replace(/,.*/, ""));
  },
);
