/** Slack answers each call as slowly as it does from afar: no acknowledgement waits for a list. */
import { USUAL_LATENCY } from "slack-sandbox";
import { expect, it } from "vitest";
import { aRun, LEA, type Run, SAM, SOFIA, TOM, textOf } from "../support/run.ts";

const UNKNOWN = 9;

/** A channel of many people, of whom Slack has not told all; each call takes 250 to 500 real milliseconds. */
async function aLargeRoom(): Promise<Run> {
  const known = Array.from({ length: 45 }, (_, index) => ({ ...TOM, handle: `t${index}`, name: `Tom ${index}` }));
  const run = await aRun({
    people: [LEA, SAM, SOFIA, ...known],
    programs: [{ key: "atlas", title: "Atlas", lead: "lea", deputy: "sam", sponsors: ["sofia"], team: ["t0"] }],
    cadences: [],
    channels: [{ name: "room", members: known.map(({ handle }) => handle) }],
  });
  const { workspace, latency } = run.sandbox.slack;
  const room = [...workspace.channels.values()].find(({ name }) => name === "room");
  if (!room) throw new Error("no room");
  for (let index = 0; index < UNKNOWN; index += 1)
    room.members.add(workspace.addPerson({ ...TOM, handle: `new${index}`, name: `New ${index}` }).userId);
  latency.take(USUAL_LATENCY);
  return run;
}

async function aFilledForm(run: Run): Promise<void> {
  const sam = run.as("sam");
  await sam.command("/drumbeat cadence new");
  await sam.waitForView();
  sam.fill("template", "Daily team check-in");
  expect(await sam.submit()).toHaveProperty("updated");
  await sam.pressInView({ actionId: "cadence.more" });
  sam.fill("name", "The room's daily");
  sam.fill("audience_channel", "room");
}

const shown = (run: Run) => {
  const view = run.as("sam").view();
  return view ? textOf(view) : "";
};

it("a check-in of a large channel is acknowledged at once, and shown when the channel has been read", async () => {
  const run = await aLargeRoom();
  await aFilledForm(run);
  const submitted = await run.as("sam").submit();
  expect(submitted).toHaveProperty("pushed");
  expect(shown(run)).toContain("One moment");
  await expect.poll(() => shown(run), { timeout: 20_000, interval: 100 }).toContain("54 people are asked");
  expect(await run.as("sam").submit()).toHaveProperty("updated");
  const { title } = await run.db.selectFrom("cadence").select("title").executeTakeFirstOrThrow();
  expect(title).toBe("The room's daily");
});
