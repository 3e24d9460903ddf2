/** Settings that go beyond the last dossier that was handed over say so before they are saved. */

import { describe, expect, it } from "vitest";
import { retentionIn } from "../../src/people/rules-retention.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { goesBeyond, type Snapshot, snapshotSchema } from "../../src/privacy/dossier/rules.ts";
import { configurationOf, lastHandedOver, noteHandedOver } from "../../src/privacy/dossier/use-cases.ts";
import { beyondDossier } from "../../src/settings/events.ts";
import { databases } from "../support/databases.ts";
import { aRun, LEA, type Run, SAM, savedWith, sentAs, TOM, textOf } from "../support/run.ts";

const STORY = {
  people: [LEA, TOM, SAM],
  programs: [{ key: "atlas", title: "Atlas", lead: "lea", deputy: "sam", team: ["tom"] }],
};

async function handOver(run: Run, on = "2026-10-01"): Promise<void> {
  const workspaceId = run.app.workspace.id;
  await inTransaction(run.db, (tx) =>
    noteHandedOver(run.app.services, tx, { workspaceId, byId: null, on, reference: "" }),
  );
}

const shown = async (run: Run, handle: string) => textOf(await run.as(handle).waitForView()).replaceAll("\u00a0", " ");

/** From the list to the preview, with these fields filled in. */
async function edit(run: Run, filled: Record<string, string | string[]>): Promise<void> {
  const sam = run.as("sam");
  const { response } = await sam.command("/drumbeat cadence");
  if (!response) throw new Error("No list came.");
  await sam.press(response, { actionId: "cadence.menu", option: "Edit…" });
  await sam.waitForView();
  for (const [field, value] of Object.entries(filled)) sam.fill(field, value);
  expect(await sam.submit()).toHaveProperty("pushed");
}

async function cadenceIn(run: Run) {
  return run.db.selectFrom("cadence").select(["state", "disclosure", "pause_reason"]).executeTakeFirstOrThrow();
}

async function openSettings(run: Run, filled: Record<string, string | string[]>) {
  const owner = run.as(run.sandbox.primaryOwner);
  await owner.command("/drumbeat admin");
  await owner.waitForView();
  for (const [field, value] of Object.entries(filled)) owner.fill(field, value);
  return owner;
}

describe.each(databases)("a check-in that goes beyond the last dossier, on %s", (database) => {
  it("is saved at once while no dossier has been handed over, and where it stays within it (V10)", async () => {
    const run = await aRun({ ...STORY, database });
    await edit(run, { disclosure: "Lead, sponsors, committee" });
    expect(await savedWith(run, "sam")).toContain("saved");
    await handOver(run);
    await edit(run, { disclosure: "Leads only", at: "10:00" });
    expect(await savedWith(run, "sam")).toContain("saved");
    expect(await cadenceIn(run)).toMatchObject({ state: "active", disclosure: "lead" });
  });

  it("is saved paused, and asks nobody until somebody says that it was consulted on (V10) (beyond-asked)", async () => {
    const run = await aRun({ ...STORY, database });
    await handOver(run);
    await edit(run, { disclosure: "Lead, sponsors, committee" });
    const sam = run.as("sam");
    expect(await sam.submit()).toHaveProperty("updated");
    const asked = await shown(run, "sam");
    expect(asked).toContain("• Daily team check-in · Atlas: others read the answers (Lead, sponsors, committee).");
    expect(asked).toContain("[Save] [Cancel]");
    expect(await cadenceIn(run)).toMatchObject({ state: "active", disclosure: "team" });
    sam.fill("choice", "Save as off");
    await savedWith(run, "sam");
    expect(await cadenceIn(run)).toMatchObject({
      state: "paused",
      disclosure: "executive",
      pause_reason: "Goes beyond the last dossier: consult first",
    });
    await run.to("2026-11-02T20:00Z");
    expect(await sentAs(run, "prompt", "tom")).toEqual([]);

    const { response } = await sam.command("/drumbeat cadence");
    if (!response) throw new Error("No list came.");
    await sam.press(response, { actionId: "cadence.menu", option: "Resume" });
    expect(await shown(run, "sam")).toContain("others read the answers");
    sam.fill("choice", "We have consulted");
    expect(await sam.submit()).toMatchObject({ errors: { on: "Enter the date of the consultation." } });
    sam.fill("on", "2026-11-30");
    expect(await sam.submit()).toMatchObject({ errors: { on: "Enter today or an earlier day." } });
    sam.fill("on", "2026-11-01");
    sam.fill("reference", "CSE 42");
    expect(await savedWith(run, "sam")).toBe("Daily team check-in resumes with its next check-in.");
    expect(await lastHandedOver(run.db, run.app.workspace.id)).toEqual({ on: "2026-11-01", reference: "CSE 42" });
    await run.to("2026-11-03T20:00Z");
    expect(await sentAs(run, "prompt", "tom")).toHaveLength(1);
    // What was consulted on is not asked again.
    await edit(run, { at: "11:00" });
    expect(await savedWith(run, "sam")).toContain("saved");
  });
});

