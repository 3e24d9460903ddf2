/** Reads once what a dry run goes by. Decides nothing. */

import { z } from "zod";
import { flashKind, healthCheckKind } from "../alerts/messages.ts";
import { healthOutlook } from "../alerts/use-cases-outlook.ts";
import { isNamedPerson } from "../cadences/audience/audience.ts";
import { optOutsOf } from "../cadences/audience/opt-outs/use-cases.ts";
import { isLost, keptSources, membersBySource } from "../cadences/audience/people.ts";
import { askedFirst } from "../cadences/audience/pilot/rules.ts";
import { lostSourceKind, nobodyLeftKind, retiredKind } from "../cadences/messages.ts";
import { fiscalYearsIn } from "../cadences/recurrence/years/use-cases.ts";
import { cadencesOf } from "../cadences/use-cases.ts";
import { workspaceCalendar } from "../calendars/use-cases.ts";
import { contactFactsOfAll } from "../calendars/use-cases-availability.ts";
import { delegatePromptKind } from "../check-ins/away/messages-delegate.ts";
import { absenceDeclinedKind, absenceDelegateKind } from "../check-ins/away/messages-named.ts";
import { lateCheckInKind } from "../check-ins/late/messages.ts";
import { promptKind, reminderKind } from "../check-ins/messages.ts";
import { notAskedKind, silentKind } from "../check-ins/rounds/messages.ts";
import { silentWeekKind } from "../check-ins/rounds/messages-week.ts";
import { openRoundsOf, silentBefore, withNobodyLeft } from "../check-ins/rounds/use-cases-outlook.ts";
import { CEILINGS } from "../delivery/attention/rules.ts";
import { type MessageKind, registered } from "../delivery/kinds.ts";
import { type OutboxOutlook, outboxOutlook } from "../delivery/use-cases-outlook.ts";
import { approvalKind } from "../digests/approval/messages.ts";
import { digestKind } from "../digests/editions/messages.ts";
import { goingUpKind } from "../digests/going-up/messages.ts";
import { digestById } from "../digests/use-cases.ts";
import { digestOutlook } from "../digests/use-cases-outlook.ts";
import { absencesFrom } from "../people/absences/use-cases.ts";
import { workingTimesOf } from "../people/preferences/use-cases.ts";
import { peopleByIds } from "../people/use-cases.ts";
import { adminsOf } from "../people/use-cases-settings.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import { addLocalDays, earliest, type LocalDate, localDateOf } from "../platform/time.ts";
import { erasureReceiptKind, namesFoundKind } from "../privacy/erasure/messages.ts";
import { objectionAnsweredKind, objectionKind } from "../privacy/objections/messages.ts";
import { actAnsweredKind, actAskedKind } from "../privacy/two-person-acts/messages.ts";
import { channelNoticeKind, departureKind } from "../programs/messages.ts";
import { aboveKind } from "../programs/messages-above.ts";
import { attentionKind } from "../programs/messages-attention.ts";
import { seatDeclinedKind, seatDelegateKind } from "../programs/messages-delegate.ts";
import { runningPrograms } from "../programs/use-cases.ts";
import { attentionRolesAmong, slotFactsOf } from "../programs/use-cases-slots.ts";
import {
  appearanceKind,
  appearanceKinds,
  appearanceReminderKind,
  appearanceTickKind,
  appearanceToldKind,
} from "../register/appearances/messages.ts";
import { askKind, askKinds, askOutcomeKind } from "../register/asks/messages.ts";
import { askQueuedKind } from "../register/asks/queue/messages.ts";
import {
  escalationKind,
  escalationKinds,
  escalationReminderKind,
  riseKind,
  waitingKind,
} from "../register/escalation/messages.ts";
import { lateKind } from "../register/escalation/messages-late.ts";
import { overdueKind } from "../register/escalation/messages-overdue.ts";
import { itemGivenKind, itemReminderKind } from "../register/reminders/messages.ts";
import { tidyingKind } from "../register/tidying/messages.ts";
import { unledKind } from "../register/tidying/unled.ts";
import { type Escalation, recordOutlook } from "../register/use-cases-outlook.ts";
import { casesChangedKind } from "../sponsorship/case/messages-changed.ts";
import { caseSharedKind } from "../sponsorship/case/messages-shared.ts";
import { sponsorAnswerKind, sponsorRequestKind } from "../sponsorship/choosing/messages.ts";
import { factsWantedKind } from "../sponsorship/choosing/messages-facts.ts";
import { contactsDueKind } from "../sponsorship/stakeholders/messages.ts";
import { createSeating } from "./rules-seating.ts";
import type { AskingKind, KindFacts, KnownPerson, WaitingMessage, World } from "./world.ts";

