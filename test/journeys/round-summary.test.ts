import { describe, expect, it } from "vitest";
import { readAnswers } from "../../src/check-ins/saving.ts";
import { putInto } from "../../src/demo/answer-check-in.ts";
import { databases } from "../support/databases.ts";
import { openHome } from "../support/home-tab.ts";
import {
  aRun,
  arrivals,
  arrivalsIn,
  fillIn,
  LEA,
  NINA,
  openForm,
  personIn,
  RAVI,
  type Run,
  type RunOptions,
  SAM,
  SOFIA,
  sentAs,
  TOM,
} from "../support/run.ts";

const PEOPLE_OF_ATLAS = ["lea", "tom", "nina", "ravi", "sofia"];
const DAILY = { key: "daily", program: "atlas", template: "daily-team" };
const RULE = { every: "day", on: ["mo", "tu"], at: "09:00", zone: "participant" };

/** Atlas with its channel; `program` and `channel` say what is special about them. */
function inChannel(
  channel: { isPrivate?: boolean; members?: string[] },
  program: Record<string, unknown> = {},
): RunOptions {
  return {
    people: [LEA, TOM, NINA, RAVI, SOFIA, SAM],
    channels: [
      { name: "atlas-room", isPrivate: channel.isPrivate ?? true, members: channel.members ?? PEOPLE_OF_ATLAS },
    ],
    programs: [
      {
        key: "atlas",
        title: "Atlas",
        lead: "lea",
        sponsors: ["sofia"],
        team: ["tom", "nina", "ravi"],
        channel: "atlas-room",
        ...program,
      },
    ],
  };
}

function summaries(run: Run) {
  const checked = run.transcript.find(({ type }) => type === "conversations.info");
  return arrivalsIn(run, String(checked?.body.channel));
}

async function answer(run: Run, handle: string, progress: string): Promise<void> {
  await fillIn(run, handle, progress);
  expect(await run.as(handle).submit()).toEqual({ closed: true });
  await run.settle();
}

/** What “Read the answers” opens, or the line that is shown instead. */
async function read(run: Run, handle: string): Promise<string> {
  const { id } = await run.db.selectFrom("round").select("id").executeTakeFirstOrThrow();
  return readAnswers(run.app.services, await personIn(run, handle), id).then(
    (view) => JSON.stringify(view),
    (refusal) => refusal.sentence("en"),
  );
}

describe.each(databases)("the summary of a round, on %s", (database) => {
  it("is one message when the round is due, corrected in place by late answers and edits while it is open", async () => {
    const run = await aRun({ ...inChannel({}), database });
    const picture_url = "https://avatars.slack-edge.com/1.png";
    await run.db.updateTable("person").set({ picture_url }).where("handle", "=", "tom").execute();
    await run.to("2026-11-02T10:00Z");
    await answer(run, "tom", "Parser is done");
    await run.to("2026-11-02T21:59Z");
    expect(summaries(run)).toEqual([]);
    await run.to("2026-11-02T22:30Z");
    // New York is the last for which it is due.
    expect(summaries(run).map(({ at }) => at)).toEqual(["2026-11-02T22:00:00.000Z"]);
    expect(summaries(run)[0]?.text.split(/\n+/)).toEqual([
      "Daily team check-in · Atlas",
      "Monday\u00a02\u00a0November · 1 answered",
      expect.stringMatching(/^ ?<@U\w+>$/),
      "Done: Parser is done",
      "Next: Then the exporter",
      "[Read the answers]",
    ]);
    expect(JSON.stringify(summaries(run)[0]?.message)).toContain(picture_url);
    await answer(run, "nina", "Contracts signed");
    expect(summaries(run)).toHaveLength(1);
    expect(summaries(run)[0]?.text).toContain("2 answered");
    expect(summaries(run)[0]?.text).toContain("Contracts signed");
    const receipt = (await sentAs(run, "prompt", "tom"))[0];
    if (!receipt) throw new Error("no receipt");
    await run.as("tom").press(receipt.message, { label: "Edit" });
    await run.as("tom").waitForView();
    run.as("tom").fill("answer:progress", "Parser is nearly done");
    await run.as("tom").submit();
    // Slack takes a few changes of messages at once, and Nina's reminder changed too.
    await run.to("2026-11-02T22:31Z");
    expect(summaries(run)).toHaveLength(1);
    expect(summaries(run)[0]?.text).toContain("Parser is nearly done");
    expect(summaries(run)[0]?.text).not.toContain("Parser is done");
  });
});

