/**
 * Four programs in which everything is on, and what their people do from day to day, by chance from their names and the date:
 * most answer, some late, some never. Through the use cases, so that a year passes in a minute.
 */
import type { Answers } from "../../src/cadences/questions/questions.ts";
import { goAway } from "../../src/check-ins/away/absences.ts";
import { submitCheckIn } from "../../src/check-ins/saving.ts";
import { setDates } from "../../src/meetings/dates.ts";
import { getPerson, type Person } from "../../src/people/people.ts";
import { DrumbeatError } from "../../src/platform/errors.ts";
import { addLocalDays, daysBetween, type LocalDate } from "../../src/platform/time.ts";
import { giveOffice } from "../../src/programs/office-giving.ts";
import { programByKey } from "../../src/programs/programs.ts";
import { addItem, closeItem, confirmItem, handOver } from "../../src/register/acts.ts";
import { itemsOfPrograms } from "../../src/register/item-rights.ts";
import type { Item } from "../../src/register/items.ts";
import { askQuestion, reply } from "../../src/register/requests/acts.ts";
import { decide } from "../../src/register/requests/decide.ts";
import { escalate } from "../../src/register/requests/due-requests.ts";
import { castVote, sendToCommittee } from "../../src/register/requests/votes.ts";
import { approveDraft, setReportApprover } from "../../src/reports/drafts/drafts.ts";
import { acting } from "./acting.ts";
import { leaveSlack, personIn, type Run } from "./run.ts";

const inLondon = (handle: string) => ({ handle, name: handle, tz: "Europe/London", locale: "en-GB" });
const inParis = (handle: string) => ({ handle, name: handle, tz: "Europe/Paris", locale: "fr-FR" });
const COMMITTEE = ["cora", "carl", "cleo"];
const TEAM = ["tess", "theo", "tara", "tim", "toni", "ted"];

/** Two programs a lead, four a sponsor, two roles a member, a committee of three, its secretary, an office over all. */
export const BUSY = {
  people: [
    ...["lena", "sol", "cora", "tess", "theo", "toni", "sue", "olga"].map(inLondon),
    ...["dan", "carl", "tara", "ted"].map(inParis),
    { handle: "cleo", name: "cleo", tz: "America/New_York", locale: "en-US" },
    { handle: "tim", name: "tim", tz: "Asia/Kolkata", locale: "en-IN" },
  ],
  programs: [
    { key: "alder", lead: "lena", team: ["tess", "theo", "ted"] },
    { key: "birch", lead: "lena", team: ["tess", "tara", "toni"] },
    { key: "cedar", lead: "dan", deputy: "tara", team: ["theo", "tim", "ted"] },
    { key: "dogwood", lead: "dan", team: ["tara", "tim", "toni"] },
  ].map((program) => ({ ...program, title: program.key, sponsors: ["sol"], steering: COMMITTEE, secretary: "sue" })),
  cadences: ["alder", "birch", "cedar", "dogwood"].flatMap((program, place) => [
    { key: `${program}-daily`, program, template: "daily-team" },
    {
      key: `${program}-weekly`,
      program,
      template: "weekly-progress",
      ...(place % 2 === 0 && { audience: ["lead", "team"] }),
    },
    { key: `${program}-monthly`, program, template: "monthly-executive" },
    { key: `${program}-quarterly`, program, template: "quarterly-roadmap" },
    { key: `${program}-annual`, program, template: "annual-strategy" },
  ]),
};

/** Their absences, one after the other: the first day, after so many days of the story, and how many days. */
const AWAY: Readonly<Record<string, string>> = {
  tess: "14+21 150+7 260+14",
  theo: "35+5 210+21",
  tara: "49+14 180+7",
  tim: "21+7 240+21",
  toni: "51+12 190+5 270+14",
  ted: "28+9",
  lena: "52+10 200+21",
  dan: "40+7 255+14",
  sol: "51+11 220+21",
  cora: "30+7 230+14",
  carl: "53+9 270+21",
  cleo: "24+4 250+14",
};
/** Who approves what is written in two of the programs. */
const APPROVER = { alder: "sponsor", cedar: "deputy" } as const;
/** Nobody stands in for somebody whose day begins when theirs is half over. */
const STANDING_IN = ["tess", "theo", "tara", "toni"];
const LEAVES = { handle: "ted", after: 60 };
/** Whoever answers least. */
const SELDOM = "theo";