const KINDS: Record<AskingKind, KindFacts> = {
  prompt: factsOf(promptKind, "prompt"),
  reminder: factsOf(reminderKind, "reminder"),
  "delegate-prompt": { ...factsOf(delegatePromptKind, "prompt"), isForItsDay: true },
  silent: factsOf(silentKind, "notice"),
  "silent-week": factsOf(silentWeekKind, "notice"),
  "not-asked": factsOf(notAskedKind, "notice"),
  "late-check-in": factsOf(lateCheckInKind, "notice"),
  "nobody-left": factsOf(nobodyLeftKind, "notice"),
  digest: factsOf(digestKind, "digest"),
  "digest-approval": factsOf(approvalKind, "prompt"),
  "health-check": factsOf(healthCheckKind, "prompt"),
  "item-reminder": factsOf(itemReminderKind, "reminder"),
  escalation: factsOf(escalationKind, "prompt"),
  "escalation-reminder": factsOf(escalationReminderKind, "reminder"),
  "escalation-rise": factsOf(riseKind, "notice"),
  "escalations-waiting": factsOf(waitingKind, "notice"),
  tidying: { ...factsOf(tidyingKind, "notice"), isForItsDay: true },
  "above-ceiling": factsOf(aboveKind, "notice"),
  "escalation-overdue": factsOf(overdueKind, "reminder"),
  "ask-late": factsOf(lateKind, "reminder"),
  ask: factsOf(askKind, "prompt"),
  "ask-queued": factsOf(askQueuedKind, "notice"),
  "ask-outcome": factsOf(askOutcomeKind, "digest"),
  appearance: factsOf(appearanceKind, "prompt"),
  "appearance-told": factsOf(appearanceToldKind, "notice"),
  "appearance-tick": factsOf(appearanceTickKind, "notice"),
};
/** Of other kinds, those that come as a line among others. */
const LINES: readonly string[] = [
  registered(lostSourceKind),
  registered(retiredKind),
  registered(channelNoticeKind),
  registered(departureKind),
  registered(seatDelegateKind),
  registered(seatDeclinedKind),
  registered(absenceDelegateKind),
  registered(absenceDeclinedKind),
  registered(itemGivenKind),
  registered(unledKind),
  registered(contactsDueKind),
  registered(caseSharedKind),
  registered(casesChangedKind),
  registered(factsWantedKind),
  registered(sponsorRequestKind),
  registered(sponsorAnswerKind),
  registered(flashKind),
  registered(goingUpKind),
  registered(attentionKind),
  registered(objectionKind),
  registered(objectionAnsweredKind),
  registered(actAskedKind),
  registered(actAnsweredKind),
  registered(namesFoundKind),
  registered(erasureReceiptKind),
  ...askKinds,
  ...appearanceKinds,
  ...escalationKinds,
].flatMap(({ kind, hasLine }) => (hasLine ? [kind] : []));

const FOR_ITS_DAY: ReadonlySet<string> = new Set([
  promptKind.kind,
  delegatePromptKind.kind,
  tidyingKind.kind,
  appearanceReminderKind.kind,
]);

/** Nobody is held for longer at once, whatever is planned. */
const BEYOND_DAYS = 42;

