/** Whoever is named to working roles of a program reads once what they are for, what comes first, and who waits for it. */
import { z } from "zod";
import { type MessageKind, readerToday, type SendContext } from "../delivery/message-kind.ts";
import { enqueue, enqueueUpdate } from "../delivery/outbox.ts";
import { getPerson } from "../people/people.ts";
import type { Tx } from "../platform/database.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { list, type Reader, shortDate, textsFor, withFullStop, withoutFullStop } from "../platform/texts/language.ts";
import { addMs, localDateOf, MINUTE } from "../platform/time.ts";
import { isRunning, type Program, programOf } from "../programs/programs.ts";
import { reportValue, screenIds } from "../reports/action-ids.ts";
import { actions, button, escapeMrkdwn, linesWithin, section } from "../slack/blocks.ts";
import { commandButton } from "../slack/commands.ts";
import type { Message } from "../slack/message.ts";
import { firstTasksOf } from "./newcomer.ts";
import { roleNamedTexts } from "./role-named-texts.ts";
import { titleIn, waitingFor } from "./step-messages.ts";
import { trackTexts } from "./texts.ts";
import { listTracks, scheduleOfTrack, stepsBefore, stepsOf, type TrackStep } from "./tracks.ts";
import { type HoldersChange, rolesHeldBy, type WorkingRole } from "./working-roles.ts";

/** `since`: when the first of the roles was given that it is about. */
const subjectSchema = z.strictObject({
  programId: z.string(),
  personId: z.string(),
  byId: z.string(),
  since: z.string(),
});
type Subject = z.infer<typeof subjectSchema>;

/** Several roles in a row make one message. */
const SETTLES_MS = 2 * MINUTE;

const keysOf = (programId: string, personId: string) => `role-named:${programId}:${personId}:`;

/** Whoever was named reads so, but whoever named themselves; who lost a role reads that in its place. */
export async function followNamed(services: Services, tx: Tx, change: HoldersChange): Promise<void> {
  const { program, named, left, actor } = change;
  const { workspace_id: workspaceId, id: programId } = program;
  for (const personId of left)
    await enqueueUpdate(tx, services, { workspaceId, keysFrom: keysOf(programId, personId) });
  if (actor === null) return;

  const now = services.clock.now();
  for (const personId of named.difference(new Set([actor.id])))
    await enqueue(tx, services, roleNamedKind, {
      workspaceId,
      key: `${keysOf(programId, personId)}${actor.id}`,
      mayRepeat: true,
      subject: { programId, personId, byId: actor.id, since: now },
      to: { personId },
      notBefore: addMs(now, SETTLES_MS),
    });
}

export const roleNamedKind: MessageKind<Subject> = {
  kind: "role-named",
  subject: subjectSchema,
  about: ({ programId, personId, byId }) => ({ program: programId, person: [personId, byId] }),
  priority: 15,
  contact: "notice",
  lane: "now",
  async stillWanted(send, subject) {
    if (!(await isRunning(send.db, send.workspaceId, subject.programId))) return false;
    return (await rolesGiven(send, subject)).length > 0;
  },
  message: roleNamedMessage,
  why: async ({ reader }) => [textsFor(roleNamedTexts, reader).why],
  since: {},
};

/** Those that they hold still. */
async function rolesGiven(
  { db, workspaceId }: SendContext,
  { programId, personId, byId, since }: Subject,
): Promise<WorkingRole[]> {
  const held = await rolesHeldBy(db, { workspace_id: workspaceId, id: programId }, personId);
  const namings = await rows(db, "role_holder", workspaceId).list({
    role_id: held.map(({ id }) => id),
    person_id: personId,
    named_by: byId,
    ended_at: null,
  });
  const given = namings.filter(({ from_at: at }) => at >= since).map(({ role_id: id }) => id);
  return held.filter(({ id }) => given.includes(id));
}

