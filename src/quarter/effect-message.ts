/** That a program is to be paused or to stop: its lead reads it first and alone, its team on that day or when the lead says so. */
import { z } from "zod";
import { peopleOfAudience } from "../cadences/audience/audience-people.ts";
import { cadencesOf } from "../cadences/cadences.ts";
import { workspaceTime } from "../calendars/calendars.ts";
import { countedNouns } from "../delivery/counted-nouns.ts";
import { isTaken, listDeliveriesFrom } from "../delivery/deliveries.ts";
import { type MessageKind, readerToday, type SendContext } from "../delivery/message-kind.ts";
import { enqueue, enqueueUpdate } from "../delivery/outbox.ts";
import { absencesOn, standInsOf } from "../people/absences.ts";
import { getPerson } from "../people/people.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { type Reader, shortDate, textsFor } from "../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import { type Program, programOf } from "../programs/programs.ts";
import { isActiveOn, listSeats, listSeatsOn, type SEAT_ROLES, seatDay } from "../programs/seats.ts";
import { whoLeads } from "../programs/who-leads.ts";
import { codeOf } from "../register/codes-and-transitions.ts";
import { itemIn } from "../register/item-rights.ts";
import { actions, button, escapeMrkdwn, lineOf, sectionsOf, shorten } from "../slack/blocks.ts";
import { type DecidedPlace, quarterIds } from "./review-message.ts";
import { findReview, isToCome, type Review, reasonOf, reviewsBeginning } from "./reviews.ts";
import { quarterTexts } from "./texts.ts";

const subjectSchema = z.strictObject({
  programId: z.string(),
  quarter: z.string(),
  to: z.enum(["lead", "team"]),
  /** Who decided it. */
  byId: z.string(),
  checkInId: z.string().nullable(),
  /** It comes as soon as the lead says so, not in the morning. */
  isPressed: z.boolean(),
  /** That it was taken back, to whoever had read of it. */
  isOver: z.literal(true).optional(),
});
type Subject = z.infer<typeof subjectSchema>;

/**
 * To whoever leads until that day, once each, also to a lead who comes before it: who is away reads it once back. Whoever
 * stands in reads it where the lead is away on the first day too.
 */
export async function tellLeads(services: Services, tx: Tx, program: Program): Promise<void> {
  const { zone } = await workspaceTime(tx, program.workspace_id);
  const today = localDateOf(services.clock.now(), zone);
  for (const review of await reviewsBeginning(tx, program)) {
    if (!isToCome(program, review) || (review.begins_on ?? "") < today) continue;
    for (const personId of await leadsUntil(tx, program, { now: services.clock.now(), day: review.begins_on ?? today }))
      await tell(services, tx, review, { personId, to: "lead", isPressed: false });
  }
}

async function leadsUntil(tx: Tx, program: Program, { now, day }: { now: Instant; day: LocalDate }): Promise<string[]> {
  const { workspace_id: workspaceId, id } = program;
  const today = seatDay(now);
  const seats = (await listSeats(tx, workspaceId, id)).filter(({ role }) => role === "lead");
  const holding = seats.filter((seat) => isActiveOn(seat, today) || isActiveOn(seat, day));
  const leads = [...new Set(holding.map((seat) => seat.person_id))];
  const away = await absencesOn(tx, workspaceId, leads, today);
  const longAway = leads.filter((lead) => (away.get(lead) ?? "") >= day);

  const standIns = await standInsOf(tx, workspaceId, longAway, today);
  const isAnybodyThere = leads.length > longAway.length || standIns.size > 0;
  const others = isAnybodyThere ? [...standIns.values()] : await whoLeads(tx, program, now);
  return [...new Set([...leads, ...others])];
}

