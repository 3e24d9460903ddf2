/** The record of risks, actions and the rest, as people use it in Slack. */
import { describe, expect, it } from "vitest";
import { openHome } from "../support/home-tab.ts";
import {
  aRun,
  atAnyHour,
  LEA,
  openForm,
  RAVI,
  type Run,
  SAM,
  SOFIA,
  sentAs,
  textOf as shownAs,
  TOM,
} from "../support/run.ts";

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
  it("takes the words behind the command as its title, stands in the list, and keeps its first date", async () => {
    const run = await aTeam();
    const tom = run.as("tom");
    const shown = await add(run, "tom", "/drumbeat action Book the room", { due: "2026-11-06" });
    expect(shown).toContain("── ATL-ACT-1 ──");
    expect(shown).toContain("✓ ATL-ACT-1 added to the register.");
    expect(shown).toContain("Action · open · due 6 Nov 2026");
    await tom.pressInView({ label: "Change" });
    tom.fill("due", "2026-11-13");
    expect(await tom.submit()).toMatchObject({ closed: true });
    const moved = textOf(await tom.waitForView());
    expect(moved).toContain("due 6 Nov 2026 → 13 Nov 2026 (1 move)");
    expect(moved).toMatch(/2 Nov 2026 · Tom Baker · date moved\ndate: 6 Nov 2026 → 13 Nov 2026/);
    await tom.closeView();

    await run.as("lea").command("/drumbeat registre");
    const list = textOf(await run.as("lea").waitForView());
    expect(list).toContain("── Registre ──");
    expect(list).toContain(
      "*ATL-ACT-1 · Book the room* · Tom Baker · échéance 6 nov. 2026 → 13 nov. 2026 (1 report) · depuis le lun. 2 nov.",
    );
  });

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

  it("is closed with a note, opened again, and handed over to somebody who is told", async () => {
    const run = await aTeam();
    await atAnyHour(run, "ravi");
    const tom = run.as("tom");
    await add(run, "tom", "/drumbeat action Book the room", { due: "2026-11-20" });
    await tom.pressInView({ label: "Reassign" });
    tom.fill("owner", run.as("ravi").userId);
    tom.fill("note", "You know the place");
    await tom.submit();
    expect(textOf(await tom.waitForView())).toMatch(/reassigned\nowner: Tom Baker → Ravi Nair\nYou know the place/);
    await run.settle();
    const [given] = await sentAs(run, "item-given", "ravi");
    expect(given?.text).toContain("Tom Baker assigned you ATL-ACT-1 in Atlas.");
    const ravi = run.as("ravi");
    if (!given) throw new Error("Ravi was not told");
    await ravi.press(given.message, { label: "Open" });
    await ravi.waitForView();
    await ravi.pressInView({ label: "Close" });
    ravi.fill("note", "  ");
    expect(await ravi.submit()).toEqual({ errors: { note: "This field is required." } });
    ravi.fill("note", "Room 4");
    await ravi.submit();
    expect(textOf(await ravi.waitForView())).toMatch(/Action · done[\s\S]*done\nstate: open → done\nRoom 4/);
    await ravi.pressInView({ label: "Reopen" });
    expect(textOf(await ravi.waitForView())).toContain("Action · open");
  });

  it("shows nobody without a right that it exists, and refuses an act to whoever may only read it", async () => {
    const run = await aTeam();
    await add(run, "lea", "/drumbeat risk Les certificats expirent", { due: "2026-11-20" });
    const tom = run.as("tom");
    await tom.command("/drumbeat find certificats");
    expect(textOf(await tom.waitForView())).toContain("── ATL-R-1 ──");
    expect(textOf(await tom.waitForView())).not.toContain("[Close] ");
    expect(await run.as("sam").command("/drumbeat find certificats")).toMatchObject({
      response: { text: "No items found for “certificats”." },
    });
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

describe("an answer that feeds the record", () => {
  it("closes the actions that are ticked in it, with a link to the answer", async () => {
    const run = await aTeam();
    const tom = run.as("tom");
    await add(run, "tom", "/drumbeat action Book the room", { due: "2026-11-20" });
    await tom.closeView();
    await openForm(run, "tom");
    expect(textOf(await tom.waitForView())).toContain("Your open actions: which are done?");
    tom.fill("actions:done", [await idOf(run, "action")]);
    tom.fill("answer:progress", "The room is booked");
    expect(await tom.submit()).toMatchObject({ closed: true });
    await run.settle();
    await tom.command("/drumbeat find ACT-1");
    const shown = textOf(await tom.waitForView());
    expect(shown).toContain("Action · done");
    expect(shown).toContain("done (with an answer)");
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
    expect(textOf(result.updated)).toContain("✓ ATL-ASK-1 added to the register.");
  });
});

describe("owners", () => {
  it("are reminded two working days before the date and each week after it, of all they have in one message", async () => {
    const run = await aTeam();
    // Who works every day.
    await atAnyHour(run, "tom");
    const tom = run.as("tom");
    await add(run, "tom", "/drumbeat action Book the room", { due: "2026-11-10" });
    await tom.closeView();
    await add(run, "tom", "/drumbeat action Order the badges", { due: "2026-11-10" });
    await tom.closeView();
    await run.to("2026-11-07T23:00Z");
    expect(await sentAs(run, "item-reminder", "tom")).toEqual([]);
    await run.to("2026-11-08T12:00Z");
    const [first] = await sentAs(run, "item-reminder", "tom");
    expect(first?.at).toBe("2026-11-08T09:00:00.000Z");
    expect(first && textOf(first.message)).toMatch(/ATL-ACT-1 · Book the room[\s\S]*ATL-ACT-2 · Order the badges/);
    expect(first && textOf(first.message)).toContain("due Tue 10 Nov · Atlas");
    await tom.command("/drumbeat find ACT-2");
    await tom.waitForView();
    await tom.pressInView({ label: "Close" });
    tom.fill("note", "Ordered");
    await tom.submit();
    await run.to("2026-11-20T12:00Z");
    const all = await sentAs(run, "item-reminder", "tom");
    expect(all.map(({ at }) => at.slice(0, 10))).toEqual(["2026-11-08", "2026-11-11", "2026-11-18"]);
    expect(all.at(-1)?.text).not.toContain("ATL-ACT-2");
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
    expect(home).toContain("ATL-ACT-1 · Book the room · was due Tue 10 Nov\n[Open]");
    expect(home).not.toContain("The launch slips");
    await tom.pressInHome({ label: "Your items" });
    expect(textOf(await tom.waitForView())).toContain("The launch slips");
  });
});

async function idOf(run: Run, type: "issue" | "action" | "risk"): Promise<string> {
  const row = await run.db.selectFrom("item").select("id").where("type", "=", type).executeTakeFirstOrThrow();
  return row.id;
}