describe("the summary of a round", () => {
  it("counts who is away and who has nothing to report", async () => {
    const run = await aRun(inChannel({}));
    await run.to("2026-11-02T10:00Z");
    await run.as("ravi").command("/drumbeat away");
    await run.as("ravi").waitForView();
    run.as("ravi").fill("until", "2026-11-02");
    await run.as("ravi").submit();
    const prompt = (await sentAs(run, "prompt", "tom"))[0];
    if (!prompt) throw new Error("no prompt");
    await run.as("tom").press(prompt.message, { label: "Nothing to report" });
    await run.to("2026-11-02T23:00Z");
    expect(summaries(run)[0]?.text).toContain("1 answered · 1 away\nNothing to report: Tom Baker");
  });
});

const SHOWN = "Parser is done";
describe("answers in a channel", () => {
  const cases: [string, RunOptions, "channel" | "morning" | "nobody"][] = [
    ["a private channel of the program's people", inChannel({}), "channel"],
    ["a private channel with a stranger in it", inChannel({ members: [...PEOPLE_OF_ATLAS, "sam"] }), "morning"],
    ["a public channel, even with the program's people alone", inChannel({ isPrivate: false }), "morning"],
    [
      "a public channel of a program that the workspace may see",
      inChannel({ isPrivate: false, members: [...PEOPLE_OF_ATLAS, "sam"] }, { visibility: "workspace" }),
      "channel",
    ],
    [
      "a private channel, when the answers are for the lead",
      { ...inChannel({}), cadences: [{ ...DAILY, disclosure: "lead" }] },
      "nobody",
    ],
    [
      "the channel of a program that the workspace may see, when the answers are for executives",
      { ...inChannel({}, { visibility: "workspace" }), cadences: [{ ...DAILY, disclosure: "above" }] },
      "nobody",
    ],
  ];
  it.each(cases)("in %s", async (_, options, where) => {
    const run = await aRun(options);
    await run.to("2026-11-02T10:00Z");
    await answer(run, "tom", SHOWN);
    await run.to("2026-11-02T23:00Z");
    const posted = summaries(run).map(({ text }) => text);
    // Without answers there is nothing to post.
    expect(posted).toEqual(where === "channel" ? [expect.stringContaining(SHOWN)] : []);
    await run.to("2026-11-03T14:00Z");
    const told = (await sentAs(run, "round-summary-team", "ravi")).map(({ text }) => text);
    expect(told).toEqual(where === "morning" ? [expect.stringContaining(SHOWN)] : []);
  });
});