/** From 0 to 99, the same for the same words. */
function chance(...words: (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const char of words.join(" ")) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 12)) >>> 0) % 100;
}

export class BusyYear {
  readonly #run: Run;
  readonly #start: LocalDate;
  #refused = 0;

  constructor(run: Run) {
    this.#run = run;
    this.#start = run.clock.now().slice(0, 10);
  }

  /** So much could not be done when somebody wanted to: it was over by then, or with somebody else. */
  get refused(): number {
    return this.#refused;
  }

  /** Two of the programs are approved before anybody above reads of them; the committee of one has dates. */
  async begin(): Promise<void> {
    const { services, workspace } = this.#run.app;
    for (const [key, lead] of [
      ["alder", "lena"],
      ["cedar", "dan"],
    ] as const) {
      const program = await programByKey(services.db, workspace.id, key);
      if (!program) throw new Error(`There is no ${key}`);
      const actor = await this.#person(lead);
      await setReportApprover({ ...services, actor }, { programId: program.id, approver: APPROVER[key] });
    }

    const admin = await this.#person(this.#run.sandbox.primaryOwner);
    await giveOffice({ ...services, actor: admin }, { person: await this.#person("olga"), label: null });
    const alder = await programByKey(services.db, workspace.id, "alder");
    const place = { at: "15:00", zone: "Europe/London", place: "" };
    const dates = { first: addLocalDays(this.#start, 22), repeats: "month" as const, also: [], ...place };
    const committee = { programId: alder?.id ?? "", kind: "committee" as const, dates, quorum: null };
    await setDates({ ...services, actor: await this.#person("sue") }, committee);
  }

  /** Up to that day: late in the morning and in the afternoon each does what they do. */
  async until(last: LocalDate): Promise<void> {
    for (let day = daysBetween(this.#start, this.#today()); this.#today() < last; day += 1) {
      const date = addLocalDays(this.#start, day);
      for (const time of ["11:30", "16:30"]) {
        await this.#run.to(`${date}T${time}:00.000Z`);
        if (time === "11:30") await this.#comeAndGo(day, date);
        if (![0, 6].includes(new Date(date).getUTCDay())) await this.#work(date, time);
        await this.#run.settle();
      }
      await this.#run.to(`${addLocalDays(date, 1)}T00:00:00.000Z`);
    }
  }

  #today(): LocalDate {
    return this.#run.clock.now().slice(0, 10);
  }

  #person(handle: string): Promise<Person> {
    return personIn(this.#run, handle);
  }

  async #try(act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
    } catch (cause) {
      if (!(cause instanceof DrumbeatError)) throw cause;
      this.#refused += 1;
    }
  }

  async #comeAndGo(day: number, date: LocalDate): Promise<void> {
    const { services } = this.#run.app;
    for (const [handle, spans] of Object.entries(AWAY))
      for (const span of spans.split(" ")) {
        const [after, days = 1] = span.split("+").map(Number);
        if (after !== day) continue;
        const others = STANDING_IN.filter((other) => other !== handle);
        const named = others[chance(date) % others.length] ?? "";
        const delegate = chance(handle, date) < 50 ? await this.#person(named) : null;
        const from = addLocalDays(date, 1);
        const person = await this.#person(handle);
        await this.#try(() =>
          goAway({ ...services, actor: person }, { person, from, until: addLocalDays(from, days - 1), delegate }),
        );
      }
    if (day === LEAVES.after) await leaveSlack(this.#run, LEAVES.handle);
  }

  async #work(date: LocalDate, time: string): Promise<void> {
    await this.#answer(date, time);
    await this.#approve(date);
    await this.#raise(date, time);
    await this.#follow(date, time);
    if (time === "11:30") await this.#sponsor(date);
  }

  /** What is asked of those who are there: the rest of it stays unanswered, or is answered on another day. */
  async #answer(date: LocalDate, time: string): Promise<void> {
    const { services, workspace } = this.#run.app;
    const asked = await services.db
      .selectFrom("prompt")
      .innerJoin("round", (join) =>
        join.onRef("round.id", "=", "prompt.round_id").onRef("round.workspace_id", "=", "prompt.workspace_id"),
      )
      .innerJoin("cadence", (join) =>
        join.onRef("cadence.id", "=", "round.cadence_id").onRef("cadence.workspace_id", "=", "round.workspace_id"),
      )
      .innerJoin("person", (join) =>
        join.onRef("person.id", "=", "prompt.person_id").onRef("person.workspace_id", "=", "prompt.workspace_id"),
      )
      .select(["prompt.id as promptId", "person.id as personId", "person.handle", "cadence.key", "round.key as round"])
      .where("prompt.state", "=", "sent")
      .where("round.state", "=", "open")
      .orderBy("cadence.key")
      .orderBy("person.handle")
      .execute();
    for (const { promptId, personId, handle, key, round } of asked) {
      const never = handle === SELDOM ? 45 : 8;
      if (chance("never", handle, key, round) < never || chance(handle, key, date, time) >= 60) continue;
      const person = await getPerson(services.db, workspace.id, personId);
      const status = statusOf(key.split("-")[0] ?? "", this.#start, date);
      const submission = answersTo(key, `${handle} ${key} ${round}`, { date, status });
      await this.#try(() => submitCheckIn({ ...services, actor: person }, { promptId, ...submission }));
    }
  }

  async #approve(date: LocalDate): Promise<void> {
    const { services, workspace } = this.#run.app;
    const asked = await services.db
      .selectFrom("approval")
      .select(["id", "asked_of"])
      .where("subject_kind", "=", "report")
      .where("state", "=", "asked")
      .orderBy("id")
      .execute();
    for (const { id, asked_of: askedOf } of asked) {
      if (chance("approve", id, date) >= 70) continue;
      const approver = await getPerson(services.db, workspace.id, askedOf);
      await this.#try(() => approveDraft({ ...services, actor: approver }, { approvalId: id }));
    }
  }

  /** Of each program something to do every few days; now and then a risk or a blocker beside the answers. */
  async #raise(date: LocalDate, time: string): Promise<void> {
    const { services, workspace } = this.#run.app;
    for (const { key, lead, team } of BUSY.programs) {
      const luck = chance("raise", key, date, time);
      if (luck >= 14) continue;
      const program = await programByKey(services.db, workspace.id, key);
      if (!program) continue;
      const owner = await this.#person(team[chance(key, date) % team.length] ?? "");
      if (owner.is_deactivated === 1) continue;
      const item = {
        title: `What came up in ${key} on ${date} ${time}`,
        sourceKey: `busy:${key}:${date}:${time}`,
        ownerId: owner.id,
        dueOn: addLocalDays(date, 3 + (luck % 10)),
      };
      const actor = await this.#person(lead);
      const typed =
        luck < 9
          ? ({ type: "action", details: {} } as const)
          : luck < 12
            ? ({ type: "issue", details: { blocksWork: true, whoCanUnblock: "Ops" } } as const)
            : ({ type: "risk", details: { probability: 5, impact: 4 } } as const);
      await this.#try(() => addItem(acting(services, actor), { programId: program.id, ...item, ...typed }));
    }
  }

  /** Whoever has something does something about it on some days. */
  async #follow(date: LocalDate, time: string): Promise<void> {
    const { services, workspace } = this.#run.app;
    const programs = await services.db.selectFrom("program").select("id").execute();
    const items = await itemsOfPrograms(
      services.db,
      workspace.id,
      programs.map(({ id }) => id),
    );
    for (const item of items) {
      if (item.state !== "open") continue;
      const luck = chance(
        "follow",
        item.type,
        item.number,
        item.program_id === items[0]?.program_id ? 1 : 0,
        date,
        time,
      );
      if (item.type === "request") await this.#followAsk(item, luck, date);
      else await this.#followItem(item, luck);
    }
  }