describe.each(databases)("settings that go beyond the last dossier, on %s", (database) => {
  it("stay as they were where they are saved as off, and all else is saved (V10) (beyond-asked)", async () => {
    const run = await aRun({ ...STORY, database, hasNewHours: true });
    await handOver(run);
    const owner = await openSettings(run, { from: "07:00", charter: ["urgent"], who_may_create: "admins" });
    expect(await owner.submit()).toHaveProperty("updated");
    const asked = textOf(await owner.waitForView());
    expect(asked).toContain("• Hours of messages: 7:00–18:00 instead of 8:30–18:00.");
    expect(asked).toContain("• Urgent requests may come at any hour.");
    expect(asked).toContain("• No one may set hours of their own any more.");
    owner.fill("choice", "Save as off");
    expect(await savedWith(run, run.sandbox.primaryOwner)).toBe("Settings saved: who can create programs.");
    expect((await configurationOf(run.app.services, run.app.workspace.id)).settings).toMatchObject({
      hours: { from: "08:30", until: "18:00" },
      allowsUrgent: false,
      areHoursLocked: false,
      whoMayCreate: "admins",
    });
  });

  it("are saved with the date of the consultation, and longer retention is told (V10)", async () => {
    const run = await aRun({ ...STORY, database, hasNewHours: true });
    const workspaceId = run.app.workspace.id;
    await handOver(run);
    const owner = await openSettings(run, { from: "07:00" });
    await owner.submit();
    await owner.waitForView();
    owner.fill("choice", "We have consulted");
    owner.fill("on", "2026-11-01");
    expect(await savedWith(run, run.sandbox.primaryOwner)).toContain("message hours");
    const { settings, retention, handedOver } = await configurationOf(run.app.services, workspaceId);
    expect(settings.hours.from).toBe("07:00");
    expect(handedOver?.on).toBe("2026-11-01");
    const changes = [{ of: "retention" as const, retention: { ...retention, "daily-answers": 9, late: 1 } }];
    const reader = { locale: "fr-FR" };
    expect(await beyondDossier.of(run.app.services, run.db, { workspaceId, changes, reader })).toEqual([
      {
        sentence: "Conservation des réponses quotidiennes\u00a0: 9 mois au lieu de 6 mois.",
        setting: "daily-answers",
      },
    ]);
  });
});