describe("a summary that no channel shows", () => {
  const room = inChannel({ isPrivate: false });

  it("stands in the next morning message of each of the team once the round is due, and never before", async () => {
    const run = await aRun({ ...room, isTogether: true });
    // Before the morning of the others.
    await run.to("2026-11-02T05:00Z");
    await answer(run, "ravi", "Tests are green");
    await run.to("2026-11-02T15:00Z");
    await answer(run, "tom", SHOWN);
    // Until 17:00 in New York.
    await run.to("2026-11-02T22:30Z");
    for (const handle of ["nina", "tom", "lea"]) expect(await sentAs(run, "round-summary-team", handle)).toEqual([]);

    await run.to("2026-11-03T20:00Z");
    const times = async (handle: string) => (await sentAs(run, "round-summary-team", handle)).map(({ at }) => at);
    expect(await times("nina")).toEqual(["2026-11-03T14:00:00.000Z"]);
    expect(await times("tom")).toEqual(["2026-11-03T09:00:00.000Z"]);
    expect(await times("lea")).toEqual(["2026-11-03T08:00:00.000Z"]);
  });

  it("comes to nobody of whom a channel shows it at that minute", async () => {
    const run = await aRun({ ...inChannel({}), isTogether: true });
    await run.to("2026-11-02T15:00Z");
    await answer(run, "tom", SHOWN);
    await answer(run, "ravi", "Tests are green");
    await run.to("2026-11-03T20:00Z");
    expect(summaries(run)).toHaveLength(1);
    for (const handle of ["nina", "tom", "lea"]) expect(await sentAs(run, "round-summary-team", handle)).toEqual([]);
  });

  it("names whoever has not answered to the lead alone", async () => {
    const run = await aRun({ ...room, isTogether: true });
    await run.to("2026-11-02T15:00Z");
    await answer(run, "tom", SHOWN);
    await answer(run, "ravi", "Tests are green");
    await run.to("2026-11-03T20:00Z");
    const read = async (handle: string) => (await sentAs(run, "round-summary-team", handle))[0]?.text ?? "";
    expect(await read("lea")).toContain("Sans réponse\u00a0: Nina Diaz.");
    for (const handle of ["nina", "tom", "ravi"]) {
      expect(await read(handle)).not.toBe("");
      expect(await read(handle)).not.toMatch(/No answer|Sans réponse|\d of \d/u);
    }
  });

  it("is a line in the morning message where it has no three lines", async () => {
    const run = await aRun({ ...room, isTogether: true });
    await run.to("2026-11-02T15:00Z");
    await answer(run, "tom", SHOWN);
    await run.to("2026-11-03T15:00Z");
    const [line, ...others] = await sentAs(run, "round-summary-team", "nina");
    expect(others).toEqual([]);
    expect(line?.at).toBe("2026-11-03T14:00:00.000Z");
    expect(line?.text).toContain("Atlas · Tom Baker – Done: Parser is done; Next: Then the exporter");
  });
});

it("is shown in a private channel that somebody is in who has left Slack", async () => {
  const run = await aRun(inChannel({ members: [...PEOPLE_OF_ATLAS, "sam"] }));
  await run.to("2026-11-02T10:00Z");
  await answer(run, "tom", SHOWN);
  await run.db.updateTable("person").set({ is_deactivated: 1 }).where("handle", "=", "sam").execute();
  await run.to("2026-11-02T23:00Z");
  expect(summaries(run)).toHaveLength(1);
});

it("is not shown in a channel that another program has too, whose people are in it", async () => {
  const { programs = [], ...options } = inChannel({ members: [...PEOPLE_OF_ATLAS, "sam"] });
  const borea = { key: "borea", title: "Borea", lead: "lea", team: ["sam"], channel: "atlas-room" };
  const run = await aRun({ ...options, programs: [...programs, borea], isTogether: true });
  await run.to("2026-11-02T15:00Z");
  await answer(run, "tom", SHOWN);
  await run.to("2026-11-03T15:00Z");
  expect(summaries(run)).toEqual([]);
  expect((await sentAs(run, "round-summary-team", "ravi"))[0]?.text).toContain(SHOWN);
  expect(await sentAs(run, "round-summary-team", "sam")).toEqual([]);
});

it("of a team of one comes to the lead alone", async () => {
  const run = await aRun({ ...inChannel({ isPrivate: false }, { team: ["tom"] }), isTogether: true });
  await run.to("2026-11-02T15:00Z");
  await answer(run, "tom", SHOWN);
  await run.to("2026-11-03T15:00Z");
  expect((await sentAs(run, "round-summary-team", "lea"))[0]?.text).toContain(SHOWN);
  expect(await sentAs(run, "round-summary-team", "tom")).toEqual([]);
});

