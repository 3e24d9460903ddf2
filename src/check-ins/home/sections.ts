/** What Home shows of check-ins to everybody: what is asked of them now. */
import type { Button } from "@slack/types";
import { membersBySource } from "../../cadences/audience/audience-people.ts";
import { type Cadence, cadencesOf, nameOf } from "../../cadences/cadences.ts";
import { may } from "../../people/rights.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { LookupContext } from "../../platform/events.ts";
import { type Reader, textsFor, withoutFullStop } from "../../platform/texts/language.ts";
import { addLocalDays, localDateOf, mondayOf } from "../../platform/time.ts";
import { notAskedYet } from "../../programs/events.ts";
import { askFirstButton, type CardChoice, type ProgramAct } from "../../programs/program-menu-and-buttons.ts";
import { seatDay, seatsByProgram } from "../../programs/seats.ts";
import type { Visitor } from "../../programs/visitor-of-home.ts";
import { section, shorten } from "../../slack/blocks.ts";
import { commandButton } from "../../slack/commands.ts";
import { foldList, type Group, type HomeSection, oncePerHome, withHeading } from "../../slack/home.ts";
import { askedLine, dueWords } from "../blocks.ts";
import { promptsSharingForm } from "../day/prompts-sharing-form.ts";
import { dayLine } from "../day/view.ts";
import { roundView } from "../rounds/context.ts";
import { silenceInPrograms } from "../rounds/not-answered.ts";
import { isSilent } from "../rounds/rounds-to-plan.ts";
import { readAnswers } from "../saving.ts";
import { checkInNouns, checkInTexts, openCheckInNouns } from "../texts.ts";
import { audienceMembersNow, listOpenRounds, listPromptsAtHand, runningCadences } from "./asked-now-and-next.ts";
import { reportedSince } from "./report-already-sent.ts";

const OPEN_SHOWN = 4;

/** What is asked of the visitor, for themselves or for somebody who is away, the first due first; daily ones in one form. */
export function yoursNowSection(services: AtHand): HomeSection<Visitor> {
  return async (visitor) => {
    const { reader, now } = visitor;
    const texts = textsFor(checkInTexts, reader).home;
    const open = (await promptsAtHand(services, visitor)).filter(({ isReported }) => !isReported);
    const together = promptsSharingForm(open.filter(({ forName }) => forName === null));
    const [first] = together;
    const groups = open.flatMap((view) => {
      const { forName, round, prompt } = view;
      const facts = [...(forName === null ? [] : [texts.instead(forName)]), round, dueWords(reader, prompt, now)];
      if (!together.includes(view)) return [[askedLine(reader, view, facts.join(" · "))]];
      return view === first
        ? [
            [
              dayLine(
                reader,
                together.map(({ promptId, program, round, prompt }) => ({
                  promptId,
                  program,
                  state: `${round} · ${dueWords(reader, prompt, now)}`,
                })),
              ),
            ],
          ]
        : [];
    });
    const named = (count: number) => checkInNouns(reader, count);
    return foldList(groups, { key: "open", shown: OPEN_SHOWN, more: texts.moreOpen, together: named });
  };
}

/** What the visitor may still answer though its report has gone. */
export function lateSection(services: AtHand): HomeSection<Visitor> {
  return async (visitor) => {
    const { reader, now } = visitor;
    const texts = textsFor(checkInTexts, reader).home;
    const open = await promptsAtHand(services, visitor);
    const late = open.filter(({ isReported, forName }) => isReported && forName === null);
    const groups = late.map((view) => [
      askedLine(reader, view, `${view.round} · ${dueWords(reader, view.prompt, now)}`),
    ]);
    const together = (count: number) => openCheckInNouns(reader, count);
    const list = foldList(groups, { key: "late", shown: OPEN_SHOWN, more: texts.moreOpen, together });
    return withHeading(texts.late, list);
  };
}

type AtHand = LookupContext & { db: Db };

