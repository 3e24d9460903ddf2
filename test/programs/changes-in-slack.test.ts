/** What happens to a program from outside: its channel and its people, in Slack. */
import { describe, expect, it } from "vitest";
import { newestOf } from "../../src/demo/request-acts.ts";
import { leadChangedKind } from "../../src/programs/lead-changed-message.ts";
import { nameLead } from "../../src/programs/name-lead.ts";
import { away } from "../mission/acts-setup.ts";
import { openHome } from "../support/home-tab.ts";
import {
  actingAs,
  aRun,
  arrivals,
  arrivalsIn,
  atAnyHour,
  LEA,
  leaveSlack,
  NINA,
  openForm,
  personIn,
  RAVI,
  type Run,
  SAM,
  SOFIA,
  sentAs,
  TOM,
  textOf,
} from "../support/run.ts";

async function answer(run: Run, handle: string, text: string): Promise<void> {
  await openForm(run, handle);
  run.as(handle).fill("answer:progress", text);
  run.as(handle).fill("answer:next", "More");
  expect(await run.as(handle).submit()).toEqual({ closed: true });
}

async function channelOf(run: Run): Promise<string> {
  const { channel_id } = await run.db.selectFrom("program").select("channel_id").executeTakeFirstOrThrow();
  if (channel_id === null) throw new Error("The program has no channel.");
  return channel_id;
}

describe("a channel that is archived", () => {
  it("gets nothing more; the lead is told once what to do; once it is back, the next round is posted", async () => {
    const run = await aRun();
    await atAnyHour(run, "lea", "nina", "sam", run.sandbox.primaryOwner);
    const channelId = await channelOf(run);
    run.sandbox.misbehave({ do: "redeliver-next-event" });
    run.sandbox.misbehave({ do: "archive-channel", channelId });
    await run.to("2026-11-02T10:00Z");
    const [notice, ...others] = await sentAs(run, "channel-notice", "lea");
    expect(others).toEqual([]);
    expect(notice?.text).toBe(
      "Drumbeat ne peut plus écrire dans le canal du programme *Atlas*\u00a0: il est archivé ou supprimé, ou l’application n’y est pas. Écrivez-y /invite @drumbeat ou choisissez un autre canal.\n[Modifier le programme] ⋯Pourquoi ce message\u00a0?",
    );
    await answer(run, "tom", "Parser");
    await run.to("2026-11-03T08:00Z");
    expect(arrivalsIn(run, channelId)).toEqual([]);
    expect(run.sandbox.counters.errors).toEqual([]);
    run.sandbox.misbehave({ do: "unarchive-channel", channelId });
    await run.to("2026-11-03T10:00Z");
    await answer(run, "tom", "Exporter");
    await run.to("2026-11-04T10:00Z");
    expect(arrivalsIn(run, channelId).map(({ text }) => text)).toEqual([expect.stringContaining("Exporter")]);
    expect(await sentAs(run, "channel-notice", "lea")).toHaveLength(1);
  });

  it("is noticed when Slack refuses the post, though no event came", async () => {
    const run = await aRun();
    await atAnyHour(run, "lea", "nina", "sam", run.sandbox.primaryOwner);
    const channelId = await channelOf(run);
    const channel = run.sandbox.slack.workspace.channels.get(channelId);
    if (!channel) throw new Error("no channel");
    channel.isArchived = true;
    await run.to("2026-11-02T10:00Z");
    await answer(run, "tom", "Parser");
    await run.to("2026-11-03T10:00Z");
    await answer(run, "tom", "Exporter");
    await run.to("2026-11-04T10:00Z");
    expect(await sentAs(run, "channel-notice", "lea")).toHaveLength(1);
    expect(run.sandbox.counters.errors.map(({ error }) => error)).toEqual(["is_archived"]);
  });
});

