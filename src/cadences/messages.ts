/** What is told about cadences. */
import { z } from "zod";
import { nameOf } from "../check-ins/round-context.ts";
import type { MessageKind, SendContext } from "../delivery/kinds.ts";
import { languageOf } from "../platform/texts/language.ts";
import { programOf } from "../programs/use-cases.ts";
import { sourceName } from "./audience.ts";
import { keptSources } from "./audience-people.ts";
import { createdMessage } from "./blocks.ts";
import { type Retirement, retiredLine, retiredMessage } from "./blocks-retired.ts";
import { type LostSource, lostSourceLine, lostSourceMessage } from "./blocks-sources.ts";
import { localTextSchema, textIn, withoutRetired } from "./questions.ts";
import { getCadence, getQuestionSet } from "./repository.ts";
import { nextOpenings } from "./rules.ts";

const createdSubject = z.strictObject({ cadenceId: z.string() });

/** To whoever set a cadence up: when it begins, and what comes next. */
export const createdKind: MessageKind<z.infer<typeof createdSubject>> = {
  kind: "cadence-created",
  subject: createdSubject,
  priority: 10,
  contact: "reply",
  async stillWanted({ db, workspaceId }, { cadenceId }) {
    return (await getCadence(db, workspaceId, cadenceId)).state === "active";
  },
  async message({ db, workspaceId, reader, now }, { cadenceId }) {
    const cadence = await getCadence(db, workspaceId, cadenceId);
    const program = await programOf(db, workspaceId, cadence.program_id);
    const [firstAt = null] = nextOpenings(cadence.timing, { zone: reader.zone, after: now, count: 1 });
    return createdMessage(reader, { id: cadence.id, name: nameOf(cadence, reader), program, firstAt });
  },
};

const retiredSubject = z.strictObject({ cadenceId: z.string(), questions: z.array(localTextSchema) });
type RetiredSubject = z.infer<typeof retiredSubject>;

/** Drumbeat has stopped asking something that this check-in asked. */
export const retiredKind: MessageKind<RetiredSubject> = {
  kind: "question-retired",
  subject: retiredSubject,
  priority: 25,
  contact: "notice",
  async stillWanted({ db, workspaceId }, { cadenceId }) {
    return (await getCadence(db, workspaceId, cadenceId)).state !== "archived";
  },
  message: async (send, subject) => retiredMessage(send.reader, await retirement(send, subject)),
  line: async (send, subject) => retiredLine(send.reader, await retirement(send, subject)),
};

async function retirement(
  { db, workspaceId, reader }: SendContext,
  { cadenceId, questions }: RetiredSubject,
): Promise<Retirement> {
  const cadence = await getCadence(db, workspaceId, cadenceId);
  const { title } = await programOf(db, workspaceId, cadence.program_id);
  const current = await getQuestionSet(db, workspaceId, cadence.question_set_id);
  return {
    id: cadence.id,
    name: nameOf(cadence, reader),
    program: title,
    questions: questions.map((label) => textIn(label, languageOf(reader.locale))),
    leavesNothing: withoutRetired(current.questions).length === 0,
  };
}

const lostSubject = z.strictObject({ cadenceId: z.string(), member: z.string() });
type LostSubject = z.infer<typeof lostSubject>;

/** A channel or group of an audience was archived or removed. */
export const lostSourceKind: MessageKind<LostSubject> = {
  kind: "audience-source",
  subject: lostSubject,
  priority: 25,
  contact: "notice",
  stillWanted: async (send, subject) => (await findLoss(send, subject)) !== null,
  message: async (send, subject) => lostSourceMessage(send.reader, await getLoss(send, subject)),
  line: async (send, subject) => lostSourceLine(send.reader, await getLoss(send, subject)),
};

async function getLoss(send: SendContext, subject: LostSubject): Promise<LostSource> {
  const loss = await findLoss(send, subject);
  if (!loss) throw new Error(`${subject.member} is well`);
  return loss;
}

async function findLoss(
  { db, workspaceId, reader }: SendContext,
  { cadenceId, member }: LostSubject,
): Promise<LostSource | null> {
  const cadence = await getCadence(db, workspaceId, cadenceId);
  const source = (await keptSources(db, workspaceId, cadence.audience)).get(member);
  if (cadence.state === "archived" || !source || source.state === "well") return null;
  const { title } = await programOf(db, workspaceId, cadence.program_id);
  return { id: cadence.id, name: nameOf(cadence, reader), program: title, of: sourceName(source), state: source.state };
}