async function roleNamedMessage(send: SendContext, subject: Subject): Promise<Message> {
  const { db, workspaceId } = send;
  const reader = readerToday(send);
  const texts = textsFor(roleNamedTexts, reader);
  const program = await programOf(db, workspaceId, subject.programId);
  const roles = await rolesGiven(send, subject);
  if (roles.length === 0) {
    const text = texts.over(escapeMrkdwn(program.title));
    return { text, blocks: [section(text)] };
  }

  const { name: by } = await getPerson(db, workspaceId, subject.byId);
  const names = list(
    reader,
    roles.map(({ description }) => `*${escapeMrkdwn(textsFor(description.name, reader))}*`),
  );
  const head = texts.named({ by: escapeMrkdwn(by), program: escapeMrkdwn(program.title), roles: names }, roles.length);
  const value = reportValue.encode({ programId: program.id, digestId: null });
  const { title, running } = textsFor(trackTexts, reader);
  return {
    text: head,
    blocks: [
      section(head),
      ...roles.map((role) => section(roleLines(reader, role, { isNamed: roles.length > 1 }))),
      section((await firstOf(send, reader, { program, roles, personId: subject.personId })).join("\n")),
      actions(
        "role-named",
        button(screenIds.open, texts.page, { value }),
        commandButton(running.title, `tracks ${program.id}`),
        commandButton(title, `roles ${program.id}`),
      ),
    ],
  };
}

/** What it answers for, gives and needs. */
function roleLines(reader: Reader, { description }: WorkingRole, { isNamed }: { isNamed: boolean }): string {
  const texts = textsFor(trackTexts, reader);
  const { name, answersFor, gives, needs } = description;
  const lines = [
    ...(answersFor ? [texts.step.named(texts.form.answersFor, textsFor(answersFor, reader))] : []),
    ...gives.map((words) => texts.gives(textsFor(words, reader))),
    ...needs.map((words) => texts.needs(textsFor(words, reader))),
  ];
  const named = isNamed ? [`*${textsFor(name, reader)}*`] : [];
  return linesWithin([...named, ...lines].map(escapeMrkdwn), texts.home.more);
}

interface Newly {
  program: Program;
  roles: readonly WorkingRole[];
  personId: string;
}

/** Their first step and who waits for it, else what the role begins with: lines. */
async function firstOf(send: SendContext, reader: Reader, { program, roles, personId }: Newly): Promise<string[]> {
  const texts = textsFor(roleNamedTexts, reader);
  const found = await firstStepOf(send, reader, { program, roles, personId });
  if (!found) {
    const tasks = roles.flatMap(({ description }) => firstTasksOf(description));
    const [task] = tasks.map((each) => escapeMrkdwn(textsFor(each.task, reader)));
    return [task === undefined ? texts.nothingYet : texts.firstTask(task)];
  }

  const { step, all, day } = found;
  const title = escapeMrkdwn(withoutFullStop(titleIn(reader, step)));
  const waiting = await waitingFor(send, reader, { step, all }, personId);
  const before = stepsBefore(step, all).filter(({ stands }) => stands.done_at === null);
  const titles = before.map((each) => texts.quoted(escapeMrkdwn(withoutFullStop(textsFor(each.title, reader)))));
  const isBegun = step.stands.item_id !== null;
  return [
    isBegun ? texts.firstStep(title, day) : texts.comingStep(title, day),
    ...(isBegun || titles.length === 0 ? [] : [texts.after(list(reader, titles))]),
    ...waiting.map((words) => escapeMrkdwn(withFullStop(words))),
  ];
}

/** That is theirs now, the first due first; else of what is to come in their roles what begins first. */
async function firstStepOf({ db, workspaceId, now }: SendContext, reader: Reader, { program, roles, personId }: Newly) {
  const running = await listTracks(db, workspaceId, { program_id: program.id, state: "running" });
  const steps = await stepsOf(db, workspaceId, running);
  const keys = roles.map(({ key }) => key);
  const theirs = steps.filter(
    ({ role, state, ownerId }) => keys.includes(role) && state === "open" && ownerId === personId,
  );
  const [mine] = theirs.toSorted((a, b) => (a.dueOn ?? "9").localeCompare(b.dueOn ?? "9"));
  const ofTrack = ({ track }: TrackStep) => steps.filter((step) => step.track === track);
  if (mine) {
    const day = mine.dueOn === null ? "" : shortDate(reader, mine.dueOn);
    return { step: mine, all: ofTrack(mine), day };
  }

  const today = localDateOf(now, reader.zone);
  const coming: { step: TrackStep; from: string }[] = [];
  for (const track of running) {
    const own = steps.filter((step) => step.track === track);
    const ahead = own.filter(
      ({ role, stands }) => keys.includes(role) && stands.item_id === null && stands.done_at === null,
    );
    if (ahead.length === 0) continue;
    const schedule = await scheduleOfTrack(db, track, own, { today, zone: reader.zone });
    coming.push(...ahead.map((step) => ({ step, from: schedule.now.get(step.key)?.from ?? today })));
  }
  const [first] = coming.toSorted((a, b) => a.from.localeCompare(b.from));
  return first && { step: first.step, all: ofTrack(first.step), day: shortDate(reader, first.from) };
}
