/**
 * E of the mission: reaching people well.
 *
 * Not built yet: E6 send-time optimisation, E7 fatigue, E12 a language model.
 *   E4   e-mail and channel threads as channels of one's own; questions that depend on an answer
 *   E10  author and approver held apart where nobody has changed the words
 *   E11  answers in time or late as a report; bottlenecks
 */
import { expect, it } from "vitest";
import { openHome } from "../support/home-tab.ts";
import { answer, inbox, isAsked, later, rounds, skip, stopAsking } from "./acts.ts";
import {
  approveDraft,
  digests,
  portfolioSeenBy,
  previewFor,
  readDigest,
  requireApproval,
  wordDraft,
} from "./acts-digest.ts";
import { addItem } from "./acts-register.ts";
import {
  addCadence,
  away,
  changeRoles,
  closeProgram,
  forecast,
  joins,
  leaves,
  planSeenBy,
  prefer,
} from "./acts-setup.ts";
import { aCompany, cadence, LOYALTY, PEOPLE, STORES } from "./company.ts";

const askedOn = (all: Awaited<ReturnType<typeof rounds>>, who: string) =>
  all.filter((one) => one.who === who).map(({ round }) => round.slice(5));

it("E1 who is asked is named before anything is sent, and follows a channel as people come and go", async () => {
  const room = { name: "till-room", members: ["priya", "oliver"] };
  const run = await aCompany({
    cadences: [cadence("daily", { audience: ["channel:till-room"] })],
    channels: [room],
  });
  const preview = await addCadence(run, "tom", { rhythm: "weekly", audience: ["Working team"] });
  for (const name of ["Priya Raman", "Oliver Hughes", "Chloé Durand"]) expect(preview).toContain(name);
  expect(preview).not.toContain("Margaret Osei");
  await run.to("2026-11-02T12:00Z");
  joins(run, "till-room", "sam");
  await run.to("2026-11-03T12:00Z");
  leaves(run, "till-room", "priya");
  await run.to("2026-11-04T12:00Z");
  const all = await rounds(run, "daily");
  expect(askedOn(all, "oliver")).toEqual(["11-02", "11-03", "11-04"]);
  expect(askedOn(all, "sam")).toEqual(["11-03", "11-04"]);
  expect(askedOn(all, "priya")).toEqual(["11-02", "11-03"]);
});

it("E2 nobody is written to outside their hours, on their days off, on a holiday or while they are away", async () => {
  const run = await aCompany({
    cadences: ["daily"],
    programs: [{ ...LOYALTY, team: ["priya", "oliver", "chloe", "ravi"] }],
    start: "2026-11-05T00:00:00.000Z",
  });
  await run.to("2026-11-05T00:10Z");
  await prefer(run, "oliver", { days: ["mo", "tu", "th"], morningAt: "11:00" });
  await away(run, "chloe", { from: "2026-11-09", until: "2026-11-10" });
  await run.to("2026-11-11T18:00Z");
  // The first message of each day, which is the only one but for Monday's report.
  const times = (who: string) => [
    ...Map.groupBy(inbox(run, who), ({ at }) => at.slice(0, 10))
      .values()
      .map(([first]) => first?.at.slice(5) ?? ""),
  ];
  // Nine in London, on working days.
  expect(times("priya")).toEqual(["05", "06", "09", "10", "11"].map((day) => `11-${day}T09:00`));
  expect(times("oliver")[0]).toBe("11-05T11:00");
  expect(times("oliver").map((at) => at.slice(0, 5))).toEqual(["11-05", "11-09", "11-10"]);
  expect(times("chloe").map((at) => at.slice(0, 5))).toEqual(["11-05", "11-06", "11-11"]);
  expect(times("ravi")).toEqual(["05", "06", "09", "10", "11"].map((day) => `11-${day}T03:30`));
});

