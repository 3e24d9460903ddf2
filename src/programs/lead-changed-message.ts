/** The team reads that its lead has left, and who leads now. */
import { z } from "zod";
import { countedNouns } from "../delivery/counted-nouns.ts";
import type { MessageKind, SendContext } from "../delivery/message-kind.ts";
import { enqueue, enqueueUpdate } from "../delivery/outbox.ts";
import { getPerson } from "../people/people.ts";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { list, textsFor } from "../platform/texts/language.ts";
import { escapeMrkdwn, lineOf, section, shorten } from "../slack/blocks.ts";
import { isRunning, type Program, programOf } from "./programs.ts";
import { listSeatsOn, seatDay } from "./seats.ts";
import { programTexts } from "./texts.ts";
import { whoLeads } from "./who-leads.ts";

interface Change {
  /** Null: a lead has come. */
  leftId: string | null;
  /** Who did it, if somebody did. */
  actorId?: string | null;
}

/** Once for each day and each lead; to nobody who leads. */
export async function announceLeadChange(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  program: Program,
  { leftId, actorId = null }: Change,
): Promise<void> {
  const now = services.clock.now();
  const { workspace_id: workspaceId } = program;
  await enqueueUpdate(tx, services, { workspaceId, keysFrom: `lead-changed:${program.id}:` });
  const leaderIds = (await whoLeads(tx, program, now)).sort();
  const informed = [leftId, actorId, ...leaderIds];
  const seats = await listSeatsOn(tx, program, seatDay(now));
  const team = new Set(seats.flatMap(({ role, person_id: id }) => (role === "team" ? id : [])));
  for (const personId of team)
    if (!informed.includes(personId))
      await enqueue(tx, services, leadChangedKind, {
        workspaceId,
        key: `lead-changed:${program.id}:${seatDay(now)}:${leaderIds.join("+")}:${personId}`,
        subject: { programId: program.id, leftId, leaderIds },
        to: { personId },
        notBefore: now,
      });
}

const subject = z.strictObject({
  programId: z.string(),
  leftId: z.string().nullable(),
  /** In order; none: nobody leads. */
  leaderIds: z.array(z.string()),
});
type Subject = z.infer<typeof subject>;

export const leadChangedKind: MessageKind<Subject> = {
  kind: "lead-changed",
  subject,
  about: ({ programId, leftId, leaderIds }) => ({
    program: programId,
    person: leftId === null ? leaderIds : [leftId, ...leaderIds],
  }),
  priority: 25,
  contact: "notice",
  lane: "morning",
  many: {
    words: countedNouns({
      en: ["program with another lead", "programs with another lead"],
      fr: ["programme dont le responsable a changé", "programmes dont le responsable a changé"],
    }),
  },
  /** Where others lead meanwhile, another message says so. */
  async stillWanted({ db, workspaceId, now }, { programId, leaderIds }) {
    if (!(await isRunning(db, workspaceId, programId))) return false;
    const program = await programOf(db, workspaceId, programId);
    return (await whoLeads(db, program, now)).sort().join() === leaderIds.join();
  },
  async message(send, about) {
    const line = await changeLine(send, about);
    return { text: lineOf(line), blocks: [section(line)] };
  },
  line: async (send, about) => section(await changeLine(send, about)),
  since: {},
};

/** Once it is sent, with whoever leads now. */
async function changeLine(send: SendContext, { programId, leftId, ...change }: Subject): Promise<string> {
  const { db, workspaceId, reader } = send;
  const texts = textsFor(programTexts, reader).leadChanged;
  const nameOf = async (id: string) => {
    const { name } = await getPerson(db, workspaceId, id);
    return escapeMrkdwn(shorten(name, LONGEST_NAME));
  };
  const program = await programOf(db, workspaceId, programId);
  const leaderIds = send.sentAt === undefined ? change.leaderIds : (await whoLeads(db, program, send.now)).sort();
  const title = escapeMrkdwn(shorten(program.title, LONGEST_TITLE));
  const names = await Promise.all(leaderIds.map(nameOf));
  const leaders = list(reader, names);
  if (leftId === null && names.length > 0) return texts.leads(leaders, title, names.length);
  const left = leftId === null ? `*${title}*` : texts.left(await nameOf(leftId), title);
  return `${left} ${names.length === 0 ? texts.nobody : texts.now(leaders, names.length)}`;
}

const LONGEST_NAME = 80;
const LONGEST_TITLE = 200;
