/** What happens to a program from outside – its channel, its people – and who is told to put it right. */

import { z } from "zod";
import type { MessageKind, SendContext } from "../delivery/kinds.ts";
import { enqueue } from "../delivery/outbox.ts";
import { absencesFrom } from "../people/absences/use-cases.ts";
import { type Person, peopleByIds, personById } from "../people/use-cases.ts";
import { adminsOf } from "../people/use-cases-settings.ts";
import { appendAudit } from "../platform/audit.ts";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import { addLocalDays, localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { actions, button, escapeMrkdwn, lineOf, section, shorten } from "../slack/blocks.ts";
import type { Message } from "../slack/message.ts";
import { programIds } from "./program-menu.ts";
import { listProgramsInChannel, type Program, type Seat, updateProgram } from "./repository.ts";
import { keepersAmong, SEAT_ROLES } from "./seats.ts";
import type { ChannelProblem, SeatRole } from "./table.ts";
import { programTexts } from "./texts.ts";
import { listSeatsOn, programIdsOf, programOf } from "./use-cases.ts";

/** More would only wait for each other to act. */
const ADMINS_TOLD = 3;

/**
 * Remembers that nothing can be posted to a channel, or with null that it can again. Those who keep its programs are
 * told once, when it becomes so; until it is put right nothing is sent there.
 */
export async function noteChannel(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  channel: { workspaceId: string; channelId: string },
  problem: ChannelProblem | null,
): Promise<void> {
  for (const program of await listProgramsInChannel(tx, channel.workspaceId, channel.channelId)) {
    if (program.channel_problem === problem) continue;
    await updateProgram(tx, program, { channel_problem: problem });
    await appendAudit(tx, services, {
      workspaceId: program.workspace_id,
      actorId: null,
      action: "program.channel",
      subject: { kind: "program", id: program.id },
      programId: program.id,
      before: { channel_problem: program.channel_problem },
      after: { channel_problem: problem },
    });
    // It was known to be unusable, and is so for another reason now.
    if (problem === null || program.channel_problem !== null) continue;
    await tellKeepers(services, tx, program, channelNoticeKind, {
      key: `channel:${program.id}:${services.clock.now()}`,
      subject: { programId: program.id },
    });
  }
}

/** What a refusal of Slack to post says of the channel; null when it says nothing of it. */
export function channelProblemIn(error: string): ChannelProblem | null {
  if (error === "is_archived") return "archived";
  return error === "channel_not_found" || error === "not_in_channel" ? "not-in-channel" : null;
}

/** Tells of those among `people` who have left Slack and hold a seat. */
export async function tellOfDepartures(services: Services, people: readonly Person[]): Promise<void> {
  const { db, clock } = services;
  const today = localDateOf(clock.now(), "UTC");
  for (const person of people.filter(({ is_deactivated }) => is_deactivated === 1))
    await inTransaction(db, async (tx) => {
      for (const programId of await programIdsOf(tx, person)) {
        const program = await programOf(tx, person.workspace_id, programId);
        const seats = await listSeatsOn(tx, program, today);
        const role = SEAT_ROLES.find((each) =>
          seats.some((seat) => seat.role === each && seat.person_id === person.id),
        );
        if (program.state !== "active" || !role) continue;
        await tellKeepers(services, tx, program, departureKind, {
          key: `departure:${program.id}:${person.id}:${person.updated_at}`,
          subject: { programId, personId: person.id, role },
        });
      }
    });
}

/** To the leads; where there is none, to the deputies; else to admins. `except`: who need not be told. */
export async function tellKeepers<Subject>(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  program: Program,
  kind: MessageKind<Subject>,
  { key, subject, except = null }: { key: string; subject: Subject; except?: string | null },
): Promise<void> {
  for (const keeper of (await keepersOf(services, tx, program)).filter(({ id }) => id !== except))
    await enqueue(tx, services, kind, {
      workspaceId: program.workspace_id,
      key: `${key}:${keeper.id}`,
      subject,
      to: { personId: keeper.id },
      notBefore: services.clock.now(),
    });
}

async function keepersOf({ clock }: Pick<Services, "clock">, tx: Tx, program: Program): Promise<Person[]> {
  const seats = await listSeatsOn(tx, program, localDateOf(clock.now(), "UTC"));
  const ids = seats.filter(({ role }) => role === "lead" || role === "deputy").map((seat) => seat.person_id);
  const people = await peopleByIds(tx, program.workspace_id, ids);
  const keepers = keepersAmong(seats, (id) => !people.some((each) => each.id === id && each.is_deactivated === 0));
  if (keepers.length > 0) return people.filter(({ id }) => keepers.includes(id));
  return (await adminsOf(tx, program.workspace_id)).slice(0, ADMINS_TOLD);
}

/**
 * Who can act at once for somebody who is away: who leads one of these programs and is there, else a deputy, else an
 * admin; null where all are away. `except`: who needs not be told.
 */
export async function whoCanActFor(
  { clock }: Pick<Services, "clock">,
  tx: Tx,
  { workspace_id: workspaceId }: Pick<Person, "workspace_id">,
  { programIds, except }: { programIds: readonly string[]; except: readonly string[] },
): Promise<Person | null> {
  const now = clock.now();
  const today = localDateOf(now, "UTC");
  const seats: Seat[] = [];
  for (const id of programIds) {
    const program = await programOf(tx, workspaceId, id);
    if (program.state === "active") seats.push(...(await listSeatsOn(tx, program, today)));
  }
  const leading = (["lead", "deputy"] as const).flatMap((role) => seats.filter((seat) => seat.role === role));
  const ids = [...new Set(leading.map((seat) => seat.person_id))];
  const known = new Map((await peopleByIds(tx, workspaceId, ids)).map((person) => [person.id, person]));
  const all = [...ids.flatMap((id) => known.get(id) ?? []), ...(await adminsOf(tx, workspaceId))];
  const absences = await absencesFrom(
    tx,
    workspaceId,
    all.map(({ id }) => id),
    addLocalDays(today, -1),
  );
  const isThere = ({ id, zone, is_deactivated, is_bot }: Person) => {
    const date = localDateOf(now, zone);
    const isAway = absences.some((each) => each.person_id === id && each.from_date <= date && date <= each.until_date);
    return !isAway && is_deactivated === 0 && is_bot === 0 && !except.includes(id);
  };
  return all.find(isThere) ?? null;
}

const channelSubject = z.strictObject({ programId: z.string() });

/** Nothing can be posted to the channel of a program. */
export const channelNoticeKind: MessageKind<z.infer<typeof channelSubject>> = {
  kind: "channel-notice",
  subject: channelSubject,
  priority: 25,
  contact: "notice",
  lane: "morning",
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
  lane: "morning",
  async stillWanted({ db, workspaceId }, { programId, personId }) {
    const { state } = await programOf(db, workspaceId, programId);
    return state === "active" && (await personById(db, workspaceId, personId)).is_deactivated === 1;
  },
  message: async (send, subject) => noticeMessage(send.reader, ...(await departureNotice(send, subject))),
  line: async (send, subject) => noticeLine(send.reader, ...(await departureNotice(send, subject))),
  why: whyNoticed,
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

type ProgramNotice =
  | { kind: "channel"; problem: ChannelProblem }
  | { kind: "left"; name: string; role: SeatRole; isErased: boolean };

/** What a lead or an admin must put right. */
export function noticeMessage(reader: Reader, program: { id: string; title: string }, notice: ProgramNotice): Message {
  const texts = textsFor(programTexts, reader).notice;
  return {
    text: lineOf(noticeFallback(reader, program, notice)),
    blocks: [
      section(noticeText(reader, program, notice)),
      actions(`program:${program.id}`, button(programIds.edit, texts.edit, { value: program.id, primary: true })),
    ],
  };
}

/** The same among other messages. */
export function noticeLine(
  reader: Reader,
  program: { id: string; title: string },
  notice: ProgramNotice,
): ReturnType<typeof section> {
  const edit = button(programIds.edit, textsFor(programTexts, reader).notice.edit, { value: program.id });
  return section(noticeText(reader, program, notice), edit);
}

function noticeFallback(reader: Reader, { title }: { title: string }, notice: ProgramNotice): string {
  const texts = textsFor(programTexts, reader).notice;
  if (notice.kind === "channel") return texts.channelFallback(title);
  return texts.leftFallback(notice.name, title);
}

function noticeText(reader: Reader, program: { title: string }, notice: ProgramNotice): string {
  const all = textsFor(programTexts, reader);
  const texts = all.notice;
  const title = escapeMrkdwn(shorten(program.title, 200));
  if (notice.kind === "channel") return texts.channel[notice.problem](title);
  const name = escapeMrkdwn(notice.name);
  const role = all.role[notice.role].toLowerCase();
  if (notice.isErased) return texts.erased(role, title);
  return notice.role === "lead" ? texts.leadLeft(name, title) : texts.left(name, role, title);
}
