/** Changes from outside a program – its channel, its people – and who is notified to put them right. */
import { z } from "zod";
import { countedNouns } from "../delivery/counted-nouns.ts";
import type { MessageKind, SendContext } from "../delivery/message-kind.ts";
import { enqueue } from "../delivery/outbox.ts";
import { absencesOn, standInOf } from "../people/absences.ts";
import { getPerson, type Person, peopleByIds } from "../people/people.ts";
import { adminsOf } from "../people/settings.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { textsFor } from "../platform/texts/language.ts";
import { actions, button, escapeMrkdwn, lineOf, section, shorten } from "../slack/blocks.ts";
import { programIds } from "./program-menu-and-buttons.ts";
import { type Program, programOf } from "./programs.ts";
import { SEAT_ROLES, seatDay, seatsAboveTeam } from "./seats.ts";
import { programTexts } from "./texts.ts";

/** More would only wait for each other to act. */
const ADMINS_NOTIFIED = 3;

/** To whoever leads today; where nobody does, to admins. `except`: not notified. */
export async function notifyInCharge<Subject>(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  program: Program,
  kind: MessageKind<Subject>,
  { key, subject, except = null }: { key: string; subject: NoInfer<Subject>; except?: string | null },
): Promise<void> {
  for (const person of (await inChargeOf(services, tx, program)).filter(({ id }) => id !== except))
    await enqueue(tx, services, kind, {
      workspaceId: program.workspace_id,
      key: `${key}:${person.id}`,
      subject,
      to: { personId: person.id },
      notBefore: services.clock.now(),
    });
}

async function inChargeOf({ clock }: Pick<Services, "clock">, tx: Tx, program: Program): Promise<Person[]> {
  const inCharge = await whoLeads(tx, program, clock.now());
  if (inCharge.length > 0) return peopleByIds(tx, program.workspace_id, inCharge);
  return (await adminsOf(tx, program.workspace_id)).slice(0, ADMINS_NOTIFIED);
}

/** Who leads a program today: its leads, for one who is away whoever stands in for them, else the deputies; else its leads. */
export async function whoLeads(
  db: Db | Tx,
  program: Pick<Program, "workspace_id" | "id">,
  now: Instant,
): Promise<string[]> {
  const seats = await seatsAboveTeam(db, program, now);
  const inRole = (role: string) => seats.flatMap((seat) => (seat.role === role ? seat.person_id : []));
  for (const role of ["lead", "deputy"]) {
    const away = await absencesOn(db, program.workspace_id, inRole(role), seatDay(now));
    const acting = new Set<string>();
    for (const id of inRole(role)) {
      const leading = away.has(id) ? await standInOf(db, program.workspace_id, id, seatDay(now)) : id;
      if (leading !== null) acting.add(leading);
    }
    if (acting.size > 0) return [...acting];
  }
  return inRole("lead");
}

/** What those who keep a program are to put right in its form. `line`: escaped. */
export function noticeKind<Subject extends { programId: string }>(
  kind: string,
  subject: z.ZodType<Subject>,
  {
    about: shows,
    isWanted = async () => true,
    isLead = () => false,
    line,
  }: {
    about: MessageKind<Subject>["about"];
    isWanted?(send: SendContext, about: Subject, program: Program): Promise<boolean>;
    /** Whether a lead is to be named. */
    isLead?(about: Subject): boolean;
    line(send: SendContext, about: Subject, program: Program): Promise<string>;
  },
): MessageKind<Subject> {
  const programIn = ({ db, workspaceId }: SendContext, { programId }: Subject) => programOf(db, workspaceId, programId);
  const noticed = async (send: SendContext, about: Subject) => {
    const { naming, notice } = textsFor(programTexts, send.reader);
    const mend = isLead(about)
      ? button(programIds.nameLead, naming.button, { value: about.programId })
      : button(programIds.edit, notice.edit, { value: about.programId });
    return { text: await line(send, about, await programIn(send, about)), mend };
  };
  return {
    kind,
    subject,
    about: shows,
    priority: 25,
    contact: "notice",
    lane: "morning",
    many: {
      words: countedNouns({
        en: ["program to look after", "programs to look after"],
        fr: ["programme à revoir", "programmes à revoir"],
      }),
    },
    async stillWanted(send, about) {
      const program = await programIn(send, about);
      return program.state === "active" && isWanted(send, about, program);
    },
    async message(send, about) {
      const { text, mend } = await noticed(send, about);
      return { text: lineOf(text), blocks: [section(text), actions(`program:${about.programId}`, mend)] };
    },
    async line(send, about) {
      const { text, mend } = await noticed(send, about);
      return section(text, mend);
    },
    why: async (send, about) => [textsFor(programTexts, send.reader).notice.why((await programIn(send, about)).title)],
  };
}

const seatSubject = z.strictObject({
  programId: z.string(),
  personId: z.string(),
  role: z.enum(SEAT_ROLES),
  because: z.enum(["declined", "left"]),
});

/** Somebody declined a role, or has left Slack and had one. */
export const emptyRoleKind = noticeKind("role-empty", seatSubject, {
  about: ({ personId }) => ({ person: personId }),
  isLead: ({ role }) => role === "lead",
  isWanted: async ({ db, workspaceId }, { personId, because }) =>
    because === "declined" || (await getPerson(db, workspaceId, personId)).is_deactivated === 1,
  async line({ db, workspaceId, reader }, { personId, role, because }, { title }) {
    const { name } = await getPerson(db, workspaceId, personId);
    const { notice, role: roles } = textsFor(programTexts, reader);
    return because === "declined"
      ? notice.declined(escapeMrkdwn(name), roles[role], shown(title))
      : notice.left(escapeMrkdwn(name), roles[role].toLowerCase(), shown(title));
  },
});

function shown(title: string): string {
  return escapeMrkdwn(shorten(title, 200));
}