/** To everybody asked or seated below its sponsors who has had no message of it. Returns to how many. */
export async function tellTeam(
  services: Services,
  tx: Tx,
  { program, review, pressedBy }: { program: Program; review: Review; pressedBy: string | null },
): Promise<number> {
  const isPressed = pressedBy !== null;
  let count = 0;
  for (const personId of await teamOf(tx, program, seatDay(services.clock.now())))
    if (personId !== pressedBy && (await tell(services, tx, review, { personId, to: "team", isPressed }))) count += 1;
  return count;
}

async function teamOf(tx: Tx, program: Program, today: LocalDate): Promise<Set<string>> {
  const { workspace_id: workspaceId, id } = program;
  const seats = await listSeatsOn(tx, program, today);
  const isBelow = ({ role }: { role: (typeof SEAT_ROLES)[number] }) =>
    role === "lead" || role === "deputy" || role === "team";
  const above = new Set(seats.flatMap((seat) => (isBelow(seat) ? [] : seat.person_id)));
  const team = new Set(seats.flatMap((seat) => (isBelow(seat) ? seat.person_id : [])));
  for (const { audience } of await cadencesOf(tx, workspaceId, [id]))
    for (const { person, because } of await peopleOfAudience(tx, workspaceId, audience, seats))
      if (because === null && !above.has(person.id)) team.add(person.id);
  return team;
}

async function tell(
  services: Services,
  tx: Tx,
  review: Review,
  { personId, to, isPressed }: { personId: string } & Pick<Subject, "to" | "isPressed">,
): Promise<boolean> {
  const {
    workspace_id: workspaceId,
    program_id: programId,
    quarter,
    decided_by: byId,
    check_in_id: checkInId,
  } = review;
  if (byId === null) return false;
  return enqueue(tx, services, programPauseKind, {
    workspaceId,
    key: `${keysOfEffect(review)}${personId}`,
    subject: { programId, quarter, to, byId, checkInId: to === "lead" ? checkInId : null, isPressed },
    to: { personId },
    notBefore: services.clock.now(),
  });
}

const keysOfEffect = ({ program_id: programId, quarter, decision_id: decisionId }: Review) =>
  `program-pause:${programId}:${quarter}:${decisionId}:`;

/** To everybody who has read of it, once; their messages say so too. */
export async function tellTakenBack(services: Services, tx: Tx, review: Review): Promise<void> {
  const { workspace_id: workspaceId, program_id: programId, quarter, taken_back_by: byId } = review;
  if (byId === null) return;
  const keysFrom = keysOfEffect(review);
  await enqueueUpdate(tx, services, { workspaceId, keysFrom });
  const taken = (await listDeliveriesFrom(tx, workspaceId, { keysFrom })).filter(isTaken);
  for (const personId of new Set(taken.flatMap(({ person_id }) => person_id ?? [])))
    await enqueue(tx, services, programPauseKind, {
      workspaceId,
      key: `program-pause-over:${programId}:${quarter}:${review.decision_id}:${personId}`,
      subject: { programId, quarter, to: "team", byId, checkInId: null, isPressed: true, isOver: true },
      to: { personId },
      notBefore: services.clock.now(),
    });
}

export const programPauseKind: MessageKind<Subject> = {
  kind: "program-pause",
  subject: subjectSchema,
  about: ({ programId, byId, checkInId }) => ({ program: programId, person: byId, check_in: checkInId }),
  priority: 15,
  contact: "notice",
  lane: ({ to, isPressed }) => (to === "lead" || isPressed ? "now" : "morning"),
  many: {
    words: countedNouns({
      en: ["program that rests or stops", "programs that rest or stop"],
      fr: ["programme en pause ou arrêté", "programmes en pause ou arrêtés"],
    }),
  },
  stillWanted: async ({ db, workspaceId }, { programId, quarter, isOver = false }) => {
    const review = await findReview(db, workspaceId, { program_id: programId, quarter });
    if (review === undefined || isOver) return isOver;
    return isToCome(await programOf(db, workspaceId, programId), review);
  },
  async message(send, subject) {
    const { programId, quarter, to } = subject;
    const review = await findReview(send.db, send.workspaceId, { program_id: programId, quarter });
    const lines = review ? await effectLines(send, subject, review) : [];
    const texts = textsFor(quarterTexts, send.reader).effect;
    const value = JSON.stringify({ programId, quarter } satisfies DecidedPlace);
    const isTold = to === "team" || review === undefined || review.taken_back_by !== null;
    const tells = isTold ? [] : [button(quarterIds.tell, texts.tell, { value })];
    return {
      text: lineOf(lines[0] ?? ""),
      blocks: [...sectionsOf(lines), ...(tells.length === 0 ? [] : [actions(`program-pause:${programId}`, ...tells)])],
    };
  },
  since: {},
};