it("E3 what is due comes in one message of the morning, and of a program only the longest", async () => {
  const run = await aCompany({
    cadences: [
      "daily",
      cadence("daily", { key: "stores-daily", program: "stores" }),
      cadence("weekly", { audience: ["team"] }),
    ],
    programs: [LOYALTY, { ...STORES, team: ["ravi", "priya"] }],
  });
  await run.to("2026-11-02T12:00Z");
  await addItem(run, "tom", { type: "action", title: "Book the room", due: "2026-11-05", owner: "priya" });
  await run.to("2026-11-05T20:00Z");
  const perDay = Map.groupBy(inbox(run, "priya"), ({ at }) => at.slice(0, 10));
  expect([...perDay.keys()]).toEqual(["2026-11-02", "2026-11-03", "2026-11-04", "2026-11-05"]);
  for (const messages of perDay.values()) expect(messages).toHaveLength(1);
  for (const key of ["stores-daily", "weekly"]) expect(isAsked(run, "priya", key)).toBe(true);
  expect(askedOn(await rounds(run, "daily"), "priya")).not.toContain("11-05");
  const [last] = perDay.get("2026-11-05") ?? [];
  expect(last?.words).toContain("Loyalty");
  expect(last?.words).toContain("Stores");
});

it("E4 people stop a check-in that is not required, and choose which digests they get", async () => {
  const run = await aCompany({
    cadences: [
      "daily",
      cadence("monthly", { rule: { every: "month", on: { day: 2 }, at: "09:00", zone: "participant" } }),
    ],
    start: "2026-10-30T00:00:00.000Z",
  });
  await run.to("2026-10-30T10:00Z");
  await stopAsking(run, "oliver", "daily");
  await skip(run, "priya", "daily");
  await later(run, "chloe", "daily");
  await run.to("2026-10-30T17:30Z");
  expect(inbox(run, "chloe")).toHaveLength(2);
  for (const who of ["priya", "oliver"]) expect(inbox(run, who)).toHaveLength(1);
  await prefer(run, "margaret", { digests: ["annual"] });
  await run.to("2026-11-05T12:00Z");
  const all = await rounds(run, "daily");
  expect(askedOn(all, "oliver")).toEqual(["10-30"]);
  expect(all.find(({ who }) => who === "priya")?.state).toBe("skipped");
  expect(await digests(run, "margaret", "monthly")).toEqual([]);
});

it("E5 a large audience is reached in controlled batches", async () => {
  const crowd = Array.from({ length: 80 }, (_, place) => ({
    handle: `m${place}`,
    name: `Member ${place}`,
    tz: "Europe/London",
    locale: "en-GB",
  }));
  const run = await aCompany({
    people: [...PEOPLE, ...crowd],
    programs: [{ ...LOYALTY, team: crowd.map(({ handle }) => handle) }],
    cadences: ["daily"],
  });
  await run.to("2026-11-02T09:00:05Z");
  const reached = () => crowd.filter(({ handle }) => inbox(run, handle).length > 0).length;
  const atFirst = reached();
  expect(atFirst).toBeGreaterThan(0);
  expect(atFirst).toBeLessThan(crowd.length / 2);
  await run.to("2026-11-02T09:05Z");
  expect(reached()).toBe(crowd.length);
});

it("E8 an answer stops the reminders, leaving a team stops its prompts, and a closed program goes quiet", async () => {
  const run = await aCompany({ cadences: ["daily", cadence("weekly", { audience: ["team"] })] });
  await run.to("2026-11-05T15:00Z");
  await answer(run, "priya", "weekly", { status: "on track", done: "Import" });
  await run.to("2026-11-06T12:00Z");
  expect(isAsked(run, "priya", "weekly")).toBe(false);
  expect(isAsked(run, "oliver", "weekly")).toBe(true);

  await changeRoles(run, "tom", { ...LOYALTY, team: ["priya", "chloe"] });
  await run.to("2026-11-09T12:00Z");
  const monday = (await rounds(run, "daily")).filter(({ round }) => round === "2026-11-09");
  expect(monday.map(({ who }) => who)).toEqual(["chloe", "priya"]);

  await closeProgram(run, "tom", "It is done");
  await run.to("2026-11-17T20:00Z");
  expect((await rounds(run, "daily")).filter(({ round }) => round > "2026-11-09")).toEqual([]);
  // But for the report that says that it is closed.
  for (const who of ["priya", "chloe", "oliver", "margaret"])
    expect(new Set(inbox(run, who).flatMap(({ at }) => (at > "2026-11-10" ? at : []))).size).toBeLessThanOrEqual(1);
});

