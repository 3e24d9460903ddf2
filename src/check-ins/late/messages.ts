/** A check-in that has not come two working days after its date is told to its reviewer. */
import { z } from "zod";
import { listParticipants } from "../../cadences/use-cases.ts";
import { contactFactsOfAll } from "../../calendars/use-cases-availability.ts";
import type { MessageKind, SendContext } from "../../delivery/kinds.ts";
import { enqueue } from "../../delivery/use-cases.ts";
import { peopleByIds } from "../../people/use-cases.ts";
import { adminsOf } from "../../people/use-cases-settings.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { lineOf, section } from "../../platform/slack/blocks.ts";
import { dateAndTime, list, textsFor } from "../../platform/texts/language.ts";
import { addLocalDays, localDateOf } from "../../platform/time.ts";
import { type Program, programOf } from "../../programs/use-cases.ts";
import { seatsNow } from "../../register/escalation/levels.ts";
import { deliveryKeys } from "../delivery-keys.ts";
import { getRoundContext, type RoundContext, roundView } from "../rounds/context.ts";
import { isRoundOver } from "../rounds/overtaken/use-cases.ts";
import type { Round } from "../rounds/repository.ts";
import { listPrompts } from "../rounds/repository-prompts.ts";
import { silenceKey, silentAmong } from "../rounds/rules.ts";
import { silentBefore } from "../rounds/use-cases-outlook.ts";
import { checkInTexts } from "../texts.ts";
import { heardOf, isLeading, lateAt, MOST_DAYS, reviewersOf, type Seated, workOf } from "./rules.ts";
import { lateTexts } from "./texts.ts";

const subject = z.strictObject({ roundId: z.string(), reviewerId: z.string() });
type Subject = z.infer<typeof subject>;

export const lateCheckInKind: MessageKind<Subject> = {
  kind: "late-check-in",
  subject,
  priority: 50,
  contact: "notice",
  slot: "monday",
  isOver: isRoundOver,
  async stillWanted(send, of) {
    const { program } = await getRoundContext(send.db, send.workspaceId, of.roundId);
    return program.state === "active" && (await listLate(send, of)).names.length > 0;
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

async function sentence(send: SendContext, of: Subject): Promise<string> {
  const { db, workspaceId, reader } = send;
  const texts = textsFor(lateTexts, reader);
  const context = await getRoundContext(db, workspaceId, of.roundId);
  const { cadence, round, program } = roundView(context, reader);
  const { names, leads } = await listLate(send, of);
  const { silent } = textsFor(checkInTexts, reader);
  const isDaily = context.cadence.rule.every === "day";
  const check = `${cadence}, ${round}`;
  if (names.length === 0) return texts.none(check, program);
  return [
    leads
      ? texts.late(
          check,
          program,
          isDaily ? silent.people(names.length) : list(reader, names.sort(new Intl.Collator(reader.locale).compare)),
        )
      : texts.lateCount(check, program, names.length),
    leads ? texts.mayHelp : texts.mayName,
    texts.still(dateAndTime(reader, context.round.closes_at)),
  ].join(" ");
}

/** Those whose check-in this reviewer hears of, as people sit today. `leads`: by a role, not as an admin. */
async function listLate({ db, workspaceId, now }: SendContext, { roundId, reviewerId }: Subject) {
  const { cadence, program, round }: RoundContext = await getRoundContext(db, workspaceId, roundId);
  const seated = await seatedNow(db, program, now);
  const leads = isLeading(seated, reviewerId);
  if (round.closes_at <= now) return { names: [], leads };
  const participants = await listParticipants(db, cadence, { clock: { now: () => now } });
  const nameOf = new Map(participants.map(({ id, name }) => [id, name]));
  const prompts = await listPrompts(db, workspaceId, roundId);
  const { silent } = silentAmong(prompts, new Set(nameOf.keys()), reviewerId);
  const heard = heardOf(silent, seated, reviewerId);
  const before = leads
    ? new Set()
    : await silentBefore(db, workspaceId, { cadenceIds: [cadence.id], personIds: heard, now });
  const told = heard.filter((id) => !before.has(silenceKey(cadence.id, id)));
  return { names: told.map((id) => nameOf.get(id) ?? id), leads };
}

async function seatedNow(db: Db | Tx, program: Program, now: Instant): Promise<Seated> {
  const admins = await adminsOf(db, program.workspace_id);
  return { seats: await seatsNow(db, program, now), admins: admins.map(({ id }) => id) };
}

/** Puts the notes for the reviewers into the outbox; each is dropped when all have answered by then. */
export async function enqueueLateNotes(services: Services, tx: Tx, round: Round): Promise<void> {
  const { workspace_id: workspaceId, id: roundId } = round;
  const program = await programOf(tx, workspaceId, round.program_id);
  const reviewers = reviewersOf(round, await seatedNow(tx, program, services.clock.now()));
  const facts = await factsOf(tx, round, reviewers);
  for (const reviewerId of reviewers) {
    const own = facts.get(reviewerId);
    const notBefore = own ? lateAt(round, workOf(own)) : null;
    if (notBefore === null) continue;
    await enqueue(tx, services, lateCheckInKind, {
      workspaceId,
      key: deliveryKeys.late(roundId, reviewerId),
      subject: { roundId, reviewerId },
      to: { personId: reviewerId },
      notBefore,
      expiresAt: round.closes_at,
    });
  }
}

async function factsOf(tx: Tx, { workspace_id: workspaceId, due_at }: Round, personIds: readonly string[]) {
  const people = await peopleByIds(tx, workspaceId, [...personIds]);
  const from = localDateOf(due_at, "UTC");
  const span = { from: addLocalDays(from, -1), until: addLocalDays(from, MOST_DAYS) };
  return contactFactsOfAll(tx, workspaceId, people, span);
}