describe.each(databases)("more days of work, and others who can create programs, on %s", (database) => {
  it("stay as they were where they are saved as off, and are saved with the date of a consultation (V10)", async () => {
    const run = await aRun({ ...STORY, database, hasNewHours: true });
    const settings = async () => (await configurationOf(run.app.services, run.app.workspace.id)).settings;
    await handOver(run);
    const wider = { week: ["mo", "tu", "we", "th", "sa"], who_may_create: "guests-too" };
    const owner = await openSettings(run, wider);
    await owner.submit();
    const asked = textOf(await owner.waitForView());
    expect(asked).toContain("• More working days: Saturday.");
    expect(asked).toContain("• Everyone in the workspace, guests too, may set up a program with its check-ins.");
    owner.fill("choice", "Save as off");
    await savedWith(run, run.sandbox.primaryOwner);
    const { primaryOwner } = run.sandbox;
    expect(await settings()).toMatchObject({ workingWeek: ["mo", "tu", "we", "th", "fr"], whoMayCreate: "anyone" });

    await openSettings(run, wider);
    await owner.submit();
    await owner.waitForView();
    owner.fill("choice", "We have consulted");
    owner.fill("on", "2026-11-01");
    await savedWith(run, primaryOwner);
    expect(await settings()).toMatchObject({ workingWeek: wider.week, whoMayCreate: "guests-too" });
    // What was consulted on is not asked again.
    await openSettings(run, { ...wider, who_may_create: "anyone" });
    expect(await savedWith(run, primaryOwner)).toContain("who can create programs");
  });
});

describe.each(databases)("a program that is opened to others, on %s", (database) => {
  const OPEN = "• Daily team check-in · Atlas: everyone in this Slack workspace reads the answers.";
  const POSTED = "• Daily team check-in · Atlas: a summary of the answers is posted in another channel.";
  const CHANNELS = [{ name: "lobby", members: ["lea", "sam"] }];

  async function openProgram(run: Run, filled: Record<string, string | string[]>) {
    const sam = run.as("sam");
    const { response } = await sam.command("/drumbeat program");
    if (!response) throw new Error("No list came.");
    await sam.press(response, { actionId: "program.menu", option: "Edit…" });
    await sam.waitForView();
    for (const [field, value] of Object.entries(filled)) sam.fill(field, value);
    await sam.submit();
    return sam;
  }
  const program = async (run: Run) =>
    run.db.selectFrom("program").select(["purpose", "visibility", "channel_id"]).executeTakeFirstOrThrow();

  it("asks in its form, keeps all else where that is saved as off, and what was consulted on (V10)", async () => {
    const run = await aRun({ ...STORY, database, channels: CHANNELS });
    await handOver(run);
    const { channel_id } = await program(run);
    const wider = { visibility: "workspace", channel: "lobby", purpose: "So that it is known" };
    const sam = await openProgram(run, wider);
    const asked = await shown(run, "sam");
    expect(asked).toContain(OPEN);
    expect(asked).toContain(POSTED);
    expect(await program(run)).toMatchObject({ visibility: "members", channel_id });
    sam.fill("choice", "Save as off");
    await savedWith(run, "sam");
    expect(await program(run)).toEqual({ purpose: wider.purpose, visibility: "members", channel_id });

    await openProgram(run, wider);
    sam.fill("choice", "We have consulted");
    expect(await sam.submit()).toMatchObject({ errors: { on: "Enter the date of the consultation." } });
    sam.fill("on", "2026-11-01");
    await savedWith(run, "sam");
    const { channel_id: lobby } = await program(run);
    expect(run.sandbox.slack.workspace.channels.get(String(lobby))?.name).toBe("lobby");
    expect(await program(run)).toMatchObject({ visibility: "workspace" });
    expect((await lastHandedOver(run.db, run.app.workspace.id))?.on).toBe("2026-11-01");
    // What was consulted on is not asked again.
    await openProgram(run, { ...wider, purpose: "So that all know it" });
    expect(await shown(run, "sam")).not.toContain("everyone in this Slack workspace reads");
  });

  it("is not asked about for a program that asks nobody yet, nor while no dossier was handed over (V10)", async () => {
    const run = await aRun({ ...STORY, database, channels: CHANNELS });
    await openProgram(run, { visibility: "workspace" });
    expect(await program(run)).toMatchObject({ visibility: "workspace" });
    await run.db.updateTable("program").set({ visibility: "members" }).execute();
    await run.db.updateTable("cadence").set({ state: "archived" }).execute();
    await handOver(run);
    await openProgram(run, { visibility: "workspace" });
    expect(await program(run)).toMatchObject({ visibility: "workspace" });
  });

  it("compares with what is set where an earlier version kept less of what was handed over (V10)", async () => {
    const run = await aRun({ ...STORY, database, channels: CHANNELS });
    await handOver(run);
    const { id, settings } = await run.db.selectFrom("dossier").select(["id", "settings"]).executeTakeFirstOrThrow();
    const {
      workingWeek: _,
      whoMayCreate: __,
      areHoursLocked: ___,
      checkIns,
      ...told
    } = snapshotSchema.parse(JSON.parse(settings));
    const less = {
      ...told,
      retention: { "daily-answers": 6 },
      checkIns: checkIns.map(({ isOpenToAll: _open, channel: _channel, ...checkIn }) => checkIn),
    };
    await run.db
      .updateTable("dossier")
      .set({ settings: JSON.stringify(less) })
      .where("id", "=", id)
      .execute();
    await openProgram(run, { visibility: "workspace" });
    expect(await shown(run, "sam")).toContain(OPEN);
    const owner = await openSettings(run, { week: ["mo", "tu", "we", "th", "fr", "su"] });
    await owner.submit();
    expect(textOf(await owner.waitForView())).toContain("• More working days: Sunday.");
  });
});

