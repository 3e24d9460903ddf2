/** Admins give somebody the office over the programs of a label, or all, and end it. */
import { z } from "zod";
import type { MessageKind, SendContext } from "../delivery/message-kind.ts";
import { enqueue } from "../delivery/outbox.ts";
import type { ActorContext } from "../people/actors.ts";
import { getPerson, type Person } from "../people/people.ts";
import { refuseUnlessAdmin } from "../people/settings.ts";
import { appendAudit } from "../platform/audit.ts";
import type { Tx } from "../platform/database.ts";
import { lockRows } from "../platform/locks.ts";
import { rows } from "../platform/rows.ts";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import { addLocalDays } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { actions, context, escapeMrkdwn, lineOf, section, shorten } from "../slack/blocks.ts";
import { commandButton } from "../slack/commands.ts";
import type { Group } from "../slack/home.ts";
import { coverageColumns, isSameLabel, labelOfCoverage } from "./coverage.ts";
import { type Label, labelsInWords } from "./labels.ts";
import { listOffices, type OfficeSeat, officeOf, officesNow } from "./office.ts";
import { listPlaces, refuseWhoCannotAnswer } from "./programs.ts";
import { followEndedRoles, listProgramsHaving } from "./role-ends.ts";
import { isActiveOn, seatDay } from "./seats.ts";
import { officeTexts } from "./texts-office.ts";

/**
 * Gives the office from now on; a null label: over all programs. Returns false, and tells nobody, where they have it already.
 * Throws ADMINS_ONLY, PARTICIPANT_IS_BOT, PARTICIPANT_DEACTIVATED, PARTICIPANT_EXTERNAL.
 */
export async function giveOffice(
  ctx: ActorContext,
  { person, label }: { person: Person; label: Label | null },
): Promise<boolean> {
  const { actor } = ctx;
  return inTransaction(ctx.db, async (tx) => {
    await refuseUnlessAdmin(tx, actor);
    refuseWhoCannotAnswer(person);
    const { workspace_id: workspaceId } = actor;
    const now = ctx.clock.now();
    await lockRows(tx, "workspace", { workspaceId, ids: [workspaceId] });
    const given = await officesNow(tx, workspaceId, ctx);
    if (given.some((each) => each.person_id === person.id && isSameLabel(labelOfCoverage(each), label))) return false;
    const office = {
      workspace_id: workspaceId,
      id: ctx.ids.next(),
      person_id: person.id,
      ...coverageColumns(label),
      from_date: null,
      until_date: null,
      created_at: now,
    };
    await rows(tx, "office_seat", workspaceId).insert(office);
    await auditOffice({ ...ctx, db: tx }, { action: "office.given", office });
    await enqueue(tx, ctx, officeKind, {
      workspaceId,
      key: `office:${office.id}`,
      subject: { officeId: office.id, byId: actor.id },
      to: { personId: person.id },
      notBefore: now,
    });
    return true;
  });
}

/** Over at once: what they had by it in these programs goes on. One that is over stays so. Throws ADMINS_ONLY. */
export async function endOffice(ctx: ActorContext, { officeId }: { officeId: string }): Promise<void> {
  const { actor } = ctx;
  await inTransaction(ctx.db, async (tx) => {
    await refuseUnlessAdmin(tx, actor);
    const { workspace_id: workspaceId } = actor;
    const now = ctx.clock.now();
    await lockRows(tx, "workspace", { workspaceId, ids: [workspaceId] });
    const office = (await officesNow(tx, workspaceId, ctx)).find(({ id }) => id === officeId);
    if (!office) return;
    const person = await getPerson(tx, workspaceId, office.person_id);
    const over = await officeOf(tx, person, now, null);
    await rows(tx, "office_seat", workspaceId).update({ id: officeId }, { until_date: addLocalDays(seatDay(now), -1) });
    await auditOffice({ ...ctx, db: tx }, { action: "office.ended", office });
    const having = new Set((await listProgramsHaving(tx, workspaceId, [person.id])).map((row) => row.program_id));
    await lockRows(tx, "program", { workspaceId, ids: [...having] });
    for (const program of await listPlaces(tx, workspaceId))
      if (having.has(program.id) && over?.(program.id)) await followEndedRoles(ctx, tx, program, actor.id);
  });
}

async function auditOffice(
  { db: tx, actor, ...stamps }: ActorContext<Tx>,
  { action, office }: { action: "office.given" | "office.ended"; office: Omit<OfficeSeat, "from_date" | "until_date"> },
): Promise<void> {
  const label = labelOfCoverage(office);
  const given = { personId: office.person_id, labels: label ? [label] : [] };
  await appendAudit(tx, stamps, {
    workspaceId: office.workspace_id,
    actorId: actor.id,
    action,
    subject: { kind: "person", id: office.person_id },
    ...(action === "office.given" ? { after: given } : { before: given }),
  });
}

/** Null: all programs. */
export function scopeInWords(reader: Pick<Reader, "locale">, label: Label | null): string {
  return label ? labelsInWords(reader, [label]).join("") : textsFor(officeTexts, reader).all;
}

const subject = z.strictObject({ officeId: z.string(), byId: z.string() });
type Subject = z.infer<typeof subject>;

export const officeKind: MessageKind<Subject> = {
  kind: "office-given",
  subject,
  about: ({ officeId, byId }) => ({ office_seat: officeId, person: byId }),
  priority: 10,
  contact: ({ byId }, personId) => (byId === personId ? "reply" : "notice"),
  lane: "now",
  stillWanted: async (send, about) => (await officeNow(send, about)) !== undefined,
  async message(send, about) {
    const { db, workspaceId, reader } = send;
    const texts = textsFor(officeTexts, reader);
    const office = await officeNow(send, about);
    const label = office ? labelOfCoverage(office) : null;
    const { name: by } = await getPerson(db, workspaceId, about.byId);
    const given = texts.given(by, scopeInWords(reader, label));
    const means = label ? `${texts.means} ${texts.byLabel}` : texts.means;
    return {
      text: lineOf(given),
      blocks: [
        section(`${escapeMrkdwn(given)}\n${means}`),
        actions("office", commandButton(texts.portfolio, "portfolio")),
      ],
    };
  },
  async why({ db, workspaceId, reader }, { byId }) {
    return [textsFor(officeTexts, reader).why((await getPerson(db, workspaceId, byId)).name)];
  },
};

async function officeNow({ db, workspaceId, now }: SendContext, { officeId }: Subject) {
  const offices = await listOffices(db, workspaceId);
  return offices.find((office) => office.id === officeId && isActiveOn(office, seatDay(now)));
}

const MOST_LATE = 10;
const LONGEST_TITLE = 100;
const LONGEST_LINE = 300;

/** `lateIn`: who is late with what, by program. */
export function officeLine(
  reader: Reader,
  programs: readonly { id: string; title: string }[],
  lateIn: readonly { programId: string; line: string }[],
): Group[] {
  const texts = textsFor(officeTexts, reader);
  const lines = programs.flatMap(({ id, title }) => {
    const late = lateIn.flatMap(({ programId, line }) => (programId === id ? line : []));
    return late.length === 0 ? [] : shorten([shorten(title, LONGEST_TITLE), ...late].join(" · "), LONGEST_LINE);
  });
  return [
    [
      section(texts.home(programs.length), commandButton(texts.portfolio, "portfolio")),
      ...lines.slice(0, MOST_LATE).map((line) => context(escapeMrkdwn(lineOf(line)))),
    ],
  ];
}