const subjectSchema = z.object({
  promptId: z.string().optional(),
  roundId: z.string().optional(),
  cadenceId: z.string().optional(),
  editionId: z.string().optional(),
  itemId: z.string().optional(),
  revision: z.int().optional(),
  draftId: z.string().optional(),
  programId: z.string().optional(),
  comes: z.string().optional(),
  items: z.array(z.object({ id: z.string(), revision: z.int(), lapsesAt: z.string().nullable() })).optional(),
});

/** All that decides what happens in a workspace until an instant, if nobody acts. */
export async function readWorld(db: Db, workspaceId: string, { now, until }: { now: Instant; until: Instant }) {
  const running = await runningPrograms(db, workspaceId);
  const programs = new Map(running.map((known) => [known.program.id, known]));
  const cadences = await cadencesOf(db, workspaceId, [...programs.keys()]);
  const audience = [...new Set(cadences.flatMap((cadence) => cadence.audience))];
  const bySource = await membersBySource(db, workspaceId, audience);
  const kept = await keptSources(db, workspaceId, audience);
  const lost = cadences.filter((cadence) => isLost(cadence.audience, kept)).map(({ id }) => id);
  const leading = running.flatMap(({ seats }) =>
    seats.flatMap(({ role, person_id }) => (role === "lead" || role === "deputy" ? person_id : [])),
  );
  const cadenceIds = cadences.map(({ id }) => id);
  const digests = await digestOutlook(db, workspaceId, until);
  const openRounds = await openRoundsOf(db, workspaceId);
  const health = await healthOutlook(db, workspaceId, [...programs.keys()], { now, until });
  const record = await recordOutlook(db, workspaceId, [...programs.keys()], now);
  const admins = (await adminsOf(db, workspaceId)).map(({ id }) => id);
  const today = addLocalDays(localDateOf(now, "UTC"), -2);
  const ids = new Set([
    ...admins,
    ...running.flatMap(({ seats }) =>
      seats.flatMap(({ person_id, delegate_id }) => [person_id, delegate_id ?? []].flat()),
    ),
    ...audience.filter(isNamedPerson),
    ...[...bySource.values()].flat(),
    ...digests.first.map(({ personId }) => personId),
    ...openRounds.flatMap(({ prompts }) => prompts.map(({ person_id }) => person_id)),
    ...digests.approvers,
    ...[...health.questions, ...health.occasions].map(({ personId }) => personId),
    ...record.items.flatMap(({ owner_id, raised_by }) => [raised_by, owner_id ?? []].flat()),
    ...record.escalations.flatMap(({ held_by }) => held_by),
  ]);
  const absences = await absencesFrom(db, workspaceId, [...ids], today);
  for (const { delegate_person_id } of absences) if (delegate_person_id !== null) ids.add(delegate_person_id);
  const outbox = await outboxOutlook(db, workspaceId, { now, personIds: [...ids] });
  for (const { person_id } of outbox.waiting) if (person_id !== null) ids.add(person_id);
  const people = await peopleByIds(db, workspaceId, [...ids]);
  // A round that is caught up was due in the past: it is asked as it would have been.
  const asking = cadences.map(({ state, next_check_at }) => (state === "active" ? next_check_at : null));
  const known = await knownPeople(db, workspaceId, people, {
    now,
    from: addLocalDays(firstDayOf(record.escalations, localDateOf(earliest(now, ...asking) ?? now, "UTC")), -7),
    until: addLocalDays(localDateOf(until, "UTC"), BEYOND_DAYS),
  });
  const world: World = {
    now,
    people: known,
    admins,
    programs,
    cadences,
    years: await fiscalYearsIn(db, workspaceId),
    bySource,
    optOuts: await optOutsOf(db, workspaceId, cadences),
    openRounds: openRounds.map(({ round, prompts }) => ({
      id: round.id,
      cadenceId: round.cadence_id,
      key: round.key,
      period: round.period,
      dueAt: round.due_at,
      closesAt: round.closes_at,
      isApart: round.occasion !== null,
      prompts,
    })),
    silentBefore: await silentBefore(db, workspaceId, { cadenceIds, personIds: leading, now }),
    toldNobodyLeft: new Set(lost),
    waiting: await waitingIn(db, workspaceId, outbox.waiting),
    counted: outbox.counted,
    digests,
    record,
    health,
    working: await workspaceCalendar(db, workspaceId),
    kinds: KINDS,
  };
  const { audienceAt } = createSeating(world);
  const empty = cadences.filter((cadence) => askedFirst(audienceAt(cadence, now).asked, cadence.pilot).length === 0);
  const told = await withNobodyLeft(
    db,
    workspaceId,
    empty.map(({ id }) => id),
  );
  return { ...world, toldNobodyLeft: new Set([...lost, ...told]) };
}

