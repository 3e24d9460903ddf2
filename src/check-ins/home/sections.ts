/** What Home shows of check-ins: to everybody what is asked of them now, to leads how their programs' rounds stand. */

import { resolveAudience } from "../../cadences/audience/audience.ts";
import { membersBySource } from "../../cadences/audience/people.ts";
import { nameOf } from "../../cadences/naming.ts";
import { NOTHING_GONE } from "../../cadences/outcomes/rules.ts";
import { nextOpenings } from "../../cadences/recurrence/rules.ts";
import { cadencesOfVisitor } from "../../cadences/recurrence/years/use-cases.ts";
import type { Cadence } from "../../cadences/use-cases.ts";
import { may } from "../../people/rules-rights.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Services } from "../../platform/services.ts";
import { type HomeSection, withHeading } from "../../platform/slack/home.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { addMs, DAY } from "../../platform/time.ts";
import type { VisitedProgram, Visitor } from "../../programs/visitor.ts";
import { footOfCard } from "../events.ts";
import { roundView } from "../rounds/context.ts";
import { countsOf, isSilent, silenceKey } from "../rounds/rules.ts";
import { perhapsAwayIn } from "../rounds/use-cases-outlook.ts";
import {
  answeredGroup,
  apart,
  leadGroup,
  type MissedRounds,
  openGroup,
  quietGroup,
  type RoundInProgress,
} from "./blocks.ts";
import { listPromptsAtHand, listRoundsToShow } from "./repository.ts";
import { homeTexts } from "./texts.ts";

/** What is asked of the visitor, for themselves or for somebody who is away, the first due first; then what they answered and can still change. */
export function yoursNowSection({ db }: Pick<Services, "db">): HomeSection<Visitor> {
  return async ({ person, reader, now, programs }) => {
    const texts = textsFor(homeTexts, reader);
    const rows = await listPromptsAtHand(db, person.workspace_id, person.id, now);
    const bySource = await membersBySource(
      db,
      person.workspace_id,
      rows.flatMap(({ audience }) => audience),
    );
    const isAsked = (row: (typeof rows)[number]) => {
      // About something of theirs, wherever they sit.
      if (row.occasion !== null) return true;
      const program = programs.find(({ id }) => id === row.program_id);
      // Who sits in a program of which the visitor is no part is not known here: the press tells.
      if (!program && row.person_id !== person.id) return true;
      return asked(row.audience, program, bySource).includes(row.person_id);
    };
    const views = rows.map((row) => ({
      ...roundView({ round: row, cadence: row, program: { title: row.program } }, reader),
      promptId: row.id,
      state: row.state,
      dueAt: row.due_at,
      answeredAt: row.answered_at,
      isOwnAnswer: row.author_id === person.id,
      // As when a prompt is sent: whoever has left the program, or a cadence that rests, asks nothing more.
      isAsked: row.cadence_state === "active" && isAsked(row),
      forName: row.person_id === person.id ? null : row.name,
    }));
    const open = views.filter(({ state, isAsked }) => isAsked && ["planned", "sent", "excused"].includes(state));
    const done = views.filter(({ state }) => state === "answered" || state === "skipped");
    const groups = open.map((view) => openGroup(reader, view, now));
    // Sponsors and committees are seldom asked: for them there is nothing to say of it.
    const isAskedAtTimes = programs.some(({ roles }) =>
      roles.some((role) => role !== "sponsor" && role !== "steering"),
    );
    if (groups.length === 0 && isAskedAtTimes) groups.push(quietGroup(reader));
    return [...withHeading(texts.yours, groups), ...done.map((view) => answeredGroup(reader, view))];
  };
}

/** How far ahead a card tells the openings. */
const COMING = 3;
/** So long after Drumbeat was started again a card tells what was not asked; the digest tells it, too. */
const MISSED_SHOWN_MS = 7 * DAY;