describe.each(databases)("what is kept longer than the last dossier says, on %s", (database) => {
  async function keep(run: Run, filled: Record<string, string>) {
    const owner = run.as(run.sandbox.primaryOwner);
    await owner.command("/drumbeat retention");
    await owner.waitForView();
    for (const [field, value] of Object.entries(filled)) owner.fill(field, value);
    await owner.submit();
    return owner;
  }
  const kept = async (run: Run) => (await configurationOf(run.app.services, run.app.workspace.id)).retention;

  it("stays as it was where it is saved as off, and is saved with the date of a consultation (V10)", async () => {
    const run = await aRun({ ...STORY, database });
    await handOver(run);
    const longer = { "daily-answers": "9", accesses: "18", address: "dpo@example.com" };
    const owner = await keep(run, longer);
    const { primaryOwner } = run.sandbox;
    expect(await shown(run, primaryOwner)).toContain("9 months instead of 6 months");
    owner.fill("choice", "Save as off");
    expect(await savedWith(run, primaryOwner)).toBe("Saved. Changed: the address.");
    expect(await kept(run)).toMatchObject({ "daily-answers": 6, accesses: 12 });

    await keep(run, longer);
    await owner.waitForView();
    owner.fill("choice", "We have consulted");
    expect(await owner.submit()).toHaveProperty("errors.on");
    owner.fill("on", "2026-11-01");
    expect(await savedWith(run, primaryOwner)).toBe("Saved. Changed: how long it is kept.");
    expect(await kept(run)).toMatchObject({ "daily-answers": 9, accesses: 18 });
    expect((await lastHandedOver(run.db, run.app.workspace.id))?.on).toBe("2026-11-01");
    // What was consulted on is not asked again.
    await keep(run, { "daily-answers": "9", accesses: "18", address: "" });
    expect(await shown(run, primaryOwner)).toContain("Saved. Changed: the address.");
  });

  it("is made a dossier of from the page where it is set (V10)", async () => {
    const run = await aRun({ ...STORY, database });
    const owner = run.as(run.sandbox.primaryOwner);
    await owner.command("/drumbeat retention");
    await owner.waitForView();
    await owner.pressInView({ label: "Dossier…" });
    expect(await shown(run, run.sandbox.primaryOwner)).toContain("None has been handed over yet");
  });
});

describe("/drumbeat dossier", () => {
  it("sends the file in the language chosen, and keeps the day on which it was handed over (V10)", async () => {
    const run = await aRun(STORY);
    const owner = run.as(run.sandbox.primaryOwner);
    await owner.command("/drumbeat dossier");
    expect(await shown(run, run.sandbox.primaryOwner)).toContain("None has been handed over yet");
    owner.fill("language", "Français");
    owner.fill("on", "2026-12-24");
    expect(await owner.submit()).toHaveProperty("errors.on");
    owner.fill("on", "2026-11-01");
    expect(await savedWith(run, run.sandbox.primaryOwner)).toBe("The file comes to you as a message.");
    await run.to("2026-11-02T00:01Z");
    const files = run.sandbox.allMessages().flatMap(({ files: shared = [] }) => shared.map(({ name }) => String(name)));
    expect(files).toEqual(["dossier-drumbeat-2026-11-02.pdf"]);
    expect(await lastHandedOver(run.db, run.app.workspace.id)).toEqual({ on: "2026-11-01", reference: "" });
    expect((await run.as("tom").command("/drumbeat dossier")).response?.text).toContain("Only a Drumbeat admin");
  });
});