async function knownPeople(
  db: Db,
  workspaceId: string,
  people: Awaited<ReturnType<typeof peopleByIds>>,
  { now, ...span }: { now: Instant; from: string; until: string },
): Promise<Map<string, KnownPerson>> {
  const ids = people.map(({ id }) => id);
  const facts = await contactFactsOfAll(db, workspaceId, people, span);
  const slots = await slotFactsOf(db, workspaceId, ids, now);
  const roles = await attentionRolesAmong(db, workspaceId, ids, now);
  const working = await workingTimesOf(db, workspaceId, ids);
  const absences = Map.groupBy(await absencesFrom(db, workspaceId, ids, span.from), ({ person_id }) => person_id);
  const known = new Map<string, KnownPerson>();
  for (const person of people) {
    const own = facts.get(person.id);
    const { hours, days } = working.get(person.id) ?? { hours: null, days: null };
    const theirs = slots.get(person.id);
    if (own && theirs)
      known.set(person.id, {
        ...person,
        facts: own,
        slots: theirs,
        ceiling: theirs.isAsItHappens ? null : CEILINGS[roles.get(person.id) ?? "team"].perWeek,
        absences: absences.get(person.id) ?? [],
        hours: hours ?? undefined,
        workingDays: days ?? undefined,
      });
  }
  return known;
}

/** The messages that wait, as the outbox holds them. */
async function waitingIn(db: Db, workspaceId: string, rows: OutboxOutlook["waiting"]): Promise<WaitingMessage[]> {
  const waiting: WaitingMessage[] = [];
  for (const row of rows) {
    if (row.person_id === null || row.contact === "reply" || row.thread_id !== null) continue;
    const { editionId, ...subject } = subjectSchema.catch({}).parse(JSON.parse(row.subject));
    const { promptId = null, roundId = null, cadenceId = null, itemId = null, revision = null } = subject;
    const { draftId, programId = null, items: page = [] } = subject;
    const known = Object.entries(KINDS).find(([kind]) => kind === row.kind)?.[1];
    const edition = editionId === undefined ? null : await digestById(db, workspaceId, editionId);
    waiting.push({
      key: row.key,
      kind: row.kind,
      facts: {
        contact: row.contact,
        hasLine: LINES.includes(row.kind),
        ...known,
        isForItsDay: subject.comes === undefined && FOR_ITS_DAY.has(row.kind),
        slot: row.slot,
        priority: row.priority,
      },
      personId: row.person_id,
      dueAt: row.due_at,
      firstDueAt: row.first_due_at,
      expiresAt: row.expires_at,
      queuedAt: row.queued_at,
      promptId,
      roundId,
      cadenceId,
      itemId,
      revision,
      programId,
      part: draftId !== undefined && programId !== null ? { draftId, programId } : null,
      page,
      digest: edition && { rhythm: edition.document.rhythm, period: edition.document.period.label },
    });
  }
  return waiting;
}

/** Terms are counted from the day on which whoever has an item got it. */
function firstDayOf(escalations: readonly Escalation[], day: LocalDate): LocalDate {
  return escalations.reduce((first, { since_on: since }) => (since < first ? since : first), day);
}

function factsOf<Subject>(
  { priority, line, slot }: Pick<MessageKind<Subject>, "priority" | "line" | "slot">,
  contact: KindFacts["contact"],
): KindFacts {
  // Of the kinds that a date causes, only a prompt has a slot by what it is about: the planner says it.
  const known = typeof slot === "function" ? null : slot;
  return { priority, contact, slot: known, isForItsDay: false, hasLine: line !== undefined };
}