/** Read once for a Home. */
const promptsAtHand = oncePerHome(async (services: AtHand, { person, reader, now, ...visitor }: Visitor) => {
  const { db } = services;
  const places = [...visitor.programs, ...visitor.portfolios];
  const rows = await listPromptsAtHand(db, person.workspace_id, person.id, now);
  const bySource = await membersBySource(
    db,
    person.workspace_id,
    rows.flatMap(({ audience }) => audience),
  );
  const isAsked = (row: (typeof rows)[number]) => {
    const program = places.find(({ id }) => id === row.program_id);
    // Who sits in a program of which the visitor is no part is not known here: the press tells.
    if (!program && row.person_id !== person.id) return true;
    return audienceMembersNow(row.audience, program, bySource).includes(row.person_id);
  };
  // As when a prompt is sent: whoever has left the program, or a cadence that rests, asks nothing more.
  const asked = rows.filter((row) => row.cadence_state === "active" && isAsked(row));
  const dueOf = (row: (typeof rows)[number]) => ({
    programId: row.program_id,
    every: row.rule.every,
    dueAt: row.due_at,
  });
  const isReported = await reportedSince(services, person.workspace_id, asked.map(dueOf));
  return asked.map((row) => ({
    ...roundView({ round: row, cadence: row, program: { title: row.program } }, reader),
    promptId: row.id,
    prompt: { due_at: row.due_at, later_at: row.later_at },
    context: { cadence: row, round: row, questions: row.questions, program: { title: row.program } },
    isReported: isReported(dueOf(row)),
    forName: row.person_id === person.id ? null : row.name,
  }));
});

/** Where nothing is to be done now; with the button for what comes to whom a cadence asks. */
export async function quietGroup(services: { db: Db }, visitor: Visitor): Promise<Group> {
  const texts = textsFor(checkInTexts, visitor.reader).home;
  const isAsked = (await runningCadences(services, visitor)).some(({ asked }) => asked.includes(visitor.person.id));
  return [section(texts.nothingNow, isAsked ? commandButton(texts.ahead, "check-in") : undefined)];
}

const LONGEST_LINE = 900;

/** “Monthly, missing: Priya Raman” */
function missingIn(reader: Reader, cadence: Cadence, names: readonly string[]): string {
  const texts = textsFor(checkInTexts, reader).home;
  const sorted = [...new Set(names)].sort(new Intl.Collator(reader.locale).compare);
  return shorten(texts.missing(nameOf(cadence, reader), sorted), LONGEST_LINE);
}

const READ = "read";

export const readAnswersAct: ProgramAct = {
  choice: READ,
  async act(services, { actor, open }, roundId) {
    await open(await readAnswers(services, actor, roundId));
  },
};

interface RoundsOnCard {
  /** What the card of a program says behind its status. */
  facts: readonly string[];
  choices: readonly CardChoice[];
  /** Beside its name, as long as nothing has been asked in it. */
  buttons: readonly Button[];
}

