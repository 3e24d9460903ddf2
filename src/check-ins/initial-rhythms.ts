/** The rhythms with which a program begins, made from their templates; and the one that a sponsor lacks, by one press. */
import { feedsAbove } from "../cadences/audience/audience.ts";
import { type Cadence, cadencesOf, listActiveCadencesOf, nameOf } from "../cadences/cadences.ts";
import { createCadence, keyOfNewCadence } from "../cadences/changes.ts";
import { listAskedNext, type Participant } from "../cadences/participants.ts";
import { cadencesOfVisitor } from "../cadences/recurrence/fiscal-years.ts";
import { firstOpening } from "../cadences/recurrence/preview.ts";
import { othersInWords } from "../cadences/recurrence/rule-in-words.ts";
import { getTemplate } from "../cadences/templates.ts";
import { enqueueUpdate } from "../delivery/outbox.ts";
import { type Person, readerOf } from "../people/people.ts";
import { may } from "../people/rights.ts";
import { settingsOf } from "../people/settings.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { LookupContext } from "../platform/events.ts";
import type { Services } from "../platform/services.ts";
import { dateAndTime } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { type CheckInRhythm, type Coming, type comingIn, unfedSponsors } from "../programs/events.ts";
import { programIds } from "../programs/program-menu-and-buttons.ts";
import { startedMessage, unfedBlocks } from "../programs/program-started-message.ts";
import { type Program, programToChange } from "../programs/programs.ts";
import { seatDay, seatsByProgram } from "../programs/seats.ts";
import type { Visitor } from "../programs/visitor-of-home.ts";
import type { HomeSection } from "../slack/home.ts";
import { type Listening, onPress } from "../slack/listening.ts";
import { isLongerOn } from "./rounds/longest-rhythm.ts";

const TEMPLATE_OF: Record<CheckInRhythm, string> = {
  weekly: "weekly-progress",
  monthly: "monthly-executive",
  daily: "daily-team",
};

/** As the template has it, daily ones on the working week; the right has been checked. Throws NO_PARTICIPANT. */
export async function addRhythms(
  services: Services,
  tx: Tx,
  { program, actor, rhythms }: { program: Program; actor: Person; rhythms: readonly CheckInRhythm[] },
): Promise<void> {
  const { workingWeek } = await settingsOf(tx, actor.workspace_id);
  const within = { ...services, db: tx, actor };
  for (const rhythm of rhythms) {
    const { id, rule, audience, readers, disclosure, questions } = getTemplate(TEMPLATE_OF[rhythm]);
    await createCadence(within, {
      key: await keyOfNewCadence(tx, program, id),
      program,
      template: id,
      questions,
      rule: rule.every === "day" ? { ...rule, on: workingWeek } : rule,
      audience,
      readers,
      disclosure,
      isWithProgram: true,
    });
  }
}

/** The first openings of each cadence, one a day, with the names of those whom it asks then. */
export async function comingCheckIns(
  _: LookupContext,
  db: Db | Tx,
  { program, reader, readerId, now }: Parameters<ReturnType<typeof comingIn.itemsIn>[number]>[2],
): Promise<Coming[]> {
  const coming: Coming[] = [];
  const cadences: { cadence: Cadence; people: Participant[] }[] = [];
  for (const cadence of await listActiveCadencesOf(db, program))
    cadences.push({ cadence, people: await listAskedNext(db, cadence, { clock: { now: () => now } }) });

  for (const { cadence, people } of cadences) {
    const firstDayOf = (person: Participant) => {
      const first = firstOpening(cadence.timing, [person], now);
      return first && localDateOf(first.at, first.zone);
    };
    // On a day on which a longer one asks somebody, that counts for both.
    const isCovered = (person: Participant) => {
      const day = firstDayOf(person);
      return cadences.some(
        (other) =>
          day !== null &&
          other.people.some(({ id }) => id === person.id) &&
          isLongerOn(cadence.timing, other.cadence.timing, day),
      );
    };
    const shown = people.filter((person) => !isCovered(person));
    const byDay = Map.groupBy(shown, firstDayOf);
    for (const asked of people.length === 0 ? [people] : byDay.values()) {
      const own = asked.filter(({ id }) => id === readerId);
      const first = firstOpening(cadence.timing, own.length > 0 ? own : asked, now);
      if (!first) continue;
      const when = own.length > 0 ? dateAndTime(reader, first.at) : othersInWords(reader, cadence.rule, first);
      coming.push({ at: first.at, when, what: nameOf(cadence, reader), who: asked.map(({ name }) => name) });
    }
  }
  return coming;
}

