/** What is told about cadences. */
import { z } from "zod";
import type { MessageKind, SendContext } from "../delivery/kinds.ts";
import { isRunning } from "../programs/closings/use-cases.ts";
import { programOf } from "../programs/use-cases.ts";
import { sourceName } from "./audience/audience.ts";
import { keptSources } from "./audience/people.ts";
import { askedFirst } from "./audience/pilot/rules.ts";
import {
  createdMessage,
  lostSourceNotice,
  type Notice,
  nobodyLeftNotice,
  noticeLine,
  noticeMessage,
} from "./blocks-notice.ts";
import { nameOf } from "./naming.ts";
import { hasFixedTime } from "./recurrence/rules.ts";
import { firstOpening } from "./recurrence/rules-preview.ts";
import { type Cadence, getCadence } from "./repository.ts";
import { listAskedNext, listParticipants } from "./use-cases.ts";

const createdSubject = z.strictObject({ cadenceId: z.string() });

/** To whoever set a cadence up: when it begins, and what comes next. */
export const createdKind: MessageKind<z.infer<typeof createdSubject>> = {
  kind: "cadence-created",
  subject: createdSubject,
  priority: 10,
  contact: "reply",
  slot: null,
  async stillWanted({ db, workspaceId }, { cadenceId }) {
    const { state, program_id } = await getCadence(db, workspaceId, cadenceId);
    return state === "active" && isRunning(db, workspaceId, program_id);
  },
  async message({ db, workspaceId, reader, now }, { cadenceId }) {
    const cadence = await getCadence(db, workspaceId, cadenceId);
    const program = await programOf(db, workspaceId, cadence.program_id);
    const people = await listAskedNext(db, cadence, { clock: { now: () => now } });
    const opening = firstOpening(cadence.timing, people, cadence.created_at);
    const first = opening && { ...opening, isFixed: hasFixedTime(cadence.rule) };
    return createdMessage(reader, { id: cadence.id, name: nameOf(cadence, reader), program, first });
  },
};

const lostSubject = z.strictObject({ cadenceId: z.string(), member: z.string() });

/** A channel or group of an audience was archived or removed. */
export const lostSourceKind = noticeKind("audience-source", lostSubject, async (send, { cadenceId, member }) => {
  const { db, workspaceId, reader } = send;
  const cadence = await getCadence(db, workspaceId, cadenceId);
  if (!(await isRunning(db, workspaceId, cadence.program_id))) return null;
  const source = (await keptSources(db, workspaceId, cadence.audience)).get(member);
  if (cadence.state === "archived" || !source || source.state === "well") return null;
  return lostSourceNotice(reader, await inWords(send, cadence), sourceName(source), source.state);
});

const nobodyLeftSubject = z.strictObject({ cadenceId: z.string(), roundId: z.string().nullable() });

/** A round, `roundId`, had nobody to ask; null: the last one whom the check-in named has left, and it is paused. */
export const nobodyLeftKind = noticeKind("nobody-left", nobodyLeftSubject, async (send, { cadenceId, roundId }) => {
  const { db, workspaceId, reader, now } = send;
  const cadence = await getCadence(db, workspaceId, cadenceId);
  const program = await programOf(db, workspaceId, cadence.program_id);
  const isSo = cadence.state === (roundId === null ? "paused" : "active");
  if (!isSo || program.state !== "active") return null;
  const told = await inWords(send, cadence);
  if (roundId === null) return nobodyLeftNotice(reader, told, "paused");
  const people = await listParticipants(db, cadence, { clock: { now: () => now } });
  if (askedFirst(people, cadence.pilot).length > 0) return null;
  return nobodyLeftNotice(reader, told, people.length > 0 ? "pilot" : "missed");
});

/** To those who keep a check-in; `notice` gives null once there is nothing to tell any more. */
function noticeKind<Subject>(
  kind: string,
  subject: z.ZodType<Subject>,
  notice: (send: SendContext, subject: Subject) => Promise<Notice | null>,
): MessageKind<Subject> {
  const needed = async (send: SendContext, of: Subject) => {
    const found = await notice(send, of);
    if (!found) throw new Error(`Nothing to tell of ${JSON.stringify(of)}`);
    return found;
  };
  return {
    kind,
    subject,
    priority: 25,
    contact: "notice",
    slot: "monday",
    stillWanted: async (send, of) => (await notice(send, of)) !== null,
    message: async (send, of) => noticeMessage(send.reader, await needed(send, of)),
    line: async (send, of) => noticeLine(send.reader, await needed(send, of)),
  };
}

async function inWords({ db, workspaceId, reader }: SendContext, cadence: Cadence) {
  const { title } = await programOf(db, workspaceId, cadence.program_id);
  return { id: cadence.id, name: nameOf(cadence, reader), program: title };
}
