/** The record of risks, actions and the rest, as people use it in Slack. */
import { describe, expect, it } from "vitest";
import { openHome } from "../support/home-tab.ts";
import { aRun, LEA, RAVI, type Run, SAM, SOFIA, textOf as shownAs, TOM } from "../support/run.ts";

/** Dates do not break at the end of a line: here their blanks are plain ones. */
const textOf = (shown: Parameters<typeof shownAs>[0]) => shownAs(shown).replaceAll("\u00a0", " ");

const both = (en: string, fr: string) => ({ en, fr });
const DAILY = {
  key: "daily",
  program: "atlas",
  questions: [
    { key: "progress", type: "long-text", label: both("Done", "Fait"), feeds: "progress" },
    { key: "blocker", type: "long-text", label: both("Blocked by", "Bloqué par"), feeds: "blocker" },
    { key: "risk", type: "long-text", label: both("Risk", "Risque"), feeds: "risk" },
  ],
  audience: ["team"],
  rule: { every: "day", at: "09:30", zone: "participant" },
};
const PEOPLE = {
  people: [LEA, TOM, SOFIA, RAVI, SAM],
  programs: [{ key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], team: ["tom", "ravi"] }],
};

async function aTeam(): Promise<Run> {
  const run = await aRun({ ...PEOPLE, cadences: [DAILY] });
  await run.to("2026-11-02T10:00Z");
  return run;
}

async function add(run: Run, handle: string, line: string, fields: Record<string, string>): Promise<string> {
  const actor = run.as(handle);
  await actor.command(line);
  await actor.waitForView();
  for (const [block, value] of Object.entries(fields)) actor.fill(block, value);
  const result = await actor.submit();
  if (!("updated" in result)) throw new Error(JSON.stringify(result));
  return textOf(result.updated);
}

/** Of each item in the list its code, which ends its second line. */
function codesIn(text: string): string[] {
  return [...text.matchAll(/^\*([A-Z]+-[A-Z]+-\d+) · /gm)].flatMap(([, code]) => code ?? []);
}

describe("an item entered by hand", () => {
  it("says at the field what is wrong, keeps what was typed, and offers other fields for another type", async () => {
    const run = await aTeam();
    const tom = run.as("tom");
    await tom.command("/drumbeat add Certificates expire");
    await tom.waitForView();
    await tom.pressInView({ actionId: "register.type", option: "dependency" });
    expect(textOf(await tom.waitForView())).toMatch(/Who delivers\?[\s\S]*Who receives\?/);
    tom.fill("due", "2026-10-30");
    tom.fill("giver", "The platform team");
    expect(await tom.submit()).toEqual({
      errors: { due: "That date has passed. Choose today or later." },
    });
    tom.fill("due", "2026-11-06");
    const result = await tom.submit();
    if (!("updated" in result)) throw new Error(JSON.stringify(result));
    expect(textOf(result.updated)).toContain("✓ ATL-DEP-1 added to the register.");
    expect(textOf(result.updated)).toContain("Certificates expire");
  });
});

describe("the list", () => {
  it("is narrowed down by its menus, and turned page by page", async () => {
    const run = await aTeam();
    const tom = run.as("tom");
    await add(run, "tom", "/drumbeat action Mine", { due: "2026-11-03" });
    await tom.closeView();
    await add(run, "lea", "/drumbeat risque Le sien", { due: "2026-11-20" });
    await run.to("2026-11-04T12:00Z");
    await tom.command("/drumbeat register");
    const shown = async () => codesIn(textOf(await tom.waitForView()));
    expect(await shown()).toEqual(["ATL-ACT-1", "ATL-R-1"]);
    await tom.pressInView({ actionId: "register.filter:whose", option: "mine" });
    expect(await shown()).toEqual(["ATL-ACT-1"]);
    await tom.pressInView({ actionId: "register.filter:type", option: "risk" });
    expect(await shown()).toEqual([]);
    expect(textOf(await tom.waitForView())).toContain("No items match these filters.");
    await tom.pressInView({ actionId: "register.filter:whose", option: "all" });
    expect(await shown()).toEqual(["ATL-R-1"]);
    await tom.closeView();
    await tom.command("/drumbeat register overdue");
    expect(await shown()).toEqual(["ATL-ACT-1"]);
    await tom.closeView();
    for (let count = 0; count < 21; count += 1) {
      await add(run, "tom", `/drumbeat action Step ${count}`, { due: "2026-11-30" });
      await tom.closeView();
    }
    await tom.command("/drumbeat register action");
    expect(await shown()).toHaveLength(20);
    await tom.pressInView({ label: "More" });
    expect(await shown()).toEqual(["ATL-ACT-21", "ATL-ACT-22"]);
    await tom.pressInView({ label: "Earlier" });
    expect(await shown()).toHaveLength(20);
  });
});

