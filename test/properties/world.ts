/** Plays a history through the real use cases and reads what each surface then says of the programs. */

import { evaluateDuePrograms } from "../../src/alerts/evaluate.ts";
import { flashKind } from "../../src/alerts/messages.ts";
import type { Answers, Question } from "../../src/cadences/questions/questions.ts";
import type { WrittenRule } from "../../src/cadences/recurrence/rule.ts";
import { saveMilestones } from "../../src/check-ins/milestones/use-cases.ts";
import { approvePart, setApproval } from "../../src/digests/approval/use-cases.ts";
import type { DigestDocument } from "../../src/digests/document.ts";
import { holdPart } from "../../src/digests/holds/use-cases.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import {
  compileDueDigests,
  digestById,
  listDigests,
  previewDigest,
  refreshSubscriptions,
} from "../../src/digests/use-cases.ts";
import { events } from "../../src/events.ts";
import { evaluateBy, saveSettings } from "../../src/health/repository.ts";
import { healthSettingsSchema, TRIGGERS } from "../../src/health/settings.ts";
import { homeTab } from "../../src/home-tab.ts";
import { type Person, personById, readerOf } from "../../src/people/use-cases.ts";
import type { Db } from "../../src/platform/database.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { programOf } from "../../src/programs/use-cases.ts";
import { closeProgram, reopenProgram } from "../../src/programs/use-cases-changes.ts";
import { draftFromAnswers } from "../../src/register/drafts/use-cases.ts";
import { explainColour } from "../../src/why/use-cases.ts";
import { whyView } from "../../src/why/view.ts";
import {
  aRecord,
  MONTHLY,
  questionsFeeding,
  type RecordedPerson,
  type RecordedProgram,
  type RecordedRound,
  WEEKLY,
} from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";
import {
  DRAFTINGS,
  EVERY,
  type Every,
  type History,
  isAsked,
  PEOPLE,
  ROUNDS,
  type Said,
  SENDINGS,
  START,
  TITLES,
  type Viewer,
} from "./histories.ts";
import { RHYTHMS_OF } from "./oracle.ts";

export type Rhythm = "weekly" | "monthly" | "quarterly" | "annual";

/** What a digest says, as data and as it reads. `french`: where target dates are asked for. */
export interface DigestRead {
  rhythm: Rhythm;
  cutOffAt: string;
  document: DigestDocument;
  text: string;
  french: string;
}

/** What one viewer reads at one instant. `why` null: it is not open to them. */
export interface Reading {
  at: string;
  viewer: Viewer;
  home: string[];
  why: (string[] | null)[];
  /** *Why this status?*, where target dates are asked for. */
  french: string[];
  /** Null where none would go to this viewer. */
  flash: (string[] | null)[];
  previews: DigestRead[];
  /** `why`: asked on that digest; null: not asked. */
  editions: (DigestRead & { why: (string[] | null)[] | null })[];
}

export async function readThrough(db: Db, team: string, history: History): Promise<Reading[]> {
  const world = await aWorld(db, team, history);
  const readings: Reading[] = [];
  const looks = history.looks.map(({ at, viewer }, place) => ({
    at,
    does: async () => {
      readings.push(await world.read(viewer, at, { withEditions: place === history.looks.length - 1 }));
    },
  }));
  // What happens in the same instant as a look comes before it.
  for (const { at, does } of [...world.happening, ...looks].toSorted((one, other) => compare(one.at, other.at))) {
    world.moveTo(at);
    await does();
  }
  await world.end();
  return readings;
}

