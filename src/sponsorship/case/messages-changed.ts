/** On the Monday page of whoever leads: of how many approved cases what they rest on has changed. */
import { z } from "zod";
import type { MessageKind, SendContext } from "../../delivery/kinds.ts";
import { enqueue, enqueueUpdate } from "../../delivery/use-cases.ts";
import { peopleByIds, personById } from "../../people/use-cases.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { escapeMrkdwn, section, shorten } from "../../platform/slack/blocks.ts";
import { commandButton } from "../../platform/slack/commands.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { addMs, DAY, type LocalDate } from "../../platform/time.ts";
import { keepersAmong } from "../../programs/rules-program.ts";
import { type Program, runningPrograms, seatDay, seatsByProgram } from "../../programs/use-cases.ts";
import { weekOf } from "../../register/weeks.ts";
import { caseKeys } from "./delivery-keys.ts";
import { caseTexts } from "./texts.ts";
import { seatedIn } from "./use-cases.ts";
import { changedAmong, changedCasesOf } from "./use-cases-changed.ts";

const subject = z.strictObject({ personId: z.string(), monday: z.string() });
type Subject = z.infer<typeof subject>;

/** After that it would speak of another week. */
const TOLD_FOR_MS = 6 * DAY;
const LONGEST_TITLE = 100;

export const casesChangedKind: MessageKind<Subject> = {
  kind: "cases-changed",
  subject,
  priority: 55,
  contact: "notice",
  slot: "monday",
  stillWanted: async (send, of) => (await changedNow(send, of)).length > 0,
  async message(send, of) {
    const line = await lineIn(send, of);
    return { text: line.text?.text ?? "", blocks: [line] };
  },
  line: lineIn,
  why: async ({ reader }) => [textsFor(caseTexts, reader).changed.why],
  since: {},
};

async function lineIn(send: SendContext, of: Subject) {
  const texts = textsFor(caseTexts, send.reader).changed;
  const all = await changedNow(send, of);
  const [first, ...others] = all;
  if (!first) return section(texts.none);
  if (others.length > 0) return section(texts.several(all.length), commandButton(texts.which, "case changed"));
  const title = escapeMrkdwn(shorten(first.program.title, LONGEST_TITLE));
  return section(texts.one(first.changes.length, title), commandButton(texts.see, `case ${first.program.id}`));
}

async function changedNow({ db, workspaceId, now }: SendContext, { personId }: Subject) {
  return changedCasesOf({ clock: { now: () => now } }, db, await personById(db, workspaceId, personId));
}

/** As a week begins, to whoever keeps a program of which there is something. */
export async function tellOfChangedCases(
  services: Services,
  tx: Tx,
  { workspaceId, monday }: { workspaceId: string; monday: LocalDate },
): Promise<void> {
  const now = services.clock.now();
  const running = (await runningPrograms(tx, workspaceId)).map(({ program }) => program);
  const programIds = (await changedAmong(tx, workspaceId, running)).map(({ program }) => program.id);
  if (programIds.length === 0) return;
  const seats = await seatsByProgram(tx, workspaceId, programIds, seatDay(now));
  const ids = [...new Set([...seats.values()].flatMap((its) => its.map(({ person_id: id }) => id)))];
  const there = new Set(
    (await peopleByIds(tx, workspaceId, ids)).flatMap((one) => (one.is_deactivated === 0 ? [one.id] : [])),
  );
  const told = new Set([...seats.values()].flatMap((its) => keepersAmong(its, (id) => !there.has(id))));
  for (const personId of told)
    await enqueue(tx, services, casesChangedKind, {
      workspaceId,
      key: caseKeys.changed(personId, monday),
      subject: { personId, monday },
      to: { personId },
      notBefore: now,
      expiresAt: addMs(now, TOLD_FOR_MS),
    });
}

/** A newer version was approved: the page of this week says what is so now. */
export async function showChangedCases(services: Services, tx: Tx, program: Program): Promise<void> {
  const monday = weekOf(services.clock.now());
  for (const { id } of await seatedIn(services, tx, program, ["lead", "deputy"]))
    await enqueueUpdate(tx, services, { workspaceId: program.workspace_id, key: caseKeys.changed(id, monday) });
}