describe("a decision", () => {
  it("is never edited: another one takes its place, and both say so", async () => {
    const run = await aTeam();
    const lea = run.as("lea");
    await add(run, "lea", "/drumbeat décision Nous achetons", { rationale: "Moins cher" });
    const standing = textOf(await lea.waitForView());
    expect(standing).toContain("Décision · en vigueur");
    expect(standing).not.toContain("[Modifier]");
    await lea.pressInView({ label: "Remplacer" });
    lea.fill("title", "Nous développons");
    lea.fill("rationale", "Moins cher à long terme");
    await lea.submit();
    const next = textOf(await lea.waitForView());
    expect(next).toContain("── ATL-D-2 ──");
    await lea.closeView();
    await lea.command("/drumbeat find achetons");
    const old = textOf(await lea.waitForView());
    expect(old).toContain("Décision · remplacée");
    expect(old).toContain("Voir désormais ATL-D-2");
  });
});

describe("a message", () => {
  it("becomes an item with a link back and its author's name; chosen again, it leads to that item", async () => {
    const run = await aRun({
      ...PEOPLE,
      cadences: [DAILY],
      channels: [{ name: "atlas-talk", isPrivate: false, members: ["tom", "ravi"] }],
    });
    const [channel] = [...run.sandbox.slack.workspace.channels.values()].filter(({ name }) => name === "atlas-talk");
    if (!channel) throw new Error("No channel");
    await run.as("ravi").say("Ask <Lea> & co. about the certificates. They expire in June.", channel.id);
    const message = run.sandbox.messagesIn(channel.id).at(-1);
    if (!message) throw new Error("No message");
    const tom = run.as("tom");
    await tom.messageShortcut("add_to_record", message);
    await tom.waitForView();
    tom.fill("due", "2026-11-20");
    const result = await tom.submit();
    if (!("updated" in result)) throw new Error(JSON.stringify(result));
    const shown = textOf(result.updated);
    expect(shown).toContain("Ask <Lea> & co. about the certificates. They expire in June.\n");
    expect(shown).toMatch(/Ask <Lea> & co\. about the certificates\. They expire in June\.\n.*— Ravi Nair/);
    expect(JSON.stringify(result.updated.blocks)).toContain(
      `slack.com/archives/${channel.id}/p${message.ts.replace(".", "")}`,
    );
    await tom.pressInView({ label: "Original message" });
    await tom.closeView();
    await tom.messageShortcut("add_to_record", message);
    expect(textOf(await tom.waitForView())).toContain("✓ Already in the register as ATL-ACT-1.");
  });
});

describe("the global shortcut", () => {
  it("asks the sponsor from anywhere", async () => {
    const run = await aTeam();
    const tom = run.as("tom");
    await tom.shortcut("ask_the_sponsor");
    expect(textOf(await tom.waitForView())).toContain("── Ask the sponsor ──");
    tom.fill("title", "Release one engineer?");
    tom.fill("kind", "resource");
    tom.fill("due", "2026-11-10");
    const result = await tom.submit();
    if (!("updated" in result)) throw new Error(JSON.stringify(result));
    expect(textOf(result.updated)).toContain("✓ ATL-REQ-1 added to the register.");
  });
});

describe("Home", () => {
  it("shows what of one's own is due, and leaves the rest to its list", async () => {
    const run = await aTeam();
    const tom = run.as("tom");
    await add(run, "tom", "/drumbeat risk The launch slips", { due: "2026-11-20" });
    await tom.closeView();
    await add(run, "tom", "/drumbeat action Book the room", { due: "2026-11-10" });
    await tom.closeView();
    await run.to("2026-11-11T12:00Z");
    const home = (await openHome(run, "tom")).join("\n").replaceAll("\u00a0", " ");
    expect(home).toContain(
      "ATL-ACT-1 · Book the room · was due Tue 10 Nov · Atlas\n[Open]\n[Still open] [Done] [New date…]",
    );
    expect(home).not.toContain("The launch slips");
    await tom.pressInHome({ label: "Your items" });
    expect(textOf(await tom.waitForView())).toContain("The launch slips");
  });
});