  /** Now and then the sponsor is asked to appear. */
  async #sponsor(date: LocalDate): Promise<void> {
    const { services, workspace } = this.#run.app;
    for (const { key, lead } of BUSY.programs) {
      const program = await programByKey(services.db, workspace.id, key);
      if (!program || chance("appear", key, date) >= 2) continue;
      const actor = await this.#person(lead);
      await this.#try(async () =>
        addItem(acting(services, actor), {
          programId: program.id,
          type: "presence",
          details: { time: "10:00", zone: "Europe/London", place: "Leeds", points: ["Thank you."] },
          title: `Where ${key} needs it, ${date}`,
          sourceKey: `busy:presence:${key}:${date}`,
          ownerId: (await this.#person("sol")).id,
          dueOn: addLocalDays(date, 6 + (chance("day", key, date) % 25)),
        }),
      );
    }
  }

  async #followItem(item: Item, luck: number): Promise<void> {
    const { services, workspace } = this.#run.app;
    const owner = await getPerson(services.db, workspace.id, item.owner_id ?? item.raised_by);
    if (owner.is_deactivated === 1) return;
    const by = acting(services, owner);
    // One in four who finish something add a word about it.
    if (luck < 12) await this.#try(() => closeItem(by, { id: item.id, note: luck < 3 ? "Done" : "" }));
    else if (item.type === "issue" && luck < 30) await this.#try(() => confirmItem(by, { id: item.id }));
    else if (item.type === "issue" && luck === 31)
      await this.#try(() => escalate(by, { itemId: item.id, note: "A week" }));
    else if (luck === 33) {
      const other = await this.#person(TEAM[item.number % 5] ?? "");
      await this.#try(() => handOver(by, { id: item.id, owner: other, note: "Yours" }));
    }
  }

  async #followAsk(item: Extract<Item, { type: "request" }>, luck: number, date: LocalDate): Promise<void> {
    const { services, workspace } = this.#run.app;
    const author = await getPerson(services.db, workspace.id, item.raised_by);
    const decider = item.owner_id === null ? null : await getPerson(services.db, workspace.id, item.owner_id);
    const by = decider && acting(services, decider);
    if (item.details.waiting?.because === "vote") {
      for (const handle of COMMITTEE)
        if (chance(handle, item.number, date) < 25) {
          const voter = await this.#person(handle);
          // A committee mostly agrees.
          const option = chance("vote", handle, item.number) < 80 ? 0 : 1;
          await this.#try(() => castVote(acting(services, voter), { itemId: item.id, option }));
        }
    } else if (item.details.waiting?.because === "question") {
      if (luck < 40) await this.#try(() => reply(acting(services, author), { itemId: item.id, answer: "This" }));
    } else if (by && luck < 12) await this.#try(() => decide(by, { itemId: item.id, words: "Yes" }));
    else if (by && luck < 14) await this.#try(() => askQuestion(by, { itemId: item.id, question: "How much is it?" }));
    else if (by && luck < 18) {
      const options = ["Now", "Later"].map((label) => ({ label, doesNothing: false }));
      await this.#try(() => sendToCommittee(by, { itemId: item.id, options }));
    }
  }
}

