/** The form of a check-in, where channels and user groups of Slack are asked. */
import { describe, expect, it } from "vitest";
import {
  answerTo,
  aRun,
  LEA,
  NINA,
  type Run,
  type RunOptions,
  SAM,
  SOFIA,
  savedWith,
  sentAs,
  TOM,
  textOf,
} from "../support/run.ts";

const SUE = { ...TOM, handle: "sue", name: "Sue Guest", affiliation: "single-channel-guest" };
const EVE = { ...TOM, handle: "eve", name: "Eve Partner", affiliation: "external" };
const POLL = { ...TOM, handle: "poll", name: "Poll", isBot: true };
const STORY: RunOptions = {
  people: [LEA, TOM, NINA, SOFIA, SAM, SUE, EVE, POLL],
  programs: [{ key: "atlas", title: "Atlas", lead: "lea", deputy: "sam", sponsors: ["sofia"], team: ["tom"] }],
  cadences: [],
  channels: [{ name: "room", members: ["nina", "sue", "eve", "poll"] }],
  groups: [
    { handle: "design", name: "Design", members: ["nina", "sam"] },
    { handle: "architects", name: "Architects", members: ["sofia"] },
  ],
};

async function aForm(run: Run): Promise<string> {
  const actor = run.as("sam");
  await actor.command("/drumbeat cadence new");
  await actor.waitForView();
  actor.fill("template", "Daily team check-in");
  expect(await actor.submit()).toHaveProperty("updated");
  await actor.pressInView({ actionId: "cadence.more" });
  return textOf(await actor.waitForView());
}

const shown = async (run: Run, handle: string) => textOf(await run.as(handle).waitForView());

describe("a check-in of a channel and a group", () => {
  it("shows before saving who is asked, and who is not by which rule; then asks them", async () => {
    const run = await aRun(STORY);
    expect(await aForm(run)).toContain("Everyone in a user group");
    const sam = run.as("sam");
    sam.fill("audience", []);
    sam.fill("audience_channel", "room");
    sam.fill("audience_group", "@design");
    expect(await sam.submit()).toHaveProperty("pushed");
    const preview = await shown(run, "sam");
    expect(preview).toContain("*2 people are asked*\nNina Diaz and Sam Poe");
    expect(preview.slice(preview.indexOf("*Not asked*"))).toContain(
      [
        "*Not asked*",
        "drumbeat: an app",
        "Eve Partner: in another company’s Slack, out of Drumbeat’s reach",
        "Poll: an app",
        "Sue Guest: single-channel guest, asked only if added by name or given a role",
      ].join("\n"),
    );
    expect(await savedWith(run, "sam")).toContain(" is set up for Atlas. First check-in: ");
    await run.to("2026-11-02T15:00Z");
    expect(await sentAs(run, "prompt", "nina")).toHaveLength(1);
    expect(await sentAs(run, "prompt", "tom")).toEqual([]);
    expect(run.sandbox.counters.errors).toEqual([]);
  });

  it("shows both again when it is changed, in French too, and says what changes", async () => {
    const cadence = { key: "daily", program: "atlas", template: "daily-team", audience: ["channel:room", "team"] };
    const run = await aRun({ ...STORY, cadences: [cadence] });
    const lea = run.as("lea");
    await lea.press(await answerTo(run, "lea", "/drumbeat cadence"), { actionId: "cadence.menu", option: "Modifier…" });
    expect(await shown(run, "lea")).toContain("Tous les membres d’un canal");
    lea.fill("audience_group", "@architects");
    expect(await lea.submit()).toHaveProperty("pushed");
    const preview = await shown(run, "lea");
    expect(preview).toContain(
      "Qui répond\u00a0: #room et Équipe opérationnelle → Équipe opérationnelle, #room et @architects",
    );
    expect(preview).toContain("Sue Guest\u00a0: accès limité à un seul canal");
    await lea.submit();
    const { audience } = await run.db.selectFrom("cadence").select("audience").executeTakeFirstOrThrow();
    expect(JSON.parse(audience)).toEqual([
      "team",
      expect.stringMatching(/^channel:C/),
      expect.stringMatching(/^group:S/),
    ]);
  });

  it("says at the field which channel or group cannot be taken, and keeps what is there", async () => {
    const run = await aRun(STORY);
    run.sandbox.createChannel({ name: "secret", isPrivate: true, members: ["sam"], withApp: false });
    await aForm(run);
    const sam = run.as("sam");
    sam.fill("audience_channel", "secret");
    sam.fill("audience_group", "@design");
    run.sandbox.misbehave({ do: "disable-group", group: "design" });
    await run.settle();
    expect(await sam.submit()).toEqual({
      errors: {
        audience_channel: expect.stringContaining("Drumbeat can’t see the channel"),
        audience_group: expect.stringContaining("The user group"),
      },
    });
  });

  it("offers no group where the workspace has none, or the scope is missing", async () => {
    const run = await aRun({ ...STORY, groups: [] });
    expect(await aForm(run)).not.toContain("user group");
    const without = await aRun(STORY);
    without.sandbox.slack.manifest.scopes = without.sandbox.slack.manifest.scopes.filter(
      (each) => !/usergroups/.test(each),
    );
    const form = await aForm(without);
    expect(form).toContain("Everyone in a channel");
    expect(form).not.toContain("user group");
    without.as("sam").fill("audience", ["Everyone in the program"]);
    expect(await without.as("sam").submit()).toHaveProperty("pushed");
    expect(await shown(without, "sam")).toContain("*4 people are asked*");
  });
});