async function aWorld(db: Db, team: string, history: History) {
  const record = await aRecord(db, { team, seatedAt: START });
  const { workspaceId } = record;
  const services = servicesAt(db, START);
  let ids = 0;
  services.ids.next = () => {
    ids += 1;
    return `${team}-${String(ids).padStart(6, "0")}`;
  };
  const recorded: RecordedPerson[] = [];
  for (const handle of [...PEOPLE, "sponsor", "steering", "patron"]) recorded.push(await record.person(handle));
  const people: Person[] = [];
  for (const { id } of recorded) people.push(await personById(db, workspaceId, id));
  const of = <T>(list: readonly T[], place: number): T => list[place] ?? missing();
  const [anna, boris, dana, tim, sponsor, steering, patron] = recorded;
  const viewers: Record<Viewer, Person> = {
    lead: of(people, 0),
    team: of(people, 3),
    sponsor: of(people, 4),
    steering: of(people, 5),
  };
  const deputy = of(people, 2);
  if (!anna || !boris || !dana || !tim || !sponsor || !steering || !patron) return missing();

  const programs: RecordedProgram[] = [];
  const rounds = new Map<string, RecordedRound>();
  for (const [place, title] of TITLES.entries()) {
    const { isLedByTwo, leadUntil, readers, dated } = of(history.programs, place);
    const program = await record.program(title.toLowerCase(), {
      title,
      // Whoever sponsors it first decides what is asked, and reads nothing here.
      seats: { deputy: [dana], team: [tim], sponsor: [patron, sponsor], steering: [steering] },
    });
    await record.seat(program, anna, "lead", { until: leadUntil });
    if (isLedByTwo) await record.seat(program, boris, "lead");
    programs.push(program);
    for (const every of EVERY) {
      const rule = ruleOf(every, history.isApril);
      const feeds = questionsFeeding("bottom-line", "health", "ask", "blocker");
      const questions = dated.includes(every) ? [...feeds, dateAskedIn(every, place)] : feeds;
      const cadence = await record.cadence(program, { rule, questions, readers: [...readers[every]] });
      for (const key of ROUNDS[every]) {
        if (!isAsked(of(history.programs, place), every, key)) continue;
        const asked = history.given.filter((one) => one.program === place && one.every === every && one.key === key);
        const away = asked.filter(({ isAway }) => isAway).map(({ person }) => of(PEOPLE, person));
        const made = await record.round(
          cadence,
          key,
          asked.map(({ person }) => of(recorded, person)),
          { states: Object.fromEntries(away.map((handle) => [handle, "excused" as const])) },
        );
        rounds.set(`${place} ${every} ${key}`, made);
      }
    }
  }
  const isDated = history.programs.some(({ dated }) => dated.length > 0);
  const watchOf = (place: number) => ({ workspace_id: workspaceId, program_id: of(programs, place).id });
  // What cannot wait is asked in rounds of its own, which are no part of this.
  const settings = healthSettingsSchema.parse({ triggers: { off: TRIGGERS.filter((one) => one !== "flash") } });
  for (const [place, { dated }] of history.programs.entries())
    if (dated.length > 0) await inTransaction(db, (tx) => saveSettings(tx, watchOf(place), settings, START));
  await inTransaction(db, (tx) => refreshSubscriptions(tx, services, workspaceId, [sponsor.id, steering.id]));

  const answersOf = ({ colour, mark, asks, isBlocked, date }: Said): Answers => ({
    "bottom-line": `We are at ${mark}.`,
    ...(colour !== null && { health: { colour, reason: `Because of ${mark}.` } }),
    ...(asks && { ask: `Please give us ${mark} by then.` }),
    ...(isBlocked && { blocker: `Nothing moves for ${mark}.` }),
    ...(date !== null && { date }),
  });
  const answers = history.given.flatMap(({ program: place, every, key, person, revisions }) =>
    revisions.map((said, index) => ({
      at: said.at,
      does: async () => {
        const round = rounds.get(`${place} ${every} ${key}`) ?? missing();
        const answers = answersOf(said);
        const [stored, earlier] = [
          await record.answer(round, of(recorded, person), said.at, answers),
          revisions[index - 1],
        ];
        const before = earlier ? answersOf(earlier) : null;
        // What blocks and what is asked is the record's as well.
        await inTransaction(db, async (tx) => {
          const program = await programOf(tx, workspaceId, of(programs, place).id);
          await draftFromAnswers(services, tx, of(people, person), {
            program,
            questions: round.cadence.questions.filter(({ feeds }) => feeds === "blocker" || feeds === "ask"),
            disclosure: "team",
            roundId: round.id,
            ...stored,
            answers,
            before,
            silentIn: { cadenceId: round.cadence.id, opensAt: `${key}T09:00:00.000Z` },
          });
          if (of(history.programs, place).dated.length === 0) return;
          const { cadence } = round;
          const asked = { program, cadence, questions: cadence.questions, round: { key, occasion: null } };
          const given = { ...stored, answers, before: before ? { answers: before } : undefined };
          await saveMilestones(services, tx, of(people, person), asked, given);
          await evaluateBy(tx, watchOf(place), said.at);
        });
      },
    })),
  );

  const acts = history.programs.flatMap(({ closedAt, reopenedAt, approval, holds }, place) => {
    const { id: programId } = of(programs, place);
    const isOpen = (at: string) => closedAt === null || at < closedAt || (reopenedAt !== null && at > reopenedAt);
    return [
      ...holds
        .filter(({ at }) => isOpen(at))
        .map(({ at, rhythm }) => ({ at, does: () => holdPart(services, deputy, { programId, rhythm }) })),
      ...(approval && isOpen(approval.since)
        ? [{ at: approval.since, does: () => setApproval(services, deputy, { programId, approver: "lead" }) }]
        : []),
      ...(closedAt === null ? [] : [{ at: closedAt, does: () => closeProgram(services, deputy, programId) }]),
      ...(reopenedAt === null ? [] : [{ at: reopenedAt, does: () => reopenProgram(services, deputy, programId) }]),
    ];
  });

  const { gone } = history;
  const leaving =
    gone === null
      ? []
      : [
          {
            at: gone.at,
            does: async () => {
              const { id } = of(recorded, gone.person);
              const left = { is_deactivated: 1 as const, updated_at: gone.at };
              await db.updateTable("person").set(left).where("id", "=", id).execute();
            },
          },
        ];

  /** What speaks against a colour is put to whoever gave it, a working day before a sending. */
  const check = async () => {
    if (isDated) await evaluateDuePrograms(services);
  };
  /** Digests that are due, and the drafts that the deputy approves. */
  const send = async (sending: number) => {
    await check();
    await compileDueDigests(services);
    if (history.programs.every(({ approval }) => approval === null)) return;
    const parts = await db
      .selectFrom("digest_draft_part as part")
      .innerJoin("digest_draft as draft", "draft.id", "part.draft_id")
      .select(["part.draft_id", "part.program_id"])
      .where("draft.workspace_id", "=", workspaceId)
      .where("draft.state", "=", "waiting")
      .where("part.held_at", "is", null)
      .where("part.approved_at", "is", null)
      .execute();
    const approved = parts.filter(({ program_id: programId }) => {
      const place = programs.findIndex(({ id }) => id === programId);
      return of(history.programs, place).approval?.approved[sending];
    });
    for (const { draft_id: draftId, program_id: programId } of approved)
      await approvePart(services, deputy, { draftId, programId });
    if (approved.length > 0) await compileDueDigests(services);
  };
  const isDrafted = history.programs.some(({ approval }) => approval !== null);
  const sendings = [SENDINGS, isDrafted ? DRAFTINGS : []].flatMap((each) =>
    each.map((at, place) => ({ at, does: () => send(place) })),
  );
  const checks = isDated && !isDrafted ? DRAFTINGS.map((at) => ({ at, does: check })) : [];

  const home = homeTab({ services });
  const french: string[] = [];
  const explained = async (viewer: Viewer, program: number, edition: string | null) => {
    try {
      const reader = viewers[viewer];
      const explanation = await explainColour(services, reader, of(programs, program).id, edition);
      if (isDated && edition === null)
        french[program] = linesOf(whyView({ ...readerOf(reader), locale: "fr-FR" }, explanation).blocks).join("\n");
      return linesOf(whyView(readerOf(reader), explanation).blocks);
    } catch (cause) {
      if (cause instanceof Error && "code" in cause && cause.code === "COLOUR_NOT_READABLE") return null;
      throw cause;
    }
  };
  const flashOf = async (viewer: Viewer, program: number) => {
    const reader = viewers[viewer];
    const slack = { channel: () => missing(), permalink: async () => null };
    const send = { db, slack, now: services.clock.at, events, workspaceId, reader: readerOf(reader) };
    const subject = { programId: of(programs, program).id, personId: reader.id };
    return (await flashKind.stillWanted(send, subject))
      ? linesOf((await flashKind.message(send, subject)).blocks)
      : null;
  };
  const readOf = (document: DigestDocument) => {
    const inFrench = { ...document, reader: { ...document.reader, locale: "fr-FR" } };
    return { document, text: digestText(document), french: isDated ? digestText(inFrench) : "" };
  };
  return {
    happening: [...answers, ...acts, ...leaving, ...sendings, ...checks],
    moveTo(at: string) {
      services.clock.at = at;
    },
    /** Nothing of it is due any more while other histories are played. */
    end: () => db.deleteFrom("health_watch").where("workspace_id", "=", workspaceId).execute(),
    async read(viewer: Viewer, at: string, { withEditions }: { withEditions: boolean }): Promise<Reading> {
      await check();
      french.length = 0;
      const person = viewers[viewer];
      const isAbove = viewer === "sponsor" || viewer === "steering";
      const visitor = await home.visitorOf(person);
      const lines: string[] = [];
      for (const section of isAbove ? home.sections : [])
        for (const part of await section(visitor))
          lines.push(...linesOf(Array.isArray(part) ? part : part.groups.flat()));
      const whyOf = (edition: string | null) => inTurn([0, 1], (program) => explained(viewer, program, edition));
      const rhythms = isAbove ? RHYTHMS_OF[viewer] : [];
      const previews = await inTurn(rhythms, async (rhythm) => {
        const document = await previewDigest(db, { workspaceId, personId: person.id, rhythm }, at);
        return document ? [{ rhythm, cutOffAt: at, ...readOf(document) }] : [];
      });
      const stored = await listDigests(db, { workspaceId, personId: person.id });
      const executive = stored.filter(({ rhythm }) => rhythm !== "weekly");
      const editions = await inTurn(executive, async ({ id }) => {
        const { document, cutOffAt } = (await digestById(db, workspaceId, id)) ?? missing();
        const why = withEditions ? await whyOf(id) : null;
        return { rhythm: document.rhythm, cutOffAt, ...readOf(document), why };
      });
      const flash = await inTurn([0, 1], (program) => flashOf(viewer, program));
      const why = await whyOf(null);
      return { at, viewer, home: lines, why, french: [...french], flash, previews: previews.flat(), editions };
    },
  };
}

/** Of a name by which its lines are found. */
function dateAskedIn(every: Every, program: number): Question {
  const name = `Opening-${every}-${program}`;
  return { key: "date", type: "date", label: { en: name, fr: name }, feeds: "milestone" };
}

function ruleOf(every: Every, isApril: boolean): WrittenRule {
  if (every === "week") return WEEKLY;
  if (every === "month") return MONTHLY;
  return {
    every: "quarter",
    on: { workingDay: -1 },
    at: "09:00",
    zone: "participant",
    yearStartMonth: isApril ? 4 : 1,
  };
}

/** The lines of these blocks as they read; of buttons and menus as well. */
function linesOf(blocks: readonly object[]): string[] {
  return blocks.flatMap((block) => textIn(block).split("\n")).filter((line) => line !== "");
}

function textIn(element: unknown): string {
  if (Array.isArray(element)) return element.map(textIn).join("");
  if (typeof element !== "object" || element === null) return "";
  return Object.entries(element)
    .map(([key, value]) => (key === "text" && typeof value === "string" ? value : textIn(value)))
    .join("");
}

async function inTurn<T, R>(list: readonly T[], does: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (const one of list) done.push(await does(one));
  return done;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function missing(): never {
  throw new Error("It is missing");
}