/** Pressed where a program says that nothing feeds its sponsors: they get the monthly check-in. */
export function listenToFeeding(listening: Listening<Person>, services: Services): void {
  onPress(listening, programIds.feed, async (press) => {
    const { actor, value: programId } = press;
    const program = await inTransaction(services.db, async (tx) => {
      const found = await programToChange(services, tx, actor, programId);
      const unfed = await unfedSponsors.of(services, tx, { workspaceId: actor.workspace_id, programIds: [programId] });
      // Somebody else may have pressed it meanwhile.
      if (unfed.has(programId)) await addRhythms(services, tx, { program: found, actor, rhythms: ["monthly"] });
      await showFed(services, tx, found);
      return found;
    });
    const started = { program, reader: readerOf(actor), readerId: actor.id, event: "fed" } as const;
    await press.reply(await startedMessage(services, services.db, started));
  });
}

/** What was sent of the program when it began, and what its sponsors read first, say now what feeds them. */
async function showFed(services: Services, tx: Tx, { workspace_id: workspaceId, id }: Program): Promise<void> {
  const seats = (await seatsByProgram(tx, workspaceId, [id], seatDay(services.clock.now()))).get(id) ?? [];
  const sponsors = seats
    .filter(({ role }) => role === "sponsor")
    .map(({ person_id: personId }) => `named:${personId}:`);
  for (const keysFrom of new Set([`program:${id}:`, ...sponsors]))
    await enqueueUpdate(tx, services, { workspaceId, keysFrom });
}

/** Those of these programs with sponsors whom no check-in feeds, be it paused. */
export async function unfedSponsorsOf(
  { clock }: LookupContext,
  db: Db | Tx,
  { workspaceId, programIds: ids }: { workspaceId: string; programIds: readonly string[] },
): Promise<Map<string, string[]>> {
  const seats = await seatsByProgram(db, workspaceId, ids, seatDay(clock.now()));
  const programs = ids.map((id) => ({ id, holders: seats.get(id) ?? [] }));
  return unfedAmong(programs, await cadencesOf(db, workspaceId, ids));
}

/** On Home, of the programs that the visitor leads; it takes no statement of its own. */
export function unfedSection(services: Pick<Services, "db">): HomeSection<Visitor> {
  return async (visitor) => {
    const led = visitor.programs.filter(({ roles }) => may(roles, "change-program"));
    if (led.length === 0) return [];
    const unfed = unfedAmong(led, (await cadencesOfVisitor(services, visitor)).cadences);
    return led.flatMap((program) => {
      const sponsors = unfed.get(program.id);
      return sponsors ? [unfedBlocks(visitor.reader, program, { sponsors, mayChange: true })] : [];
    });
  };
}

function unfedAmong(
  programs: readonly { id: string; holders: readonly { role: string; name: string }[] }[],
  cadences: readonly Pick<Cadence, "program_id" | "rule" | "readers">[],
): Map<string, string[]> {
  const fed = new Set(cadences.filter(feedsAbove).map(({ program_id: id }) => id));
  const sponsors = programs.map(({ id, holders }): [string, string[]] => {
    const names = holders.flatMap(({ role, name }) => (role === "sponsor" && !fed.has(id) ? name : []));
    return [id, [...new Set(names)]];
  });
  return new Map(sponsors.filter(([, names]) => names.length > 0));
}