it("leaves to the week's report what that tells on the same morning", async () => {
  const asked = { program: "atlas", rule: { every: "week", on: ["th"], at: "09:00", zone: "participant" } };
  const retrospective = [{ key: "learnt", type: "long-text", label: "Learnt" }];
  const run = await aRun({
    ...inChannel({ isPrivate: false }),
    isTogether: true,
    cadences: [
      { ...asked, key: "weekly", template: "weekly-progress", audience: ["team"] },
      { ...asked, key: "retrospective", questions: retrospective, audience: ["team"], readers: ["lead"] },
    ],
  });
  await run.to("2026-11-05T15:00Z");
  const written = { weekly: { health: "green", progress: SHOWN }, retrospective: { learnt: "Ask the vendor first" } };
  for (const [cadence, fields] of Object.entries(written)) {
    await openForm(run, "tom", cadence);
    for (const [key, value] of Object.entries(fields)) await putInto(run.as("tom"), `answer:${key}`, value);
    expect(await run.as("tom").submit()).toEqual({ closed: true });
    await run.settle();
  }
  await run.to("2026-11-09T15:00Z");
  const [morning] = arrivals(run, "ravi").filter(({ text }) => text.includes("WEEK 45"));
  expect(morning?.text).toContain("Learnt: Ask the vendor first");
  expect(morning?.text.split(SHOWN)).toHaveLength(2);
});

it("is not posted where nothing that was answered may stand in it", async () => {
  const questions = ["progress", "details"].map((feeds) => ({ key: feeds, type: "long-text", label: feeds, feeds }));
  const run = await aRun({
    ...inChannel({}),
    cadences: [{ key: "daily", program: "atlas", questions, rule: RULE, audience: ["team"], readers: ["lead"] }],
  });
  await run.to("2026-11-02T10:00Z");
  const inForm = async (handle: string, key: string) => {
    await openForm(run, handle);
    run.as(handle).fill(`answer:${key}`, SHOWN);
    expect(await run.as(handle).submit()).toEqual({ closed: true });
    await run.settle();
  };
  await inForm("tom", "details");
  await run.to("2026-11-02T22:30Z");
  expect(summaries(run)).toEqual([]);
  await inForm("nina", "progress");
  expect(summaries(run).map(({ text }) => text)).toEqual([expect.stringContaining(SHOWN)]);
});

describe("the button that reads the answers", () => {
  // Sam is no member: the title of the program is not his to learn.
  const refusal = (handle: string) =>
    `You don’t have access to these answers. The lead of ${handle === "sam" ? "this program" : "Atlas"} can help.`;
  const table: [disclosure: string, mayRead: string[], mayNot: string[]][] = [
    ["team", ["lea", "tom", "ravi"], ["sofia", "sam"]],
    // Tom wrote it.
    ["lead", ["lea", "tom"], ["ravi", "sofia", "sam"]],
    ["above", ["lea", "sofia", "tom"], ["ravi", "sam"]],
  ];
  it.each(table)("asks for the right to answers for the %s", async (disclosure, mayRead, mayNot) => {
    const run = await aRun({
      ...inChannel({ isPrivate: false, members: [...PEOPLE_OF_ATLAS, "sam"] }),
      cadences: [{ ...DAILY, disclosure }],
    });
    await run.to("2026-11-02T10:00Z");
    await answer(run, "tom", SHOWN);
    await run.to("2026-11-02T23:00Z");
    for (const handle of mayRead) expect(await read(run, handle)).toContain(SHOWN);
    for (const handle of mayNot) {
      const shown = await read(run, handle);
      expect(shown).toBe(refusal(handle));
      expect(shown).not.toContain(SHOWN);
    }
  });
});

it("tells no rate below five people, in the channel and to those who lead", async () => {
  for (const [others, said] of [
    [["ben"], "1 answered"],
    [["ben", "cleo"], "1 of 5 answered"],
  ] as const) {
    const team = ["tom", "nina", "ravi", ...others];
    const run = await aRun({
      ...inChannel({ members: [...PEOPLE_OF_ATLAS, ...others] }, { team }),
      people: [
        { ...LEA, locale: "en-GB" },
        TOM,
        NINA,
        RAVI,
        SOFIA,
        ...others.map((one) => ({ ...TOM, handle: one, name: one })),
      ],
    });
    await run.to("2026-11-02T10:00Z");
    await answer(run, "tom", SHOWN);
    expect((await openHome(run, "lea")).join("\n")).not.toMatch(/\d of \d|%/u);
    await run.to("2026-11-02T23:00Z");
    expect(summaries(run)[0]?.text.split(/\n+/)[1]).toBe(`Monday\u00a02\u00a0November · ${said}`);
  }
});