/** Of each program that the visitor leads, for the lead alone: answers, and who is missing. */
export async function roundsOnCards(
  services: LookupContext & { db: Db | Tx },
  visitor: Visitor,
): Promise<(programId: string) => RoundsOnCard | undefined> {
  const { person, reader, now } = visitor;
  const led = new Set(
    visitor.programs.filter(({ roles }) => may(roles, "read-lead-answers")).map((program) => program.id),
  );
  if (led.size === 0) return () => undefined;
  const running = await runningCadences(services, visitor);
  const cadences = running.filter(({ cadence }) => led.has(cadence.program_id));
  if (cadences.length === 0) return () => undefined;

  const all = cadences.map(({ cadence }) => cadence);
  const ids = all.map(({ id }) => id);
  const rows = await listOpenRounds(services.db, person.workspace_id, ids, now);
  const open = Map.groupBy(rows, (row) => row.cadence_id);
  const byCadence = new Map(all.map(({ id, program_id: programId }) => [id, programId]));
  const missing = await missingAmong(services, visitor, all, rows);

  const monday = mondayOf(localDateOf(now, person.zone));
  const period = { from: addLocalDays(monday, -7), until: addLocalDays(monday, -1) };
  const programs = visitor.programs.filter(({ id }) => led.has(id));
  const week = { reader: { ...reader, id: person.id }, programs, period, asOf: now, cadences: all };
  const silence = await silenceInPrograms(services.db, person.workspace_id, week);
  const asked = new Set(
    rows.flatMap(({ state, cadence_id: id }) => (state === "sent" ? byCadence.get(id) : undefined)),
  );
  const about = { workspaceId: person.workspace_id, programIds: [...led].filter((id) => !asked.has(id)) };
  const notAsked = await notAskedYet.of({ ...services, clock: { now: () => now } }, services.db, about);

  return (programId) => {
    if (!led.has(programId)) return undefined;
    const rounds = cadences
      .filter(({ cadence }) => cadence.program_id === programId)
      .map(({ cadence, asked }) => {
        const newest = open.get(cadence.id)?.at(-1);
        const prompts = open.get(cadence.id)?.filter(({ id }) => id === newest?.id) ?? [];
        // As in the note to the lead: not oneself, nor who has left since.
        const silent = prompts.filter(
          (row) => missing.has(row) && asked.includes(row.person_id) && row.person_id !== person.id,
        );
        return { cadence, newest, prompts, silent: silent.map(({ name }) => name) };
      });
    return {
      facts: [
        ...rounds.flatMap(({ cadence, silent }) => (silent.length > 0 ? [missingIn(reader, cadence, silent)] : [])),
        ...silence.flatMap(({ id, line }) => (id === programId ? withoutFullStop(line) : [])),
      ],
      choices: rounds.flatMap(({ cadence, newest, prompts }) =>
        newest && prompts.some(({ state }) => state === "answered")
          ? [
              {
                choice: READ,
                about: newest.id,
                label: textsFor(checkInTexts, reader).home.readAnswers(nameOf(cadence, reader)),
              },
            ]
          : [],
      ),
      buttons: notAsked.has(programId) ? [askFirstButton(reader, programId)] : [],
    };
  };
}

type OpenRow = Awaited<ReturnType<typeof listOpenRounds>>[number];

/** Those of these rows that are missing: silent though they were due, and their report has not gone. */
async function missingAmong(
  services: LookupContext & { db: Db | Tx },
  { person: { workspace_id: workspaceId }, now }: Visitor,
  cadences: readonly Cadence[],
  rows: readonly OpenRow[],
): Promise<ReadonlySet<OpenRow>> {
  const byId = new Map(cadences.map((cadence) => [cadence.id, cadence]));
  const due = new Map(
    rows.flatMap((row) => {
      const cadence = byId.get(row.cadence_id);
      if (!cadence || row.due_at === null || row.due_at >= now || !isSilent(row)) return [];
      return [[row, { programId: cadence.program_id, every: cadence.rule.every, dueAt: row.due_at }] as const];
    }),
  );
  const isReported = await reportedSince(services, workspaceId, [...due.values()]);
  return new Set([...due].flatMap(([row, each]) => (isReported(each) ? [] : row)));
}

/** Who is missing in a check-in of a week or longer; of those with a seat in the program. */
export async function missingInPrograms(
  services: LookupContext & { db: Db | Tx },
  visitor: Visitor,
  programs: readonly { id: string }[],
): Promise<{ programId: string; line: string }[]> {
  const { db } = services;
  const { person, reader, now } = visitor;
  const workspaceId = person.workspace_id;
  const programIds = programs.map(({ id }) => id);
  const cadences = (await cadencesOf(db, workspaceId, programIds)).filter(({ rule }) => rule.every !== "day");
  if (cadences.length === 0) return [];
  const seats = await seatsByProgram(db, workspaceId, programIds, seatDay(now));
  const ids = cadences.map(({ id }) => id);
  const open = await listOpenRounds(db, workspaceId, ids, now);
  const missing = await missingAmong(services, visitor, cadences, open);
  return cadences.flatMap((cadence) => {
    const { id, program_id: programId } = cadence;
    const seated = new Set(seats.get(programId)?.map((seat) => seat.person_id));
    const silent = open.filter((row) => row.cadence_id === id && seated.has(row.person_id) && missing.has(row));
    const names = silent.map(({ name }) => name);
    return names.length > 0 ? [{ programId, line: missingIn(reader, cadence, names) }] : [];
  });
}
