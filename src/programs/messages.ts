/** What is told about programs. */
import { z } from "zod";
import type { MessageKind, SendContext } from "../delivery/kinds.ts";
import { personById } from "../people/use-cases.ts";
import { textsFor } from "../platform/texts/language.ts";
import { addMs, DAY } from "../platform/time.ts";
import { firstStepMessage, noticeLine, noticeMessage } from "./blocks.ts";
import { closedMessage, reopenedMessage } from "./closings/blocks.ts";
import { endedWith } from "./events.ts";
import { SEAT_ROLES } from "./rules-program.ts";
import { startedMessage } from "./started.ts";
import { programTexts } from "./texts.ts";
import { hasPrograms, type Program, programOf } from "./use-cases.ts";

const savedSubject = z.strictObject({
  programId: z.string(),
  what: z.enum(["created", "handed-over", "named-lead", "closed"]),
  byId: z.string(),
  toId: z.string(),
});

/** To whoever created or closed a program, and to a lead whom somebody else named. */
export const savedKind: MessageKind<z.infer<typeof savedSubject>> = {
  kind: "program-saved",
  subject: savedSubject,
  priority: 10,
  contact: ({ byId }, personId) => (byId === personId ? "reply" : "notice"),
  slot: null,
  async stillWanted({ db, workspaceId }, { programId, what }) {
    const { state } = await programOf(db, workspaceId, programId);
    return (state === "closed") === (what === "closed");
  },
  message: savedNow,
  // Of a closing: that it has been undone.
  since: { message: savedNow },
};

async function savedNow(send: SendContext, { programId, what, byId, toId }: z.infer<typeof savedSubject>) {
  const { db, workspaceId, reader, now, events } = send;
  const program = await programOf(db, workspaceId, programId);
  if (what === "closed") return closingNow(send, program);
  const { name: by } = await personById(db, workspaceId, byId);
  return startedMessage({ clock: { now: () => now }, events }, db, { program, reader, readerId: toId, what, by });
}

async function closingNow({ db, reader, now, events }: SendContext, program: Program) {
  const { id, title, state, closed_at: closedAt } = program;
  if (state !== "closed") return reopenedMessage(reader, title);
  const ended = await endedWith.of({ clock: { now: () => now }, events }, db, program);
  const undoUntil = closedAt === null ? null : addMs(closedAt, DAY);
  return closedMessage(reader, { id, title, ended, undoUntil });
}

const channelSubject = z.strictObject({ programId: z.string() });

/** Nothing can be posted to the channel of a program. */
export const channelNoticeKind: MessageKind<z.infer<typeof channelSubject>> = {
  kind: "channel-notice",
  subject: channelSubject,
  priority: 25,
  contact: "notice",
  slot: "monday",
  async stillWanted({ db, workspaceId }, { programId }) {
    const { state, channel_problem } = await programOf(db, workspaceId, programId);
    return state === "active" && channel_problem !== null;
  },
  message: async (send, { programId }) => noticeMessage(send.reader, ...(await channelNotice(send, programId))),
  line: async (send, { programId }) => noticeLine(send.reader, ...(await channelNotice(send, programId))),
  why: whyNoticed,
};

const departureSubject = z.strictObject({ programId: z.string(), personId: z.string(), role: z.enum(SEAT_ROLES) });

/** Somebody with a seat has left Slack. */
export const departureKind: MessageKind<z.infer<typeof departureSubject>> = {
  kind: "departure",
  subject: departureSubject,
  priority: 25,
  contact: "notice",
  slot: "monday",
  async stillWanted({ db, workspaceId }, { programId, personId }) {
    const { state } = await programOf(db, workspaceId, programId);
    return state === "active" && (await personById(db, workspaceId, personId)).is_deactivated === 1;
  },
  message: async (send, subject) => noticeMessage(send.reader, ...(await departureNotice(send, subject))),
  line: async (send, subject) => noticeLine(send.reader, ...(await departureNotice(send, subject))),
  why: whyNoticed,
};

const firstRunSubject = z.strictObject({});

/** The first thing that an admin reads in a workspace with nothing in it. */
export const firstRunKind: MessageKind<z.infer<typeof firstRunSubject>> = {
  kind: "first-run",
  subject: firstRunSubject,
  priority: 0,
  contact: "reply",
  slot: null,
  stillWanted: async ({ db, workspaceId }) => !(await hasPrograms(db, workspaceId)),
  message: async ({ reader }) => firstStepMessage(reader, { kind: "may-create" }),
};

type Notice = [program: Parameters<typeof noticeMessage>[1], notice: Parameters<typeof noticeMessage>[2]];

async function channelNotice({ db, workspaceId }: SendContext, programId: string): Promise<Notice> {
  const program = await programOf(db, workspaceId, programId);
  if (program.channel_problem === null) throw new Error(`The channel of ${programId} is well`);
  return [program, { kind: "channel", problem: program.channel_problem }];
}

async function departureNotice(
  { db, workspaceId }: SendContext,
  { programId, personId, role }: z.infer<typeof departureSubject>,
): Promise<Notice> {
  const program = await programOf(db, workspaceId, programId);
  const { name, erased_at: erasedAt } = await personById(db, workspaceId, personId);
  return [program, { kind: "left", name, role, isErased: erasedAt !== null }];
}

async function whyNoticed({ db, workspaceId, reader }: SendContext, { programId }: { programId: string }) {
  const { title } = await programOf(db, workspaceId, programId);
  return [textsFor(programTexts, reader).notice.why(title)];
}