const LONGEST_TITLE = 200;
const LONGEST_REASON = 600;

async function effectLines(send: SendContext, { programId, to }: Subject, review: Review): Promise<string[]> {
  const { db, workspaceId } = send;
  const reader = readerToday(send);
  const program = await programOf(db, workspaceId, programId);
  if (review.taken_back_by !== null) return takenBackLines(send, reader, { program, review });
  const lines = await teamLines(db, reader, { program, review });
  if (to === "team") return lines;
  const texts = textsFor(quarterTexts, reader).effect;
  const reason = await reasonOf(db, review);
  const given = reason === "" ? [] : [texts.reason(escapeMrkdwn(shorten(reason, LONGEST_REASON)))];
  return [...lines, ...given, texts.leadFirst];
}

async function takenBackLines(
  { db, now }: SendContext,
  reader: Reader,
  { program, review }: { program: Program; review: Review },
): Promise<string[]> {
  const texts = textsFor(quarterTexts, reader).effect;
  const title = escapeMrkdwn(shorten(program.title, LONGEST_TITLE));
  const decision = await itemIn(db, review, review.decision_id);
  const { name } = await getPerson(db, program.workspace_id, review.taken_back_by ?? "");
  const today = localDateOf(now, reader.zone);
  const ahead = (day: LocalDate | null) => (day !== null && day > today ? [day] : []);
  const pausedUntil = ahead(program.paused_until);
  const stopsOn = ahead(program.stops_on);
  return [
    texts.takenBack(title, escapeMrkdwn(name), decision ? codeOf(decision) : ""),
    ...pausedUntil.map((day) => texts.pausedAsBefore(shortDate(reader, day))),
    ...stopsOn.map((day) => texts.stopsAsBefore(shortDate(reader, day))),
    ...(pausedUntil.length + stopsOn.length === 0 ? [texts.goesOn] : []),
  ];
}

/** Without the reason, which was not given to the team. */
export async function teamLines(
  db: Db | Tx,
  reader: Reader,
  { program, review }: { program: Program; review: Review },
): Promise<string[]> {
  const texts = textsFor(quarterTexts, reader).effect;
  const title = escapeMrkdwn(shorten(program.title, LONGEST_TITLE));
  const from = shortDate(reader, review.begins_on ?? "");
  const isPause = review.recommendation === "pause";
  const said = isPause ? texts.pause(title, from, shortDate(reader, review.until ?? "")) : texts.stop(title, from);
  return [said, await whoDecided(db, reader, { program, review }), isPause ? texts.pauseMeans : texts.stopMeans];
}

async function whoDecided(
  db: Db | Tx,
  reader: Reader,
  { program, review }: { program: Program; review: Review },
): Promise<string> {
  const { workspace_id: workspaceId } = program;
  const texts = textsFor(quarterTexts, reader).effect;
  const decision = await itemIn(db, review, review.decision_id);
  const request = await itemIn(db, review, review.request_id);
  const code = decision ? codeOf(decision) : "";
  if (request?.type === "request" && request.details.outcome?.vote) return texts.byCommittee(code);
  const { name } = await getPerson(db, workspaceId, review.decided_by ?? "");
  return texts.by(escapeMrkdwn(name), code);
}