it("E9 a forecast says exactly who will be asked and when, a pilot asks some first, and a digest is seen beforehand", async () => {
  const run = await aCompany({
    cadences: [
      cadence("daily", { pilot: { people: ["priya"], rounds: 2 } }),
      cadence("weekly", { audience: ["team"] }),
      "monthly",
    ],
    start: "2026-10-27T00:00:00.000Z",
  });
  await away(run, "oliver", { from: "2026-11-02", until: "2026-11-03" });
  const expected = await forecast(run, 1);
  expect(await planSeenBy(run, "priya")).not.toContain("Oliver");
  await run.to("2026-10-30T12:00Z");
  await answer(run, "tom", "monthly", { bottomLine: "Live in March", status: "on track", done: "Import runs" });
  expect(await previewFor(run, "tom", "margaret", "monthly")).toContain("Live in March");
  expect(await previewFor(run, "priya", "margaret", "monthly")).toBeNull();
  await run.to("2026-11-03T00:00Z");
  const came = [];
  for (const key of ["daily", "weekly", "monthly"])
    for (const { who, round, state } of await rounds(run, key))
      if (state !== "excused" && state !== "waiting") came.push(`${round} ${who}`);
  expect(came.toSorted()).toEqual(expected.toSorted());
  expect(came.filter((line) => line.endsWith("oliver")).length).toBeGreaterThan(0);
  expect((await rounds(run, "daily")).filter(({ round }) => round < "2026-10-29").map(({ who }) => who)).toEqual([
    "priya",
    "priya",
  ]);
});

it("E10 where it is asked for, nothing goes to an executive before somebody else than its author has approved it", async () => {
  const run = await aCompany({ cadences: ["monthly"], start: "2026-10-29T00:00:00.000Z" });
  await run.to("2026-10-30T12:00Z");
  await requireApproval(run, "tom");
  await answer(run, "tom", "monthly", { bottomLine: "Live in March", status: "on track", done: "Import runs" });
  await run.to("2026-11-03T12:00Z");
  await wordDraft(run, "tom", "The stores go live in March");
  expect(await approveDraft(run, "tom")).toBe(false);
  // The digest goes in time, without what the lead wrote.
  await run.to("2026-11-04T12:00Z");
  expect((await readDigest(run, "margaret", "monthly")).words).not.toMatch(/live in March|Import runs/i);
  expect(await approveDraft(run, "dan")).toBe(true);
  await run.to("2026-11-05T12:00Z");
  const digest = await readDigest(run, "margaret", "monthly");
  expect(digest.approvedBy).toEqual(["Dan Olsen"]);
  expect(digest.words).toContain("The stores go live in March");
});

it("E11 leads see who has not answered, and a sponsor sees on one screen how all programs stand", async () => {
  const open = { readers: ["lead", "sponsors", "steering"], disclosure: "above" };
  const run = await aCompany({
    cadences: [
      cadence("weekly", { ...open, audience: ["lead", "team"] }),
      cadence("weekly", { ...open, key: "stores-weekly", program: "stores" }),
    ],
    programs: [LOYALTY, STORES],
  });
  await run.to("2026-11-05T15:00Z");
  await answer(run, "priya", "weekly", { status: "on track", done: "Import" });
  await answer(run, "tom", "weekly", { status: "at risk", because: "The bank", done: "Import" });
  await answer(run, "lea", "stores-weekly", { status: "off track", because: "No till", done: "Rien" });
  expect(await portfolioSeenBy(run, "margaret")).toEqual({ Loyalty: "at risk", Stores: "off track" });
  expect(await portfolioSeenBy(run, "hugo")).toEqual({ Loyalty: "at risk" });
  expect(await portfolioSeenBy(run, "sam")).toBeNull();
  // The names of those who are silent stand on the Homes of lead and deputy alone, until the report goes.
  await run.to("2026-11-06T20:00Z");
  for (const { handle } of PEOPLE.filter(({ handle }) => handle !== "oliver")) {
    expect(inbox(run, handle, "Oliver Hughes")).toEqual([]);
    const isNamed = (await openHome(run, handle)).some((line) => /missing: .*Oliver Hughes/.test(line));
    expect(isNamed).toBe(handle === "tom" || handle === "dan");
  }
});