it("a channel that is deleted is told to the lead, who chooses another one from there", async () => {
  const run = await aRun();
  await atAnyHour(run, "lea", "nina", "sam", run.sandbox.primaryOwner);
  run.sandbox.createChannel({ name: "atlas-2", isPrivate: true, members: ["lea", "tom"] });
  run.sandbox.misbehave({ do: "delete-channel", channelId: await channelOf(run) });
  // A summary goes where everybody may read the answers.
  await run.db.updateTable("program").set({ visibility: "workspace" }).execute();
  await run.settle();
  const [notice] = await sentAs(run, "channel-notice", "lea");
  if (!notice) throw new Error("not told");
  expect(notice.text).toContain("Drumbeat ne peut plus écrire dans le canal du programme *Atlas*");
  const { response } = await run.as("lea").command("/drumbeat program");
  expect(response && textOf(response)).toContain("⚠ Drumbeat ne peut pas écrire dans son canal");
  await run.as("lea").press(notice.message, { label: "Modifier le programme" });
  await run.as("lea").waitForView();
  run.as("lea").fill("channel", "atlas-2");
  expect(JSON.stringify(await run.as("lea").submit())).toContain("Atlas est enregistré.");
  await run.as("lea").closeView();
  await run.to("2026-11-02T10:00Z");
  await answer(run, "tom", "Parser");
  await run.to("2026-11-03T08:00Z");
  expect(arrivalsIn(run, await channelOf(run)).map(({ text }) => text)).toEqual([expect.stringContaining("Atlas")]);
});

it.each([
  ["public", false, "channel_left"],
  ["private", true, "group_left"],
])(
  "is told at once when the app is taken out of a %s channel, and forgotten when it is back",
  async (_, isPrivate, type) => {
    const run = await aRun({
      channels: [{ name: "atlas", isPrivate, members: ["lea", "tom", "nina", "ravi"] }],
      programs: [{ key: "atlas", title: "Atlas", lead: "lea", team: ["tom", "nina", "ravi"], channel: "atlas" }],
    });
    await atAnyHour(run, "lea");
    const channelId = await channelOf(run);
    run.sandbox.misbehave({ do: "remove-app-from-channel", channelId });
    await run.settle();
    expect(run.transcript.filter(({ direction }) => direction === "event").map((entry) => entry.type)).toEqual([type]);
    expect(await sentAs(run, "channel-notice", "lea")).toHaveLength(1);
    run.sandbox.misbehave({ do: "add-app-to-channel", channelId });
    await run.settle();
    const { channel_problem } = await run.db.selectFrom("program").select("channel_problem").executeTakeFirstOrThrow();
    expect(channel_problem).toBeNull();
  },
);

describe("a seat whose holder leaves Slack", () => {
  it("of the team is told to the lead, and they are asked no more", async () => {
    const run = await aRun();
    await atAnyHour(run, "lea", "nina", "sam", run.sandbox.primaryOwner);
    await leaveSlack(run, "tom");
    expect((await sentAs(run, "role-empty", "lea")).map(({ text }) => text)).toEqual([
      "Tom Baker (équipe opérationnelle, *Atlas*) n’a plus de compte Slack\u00a0: plus rien ne lui est demandé ni envoyé. Confiez ce rôle à une autre personne.\n[Modifier le programme] ⋯Pourquoi ce message\u00a0?",
    ]);
    await run.to("2026-11-02T20:00Z");
    expect(await sentAs(run, "prompt", "tom")).toEqual([]);
    expect(await sentAs(run, "prompt", "nina")).toHaveLength(1);
  });

  it("of a sponsor is told to whoever stands in for the lead; a change of zone or somebody without a seat is not", async () => {
    const run = await aRun();
    await atAnyHour(run, "lea", "nina", "sam", run.sandbox.primaryOwner);
    await away(run, "lea", { from: "2026-11-02", until: "2026-11-06", delegate: "nina" });
    await leaveSlack(run, "sofia");
    await leaveSlack(run, "sam");
    run.sandbox.misbehave({ do: "move", handle: "tom", tz: "Asia/Tokyo" });
    await run.to("2026-11-02T00:05Z");
    expect(await sentAs(run, "role-empty", "lea")).toEqual([]);
    const told = await sentAs(run, "role-empty", "nina");
    expect(told.map(({ text }) => text.slice(0, 50))).toEqual(["Sofia Rossi (sponsor, *Atlas*) has no Slack accoun"]);
  });

  it("of the lead is told to the deputy, else to an admin", async () => {
    const programs = [
      { key: "atlas", title: "Atlas", lead: "lea", deputy: "nina", team: ["tom"] },
      { key: "borea", title: "Borea", lead: "lea", team: ["tom"] },
    ];
    const run = await aRun({ programs, cadences: [], people: [LEA, TOM, NINA, RAVI, SOFIA, SAM] });
    await atAnyHour(run, "lea", "nina", "sam", run.sandbox.primaryOwner);
    await leaveSlack(run, "lea");
    expect(arrivals(run, "nina").map(({ text }) => text.split("\n")[0])).toEqual([
      "Léa Martin (lead, *Atlas*) has no Slack account any more: no check-ins, no digests. Give the role to someone else.",
    ]);
    const toAdmin = arrivals(run, run.sandbox.primaryOwner).map(({ text }) => text.split("\n")[0]);
    expect(toAdmin).toEqual([expect.stringContaining("(lead, *Borea*) has no Slack account")]);
  });
});

