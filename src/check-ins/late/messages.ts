/** A check-in that has not come two working days after its date is told to its reviewer, and later to the one above. */
import { z } from "zod";
import { listParticipants } from "../../cadences/use-cases.ts";
import { contactFactsOfAll } from "../../calendars/use-cases-availability.ts";
import type { MessageKind, SendContext } from "../../delivery/kinds.ts";
import { enqueue } from "../../delivery/use-cases.ts";
import { peopleByIds } from "../../people/use-cases.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { lineOf, section } from "../../platform/slack/blocks.ts";
import { dateAndTime, list, textsFor } from "../../platform/texts/language.ts";
import { addLocalDays, localDateOf } from "../../platform/time.ts";
import { programOf } from "../../programs/use-cases.ts";
import { seatsNow } from "../../register/escalation/levels.ts";
import { deliveryKeys } from "../delivery-keys.ts";
import { getRoundContext, type RoundContext, roundView } from "../rounds/context.ts";
import type { Round } from "../rounds/repository.ts";
import { listPrompts } from "../rounds/repository-prompts.ts";
import { silentAmong } from "../rounds/rules.ts";
import { heardOf, hearingsOf, lateAt, MOST_DAYS, RUNGS, workOf } from "./rules.ts";
import { lateTexts } from "./texts.ts";

const subject = z.strictObject({ roundId: z.string(), reviewerId: z.string(), rung: z.literal(RUNGS) });
type Subject = z.infer<typeof subject>;

export const lateCheckInKind: MessageKind<Subject> = {
  kind: "late-check-in",
  subject,
  priority: 50,
  contact: "notice",
  async stillWanted(send, of) {
    const { round, program } = await getRoundContext(send.db, send.workspaceId, of.roundId);
    return program.state === "active" && round.closes_at > send.now && (await listLate(send, of)).length > 0;
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
async function listLate({ db, workspaceId, now }: SendContext, { roundId, ...hearing }: Subject): Promise<Late[]> {
  const { cadence, program }: RoundContext = await getRoundContext(db, workspaceId, roundId);
  const participants = await listParticipants(db, cadence, { clock: { now: () => now } });
  const names = new Map(participants.map(({ id, name }) => [id, name]));
  const prompts = await listPrompts(db, workspaceId, roundId);
  const { silent } = silentAmong(prompts, new Set(names.keys()), hearing.reviewerId);
  const heard = heardOf(silent, await seatsNow(db, program, now), hearing);
  return heard.map(({ personId, isNamed }) => ({ name: names.get(personId) ?? personId, isNamed }));
}

/** Puts the notes for the reviewers into the outbox; each is dropped when all have answered by then. */
export async function enqueueLateNotes(services: Services, tx: Tx, round: Round): Promise<void> {
  const { workspace_id: workspaceId, id: roundId } = round;
  const program = await programOf(tx, workspaceId, round.program_id);
  const hearings = hearingsOf(round, await seatsNow(tx, program, services.clock.now()));
  const facts = await factsOf(tx, round, [...new Set(hearings.map(({ reviewerId }) => reviewerId))]);
  for (const hearing of hearings) {
    const { reviewerId, rung } = hearing;
    const own = facts.get(reviewerId);
    const notBefore = own ? lateAt(round, rung, workOf(own)) : null;
    if (notBefore === null) continue;
    await enqueue(tx, services, lateCheckInKind, {
      workspaceId,
      key: deliveryKeys.late(roundId, hearing),
      subject: { roundId, ...hearing },
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