describe("what goes beyond", () => {
  const CHECK_IN = {
    id: "1",
    program: "Atlas",
    name: { en: "Daily", fr: "Quotidien" },
    perYear: 260,
    audience: ["team"],
    readers: ["lead"],
    disclosure: "team" as const,
    isOpenToAll: false,
    channel: null,
    isRequired: false,
    texts: 3,
  };
  const HANDED: Snapshot = {
    hours: { from: "22:00", until: "06:00" },
    areHoursLocked: false,
    allowsUrgent: false,
    messagesCome: "together",
    workingWeek: ["mo", "tu"],
    whoMayCreate: "anyone",
    retention: retentionIn("{}"),
    checkIns: [CHECK_IN],
  };
  const findings = (change: Partial<Snapshot>) => goesBeyond(HANDED, { ...HANDED, ...change }).map(({ what }) => what);
  const ofCheckIn = (change: Partial<typeof CHECK_IN> | object) => findings({ checkIns: [{ ...CHECK_IN, ...change }] });

  it.each<[string, string[], string[]]>([
    ["the same", findings({}), []],
    ["hours within those of the night", findings({ hours: { from: "23:00", until: "05:00" } }), []],
    ["an hour more", findings({ hours: { from: "22:00", until: "07:00" } }), ["hours"]],
    ["as many hours, but others", findings({ hours: { from: "08:00", until: "16:00" } }), ["hours"]],
    ["urgent at any hour", findings({ allowsUrgent: true }), ["urgent"]],
    ["as they happen", findings({ messagesCome: "as-they-happen" }), ["as-they-happen"]],
    ["hours for everyone", findings({ areHoursLocked: true }), ["hours-locked"]],
    ["fewer days", findings({ workingWeek: ["tu"] }), []],
    ["another day", findings({ workingWeek: ["tu", "we"] }), ["working-week"]],
    ["admins alone create", findings({ whoMayCreate: "admins" }), []],
    ["guests create too", findings({ whoMayCreate: "guests-too" }), ["who-may-create"]],
    ["shorter and longer kept", findings({ retention: { ...HANDED.retention, late: 2, names: 1 } }), ["retention"]],
    ["fewer check-ins", findings({ checkIns: [] }), []],
    ["a new one", findings({ checkIns: [CHECK_IN, { ...CHECK_IN, id: "2" }] }), ["new"]],
    ["more often", ofCheckIn({ perYear: 261 }), ["more-often"]],
    ["others asked", ofCheckIn({ audience: ["team", "channel:C1"] }), ["more-people"]],
    ["others told", ofCheckIn({ readers: ["lead", "sponsors"] }), ["more-digests"]],
    ["read by the leads alone", ofCheckIn({ disclosure: "lead" }), []],
    ["read by those above", ofCheckIn({ disclosure: "executive" }), ["disclosure"]],
    ["open to all", ofCheckIn({ isOpenToAll: true }), ["open-to-all"]],
    ["posted in a channel", ofCheckIn({ channel: "C1" }), ["channel"]],
    ["read by the leads alone, open", ofCheckIn({ disclosure: "lead", isOpenToAll: true, channel: "C1" }), []],
    ["read by those above, open", ofCheckIn({ disclosure: "executive", isOpenToAll: true }), ["disclosure"]],
    ["no opting out", ofCheckIn({ isRequired: true }), ["required"]],
    ["a question more in words", ofCheckIn({ texts: 4 }), ["more-text"]],
  ])("%s (beyond-asked)", (_, found, expected) => {
    expect(found).toEqual(expected);
  });
});