describe("naming a lead", () => {
  const programs = [{ key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], team: ["tom", "sam"] }];

  it("takes one field and one press, by a sponsor too; the team reads who left and who leads", async () => {
    const run = await aRun({ programs, cadences: [], people: [LEA, TOM, NINA, RAVI, SOFIA, SAM] });
    await atAnyHour(run, "lea", "nina", "tom", "sofia", run.sandbox.primaryOwner);
    await leaveSlack(run, "lea");
    await run.to("2026-11-02T12:00Z");
    const sofia = run.as("sofia");
    await sofia.press(newestOf(sofia, [], "program.name_lead"), { actionId: "program.name_lead" });
    await sofia.waitForView();
    sofia.fill("person", run.as("tom").userId);
    await sofia.submit();
    await run.to("2026-11-04T12:00Z");
    const { id } = await personIn(run, "tom");
    const seats = run.db.selectFrom("seat").select(["person_id", "until_date"]).where("role", "=", "lead");
    expect((await seats.execute()).filter(({ until_date }) => until_date === null)).toEqual([
      { person_id: id, until_date: null },
    ]);
    expect((await sentAs(run, "lead-changed", "sam")).map(({ text }) => text.split("\n")[0])).toEqual([
      // Sent while nobody led, it says so no more.
      "Léa Martin no longer leads *Atlas*. Tom Baker leads it now.",
      "Léa Martin no longer leads *Atlas*. Tom Baker leads it now.",
    ]);
  });

  it("is asked for on the first working morning, where the lead leaves on a day off", async () => {
    const run = await aRun({ programs, cadences: [], people: [LEA, TOM, NINA, RAVI, SOFIA, SAM], hasNewHours: true });
    await run.to("2026-11-07T11:00Z");
    await leaveSlack(run, "lea");
    await run.to("2026-11-08T23:00Z");
    const since = (handle: string) => arrivals(run, handle).filter(({ at }) => at >= "2026-11-07");
    for (const handle of ["sam", "sofia"]) expect(since(handle)).toEqual([]);
    await run.to("2026-11-09T12:00Z");
    const [read] = await sentAs(run, "lead-changed", "sam");
    expect(read?.text).toContain("Nobody leads it yet");
    expect(read?.at.slice(0, 10)).toBe("2026-11-09");
    expect(
      arrivals(run, "sofia")
        .map(({ text }) => text)
        .join(),
    ).toContain("[Name a lead…]");
  });

  it("is read by the team also where nobody had led for long", async () => {
    const run = await aRun({ programs, cadences: [], people: [LEA, TOM, NINA, RAVI, SOFIA, SAM] });
    await run.to("2026-11-02T09:00Z");
    const over = { until_date: "2026-10-20", handed_on_at: "2026-10-21T00:00:00.000Z" };
    await run.db.updateTable("seat").set(over).where("role", "=", "lead").execute();
    const { id: programId } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
    await nameLead(await actingAs(run, "sofia"), { programId, person: await personIn(run, "tom") });
    await run.to("2026-11-04T12:00Z");
    expect((await sentAs(run, "lead-changed", "sam")).map(({ text }) => text.split("\n")[0])).toEqual([
      "Tom Baker leads *Atlas* now.",
    ]);
  });

  it("tells the team of people whose erasure finds the message", () => {
    const subject = { programId: "p", leftId: "lea", leaderIds: ["tom", "nina"] };
    expect(leadChangedKind.about(subject)).toEqual({ program: "p", person: ["lea", "tom", "nina"] });
  });

  it("is refused to the team", async () => {
    const run = await aRun({ programs, cadences: [], people: [LEA, TOM, NINA, RAVI, SOFIA, SAM] });
    const { id: programId } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
    const [tom, nina] = [await personIn(run, "tom"), await personIn(run, "nina")];
    await expect(nameLead({ ...run.app.services, actor: tom }, { programId, person: nina })).rejects.toMatchObject({
      code: "PROGRAM_NOT_YOURS",
    });
  });
});

describe("the first look of an admin", () => {
  it("explains on Home in two lines and one button, as long as there is nothing", async () => {
    const run = await aRun({ programs: [], cadences: [] });
    const home = (await openHome(run, run.sandbox.primaryOwner)).join("\n").split("\n");
    expect(home).toHaveLength(3);
    expect(home.at(-1)).toContain("[Create a program]");
  });
});