/** A card for each program that the visitor leads: rounds in progress, who is silent, what comes. */
export function leadSection(services: Services): HomeSection<Visitor> {
  const { db } = services;
  return async (visitor) => {
    const { person, reader, now } = visitor;
    // The names of the silent are the lead's alone, as are answers that only the lead may read.
    const led = visitor.programs.filter(({ roles }) => may(roles, "read-lead-answers"));
    if (led.length === 0) return [];
    const ids = new Set(led.map(({ id }) => id));
    const known = await cadencesOfVisitor(services, visitor);
    const running = known.cadences.filter(({ state }) => state === "active");
    const cadences = running.filter((cadence) => ids.has(cadence.program_id));
    const cadenceIds = cadences.map(({ id }) => id);
    const span = { now, since: addMs(now, -MISSED_SHOWN_MS) };
    const shown =
      cadences.length > 0
        ? await listRoundsToShow(db, person.workspace_id, cadenceIds, span)
        : { open: [], missed: [] };
    const missed = Map.groupBy(shown.missed, (row) => row.cadence_id);
    const rounds = Map.groupBy(shown.open, (row) => row.cadence_id);
    const bySource = await membersBySource(
      db,
      person.workspace_id,
      cadences.flatMap(({ audience }) => audience),
    );
    const away = await awayIn(db, visitor, cadences, shown.open);
    const footOf = await footOfCard.of(services, db, { visitor, cadences });
    const cards = led.map((program) => {
      const own = cadences.filter((cadence) => cadence.program_id === program.id);
      return leadGroup(
        reader,
        {
          title: program.title,
          rounds: own.flatMap((cadence) => inProgress(visitor, program, cadence, rounds, { bySource, away }) ?? []),
          missed: own.flatMap((cadence) => missedOf(visitor, program, cadence, missed.get(cadence.id)) ?? []),
          coming: coming(own, visitor),
        },
        footOf(program.id),
      );
    });
    return withHeading(textsFor(homeTexts, reader).led, apart(cards));
  };
}

type OpenRound = Awaited<ReturnType<typeof listRoundsToShow>>["open"][number];

/** Who of those that are silent in a daily check-in may be away. */
async function awayIn(
  db: Services["db"],
  { person, now }: Visitor,
  cadences: readonly Cadence[],
  open: readonly OpenRound[],
): Promise<ReadonlySet<string>> {
  const daily = new Set(cadences.filter(({ rule }) => rule.every === "day").map(({ id }) => id));
  const silent = open.filter((row) => daily.has(row.cadence_id) && isSilent(row));
  return perhapsAwayIn(db, person.workspace_id, {
    cadenceIds: [...new Set(silent.map(({ cadence_id }) => cadence_id))],
    personIds: [...new Set(silent.map(({ person_id }) => person_id))],
    now,
  });
}

/** The newest open round of a cadence; none: null. */
function inProgress(
  { person, reader }: Visitor,
  program: VisitedProgram,
  cadence: Cadence,
  rounds: ReadonlyMap<string, readonly OpenRound[]>,
  { bySource, away }: { bySource: ReadonlyMap<string, readonly string[]>; away: ReadonlySet<string> },
): RoundInProgress | null {
  const rows = rounds.get(cadence.id) ?? [];
  const newest = rows.at(-1);
  if (!newest) return null;
  const own = rows.filter((row) => row.id === newest.id);
  const stillAsked = new Set(asked(cadence.audience, program, bySource));
  const isDaily = cadence.rule.every === "day";
  // As in the note to the lead: not oneself, nor who has left since.
  const silent = own.filter((row) => isSilent(row) && stillAsked.has(row.person_id) && row.person_id !== person.id);
  return {
    ...roundView({ round: newest, cadence, program }, reader),
    roundId: newest.id,
    ...countsOf(NOTHING_GONE, own),
    silent: {
      count: silent.length,
      names: silent
        .filter((row) => !isDaily || away.has(silenceKey(cadence.id, row.person_id)))
        .map(({ name }) => name)
        .sort(new Intl.Collator(reader.locale).compare),
      isDaily,
    },
  };
}

function missedOf(
  { reader }: Visitor,
  program: VisitedProgram,
  cadence: Cadence,
  rows: readonly Parameters<typeof roundView>[0]["round"][] = [],
): MissedRounds | null {
  const last = rows.at(-1);
  return last ? { ...roundView({ round: last, cadence, program }, reader), count: rows.length } : null;
}

/**
 * The next openings as the visitor's own clock shows them: of each cadence the next one, so that a daily check-in does
 * not hide the others; where there are few cadences, the ones after as well.
 */
function coming(cadences: readonly Cadence[], { reader, now }: Visitor): { at: Instant; cadence: string }[] {
  const byTime = (one: { at: Instant }, other: { at: Instant }) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0);
  const openings = cadences.flatMap((cadence) =>
    nextOpenings(cadence.timing, { zone: reader.zone, after: now, count: COMING }).map((at, place) => ({
      at,
      place,
      cadence: nameOf(cadence, reader),
    })),
  );
  const nearest = openings.sort(byTime).filter(({ place }) => place === 0);
  const later = openings.filter(({ place }) => place > 0);
  return [...nearest, ...later].slice(0, COMING).sort(byTime);
}

function asked(
  audience: Cadence["audience"],
  program: VisitedProgram | undefined,
  bySource: ReadonlyMap<string, readonly string[]>,
): string[] {
  const seats = (program?.holders ?? []).map(({ role, personId }) => ({ role, person: personId }));
  return resolveAudience(audience, seats, bySource);
}