/** It stands for four weeks: of ten one is at risk for two, and off track for one. */
function statusOf(program: string, start: LocalDate, date: LocalDate): Status {
  const luck = chance("status", program, Math.floor(daysBetween(start, date) / 28));
  return luck < 70 ? "green" : luck < 90 ? "amber" : "red";
}

type Status = "green" | "amber" | "red";

/** One in ten asks for help or a decision each week, three in ten each month; some name a blocker or see a risk. */
function answersTo(
  cadence: string,
  seed: string,
  { date, status }: { date: LocalDate; status: Status },
): { answers: Answers } | { nothingToReport: true } {
  const luck = chance("what", seed);
  const said = (what: string) => `${what} of ${seed.replaceAll(" ", ", ")}.`;
  const bad = { reason: said("The cause"), pathToGreen: { action: said("What is done"), by: addLocalDays(date, 20) } };
  const health = status === "green" ? { colour: status } : { colour: status, ...bad };
  const given = { health, progress: said("What was reached") };
  switch (cadence.split("-")[1]) {
    case "daily":
      if (luck < 30) return { nothingToReport: true };
      return {
        answers: {
          progress: said("What was done"),
          next: said("What comes next"),
          ...(luck > 95 && { blocker: said("The vendor is late with the certificates") }),
        },
      };
    case "weekly":
      return {
        answers: {
          ...given,
          ...(luck % 10 < 2 && { risk: said("It may be that the vendor ends the contract") }),
          ...(luck % 10 > 8 && { request: said("Please decide on the budget") }),
        },
      };
    case "monthly":
      return {
        answers: {
          ...given,
          "bottom-line": said("In short, the work"),
          milestone: addLocalDays(date, 60),
          ...(luck % 10 > 6 && { request: said("Please release one engineer"), "needed-by": addLocalDays(date, 25) }),
        },
      };
    case "quarterly":
      return { answers: { health, lesson: said("The lesson"), capacity: said("The people") } };
    default:
      return { answers: { vision: said("The aim"), successes: said("The success"), risk: said("The risk") } };
  }
}
