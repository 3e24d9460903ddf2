/** A check-in that has not come two working days after its date is told to its reviewer, and later to the one above. */
import { z } from "zod";
import { listParticipants } from "../cadences/use-cases.ts";
import type { MessageKind, SendContext } from "../delivery/kinds.ts";
import { enqueue } from "../delivery/use-cases.ts";
import { personById } from "../people/use-cases.ts";
import { contactFactsOf } from "../people/use-cases-preferences.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { lineOf, section } from "../platform/slack/blocks.ts";
import { dateAndTime, list, textsFor } from "../platform/texts/language.ts";
import { addLocalDays, addMs, DAY, localDateOf, WEEKDAYS } from "../platform/time.ts";
import { type Program, programOf } from "../programs/use-cases.ts";
import { levelIn, seatsNow } from "../register/escalation.ts";
import { LEVELS, type Level } from "../register/rules-escalation.ts";
import { seatedIn } from "../register/rules-escalation-cases.ts";
import { listPrompts } from "./repository-prompts.ts";
import type { Round } from "./repository-rounds.ts";
import { getRoundContext, type RoundContext, roundView } from "./round-context.ts";
import { lateAt, mayBeNamed, RUNGS, reviewerOf } from "./rules-late.ts";
import { silentAmong } from "./rules-rounds.ts";
import { lateTexts } from "./texts-late.ts";

const subject = z.strictObject({ roundId: z.string(), reviewerId: z.string(), rung: z.literal(RUNGS) });
type Subject = z.infer<typeof subject>;

export const lateCheckInKind: MessageKind<Subject> = {
  kind: "late-check-in",
  subject,
  priority: 50,
  contact: "notice",
  async stillWanted(send, of) {
    const { round } = await getRoundContext(send.db, send.workspaceId, of.roundId);
    return round.closes_at > send.now && (await listLate(send, of)).length > 0;
  },
  async message(send, of) {
    const line = lineOf(await sentence(send, of));
    return { text: line, blocks: [section(line)] };
  },
  line: async (send, of) => section(lineOf(await sentence(send, of))),
  async why({ db, workspaceId, reader }, { roundId }) {
    const { program } = await getRoundContext(db, workspaceId, roundId);
    return [textsFor(lateTexts, reader).why(program.title)];
  },
};

interface Late {
  name: string;
  isNamed: boolean;
}

async function sentence(send: SendContext, of: Subject): Promise<string> {
  const { db, workspaceId, reader } = send;
  const texts = textsFor(lateTexts, reader);
  const context = await getRoundContext(db, workspaceId, of.roundId);
  const { cadence, round, program } = roundView(context, reader);
  const late = await listLate(send, of);
  const names = late.filter(({ isNamed }) => isNamed).map(({ name }) => name);
  const others = late.length - names.length;
  const check = `${cadence}, ${round}`;
  const parts = [
    ...(names.length > 0
      ? [texts.named(check, program, list(reader, names.sort(new Intl.Collator(reader.locale).compare)))]
      : []),
    ...(others > 0 ? [texts.counted(check, program, others)] : []),
    texts.still(dateAndTime(reader, context.round.closes_at)),
  ];
  return parts.join(" ");
}

/** Those whose check-in this reviewer hears of, as people sit today. */
async function listLate(
  { db, workspaceId, now }: SendContext,
  { roundId, reviewerId, rung }: Subject,
): Promise<Late[]> {
  const { cadence, program }: RoundContext = await getRoundContext(db, workspaceId, roundId);
  const participants = await listParticipants(db, cadence, { clock: { now: () => now } });
  const names = new Map(participants.map(({ id, name }) => [id, name]));
  const { silent } = silentAmong(await listPrompts(db, workspaceId, roundId), new Set(names.keys()), reviewerId);
  const seats = await seatsNow(db, program, now);
  const seatedAt = seatedIn(seats, { disclosure: "program" });
  return silent.flatMap(({ person_id: id }) => {
    const level = levelIn(seats, id);
    const reviewer = reviewerOf({ id, level }, rung, seatedAt);
    if (level === null || reviewer?.id !== reviewerId) return [];
    return [{ name: names.get(id) ?? id, isNamed: mayBeNamed(level, reviewer.level) }];
  });
}

/** A round that is over sooner leaves nobody time to be late. */
const SHORTEST_MS = DAY;

/** Puts the notes for the reviewers into the outbox; each is dropped when all have answered by then. */
export async function enqueueLateNotes(services: Services, tx: Tx, round: Round): Promise<void> {
  if (addMs(round.due_at, SHORTEST_MS) >= round.closes_at) return;
  const { workspace_id: workspaceId, id: roundId } = round;
  const program = await programOf(tx, workspaceId, round.program_id);
  for (const { reviewerId, rung } of await reviewersIn(tx, program, services.clock.now())) {
    const { zone } = await personById(tx, workspaceId, reviewerId);
    const notBefore = lateAt(round, rung, { zone, isWorkingDay: await workedBy(tx, workspaceId, reviewerId, round) });
    if (notBefore === null) continue;
    await enqueue(tx, services, lateCheckInKind, {
      workspaceId,
      key: `late-check-in:${roundId}:${reviewerId}:${rung}`,
      subject: { roundId, reviewerId, rung },
      to: { personId: reviewerId },
      notBefore,
      expiresAt: round.closes_at,
    });
  }
}

/** Whoever may hear of a check-in of this program that does not come. */
async function reviewersIn(db: Db | Tx, program: Program, now: Instant) {
  const seats = await seatsNow(db, program, now);
  const seatedAt = seatedIn(seats, { disclosure: "program" });
  const found = new Map<string, { reviewerId: string; rung: (typeof RUNGS)[number] }>();
  const asked = LEVELS.flatMap((level: Level) => seatedAt(level).map((id) => ({ id, level: levelIn(seats, id) })));
  for (const person of asked)
    for (const rung of RUNGS) {
      const reviewer = reviewerOf(person, rung, seatedAt);
      if (reviewer) found.set(`${reviewer.id}:${rung}`, { reviewerId: reviewer.id, rung });
    }
  return found.values();
}

const HORIZON_DAYS = 60;

async function workedBy(db: Db | Tx, workspaceId: string, personId: string, { due_at }: Pick<Round, "due_at">) {
  const from = localDateOf(due_at, "UTC");
  const span = { from: addLocalDays(from, -1), until: addLocalDays(from, HORIZON_DAYS) };
  const { workingDays, holidays, away } = await contactFactsOf(db, workspaceId, personId, span);
  return (date: string) => {
    const weekday = WEEKDAYS[Temporal.PlainDate.from(date).dayOfWeek - 1];
    const isAway = away.some(({ from: first, until }) => first <= date && date <= until);
    return weekday !== undefined && workingDays.includes(weekday) && !holidays.has(date) && !isAway;
  };
}
