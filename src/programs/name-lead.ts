/** *Name a lead…*, where nobody leads or a lead has left: by whoever may change the program, and its sponsors. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import type { ActorContext } from "../people/actors.ts";
import { type Person, peopleByIds, readerOf } from "../people/people.ts";
import { may } from "../people/rights.ts";
import { refusalOf } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { languageOf, type Reader, textsFor } from "../platform/texts/language.ts";
import { addLocalDays } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { words } from "../slack/blocks.ts";
import { person } from "../slack/forms/field-kinds.ts";
import { Form } from "../slack/forms/form.ts";
import { doneView, type Listening, onPress } from "../slack/listening.ts";
import { giveSeats } from "./creating.ts";
import { announceLeadChange } from "./lead-changed-message.ts";
import { announceLeading } from "./leading-messages.ts";
import { programIds } from "./program-menu-and-buttons.ts";
import {
  auditChange,
  lockProgram,
  type Program,
  programOf,
  refuseUnlessMayChange,
  refuseUnlessOfWork,
  refuseWhoCannotAnswer,
  standingsOf,
} from "./programs.ts";
import { followSeats } from "./role-ends.ts";
import { isActiveOn, listSeats, seatDay, updateSeats } from "./seats.ts";
import { programTexts } from "./texts.ts";

/**
 * From today on, beside other leads; the seats of leads who have left Slack end. Nothing happens where they lead already.
 * Throws PROGRAM_NOT_YOURS, PARTICIPANT_IS_BOT, PARTICIPANT_DEACTIVATED, PARTICIPANT_EXTERNAL.
 */
export async function nameLead(
  ctx: ActorContext,
  { programId, person: lead }: { programId: string; person: Person },
): Promise<Program> {
  const { actor, clock } = ctx;
  return inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    await lockProgram(tx, { workspaceId: actor.workspace_id, programId });
    const program = await programToLead(within, programId);
    refuseWhoCannotAnswer(lead);

    const today = seatDay(clock.now());
    const leading = (await listSeats(tx, program.workspace_id, program.id)).filter(
      (seat) => seat.role === "lead" && isActiveOn(seat, today),
    );
    if (leading.some((seat) => seat.person_id === lead.id)) return program;

    const people = await peopleByIds(
      tx,
      program.workspace_id,
      leading.map((seat) => seat.person_id),
    );
    const left = new Set(people.flatMap(({ id, is_deactivated }) => (is_deactivated === 1 ? id : [])));
    const ended = leading.filter((seat) => left.has(seat.person_id)).map(({ id }) => id);
    await updateSeats(tx, program.workspace_id, ended, { until_date: addLocalDays(today, -1) });
    const given = [{ role: "lead" as const, personId: lead.id }];
    await giveSeats(within, { program, seatings: given });
    const after = { seated: [lead.id], ...(left.size > 0 && { left: [...left] }) };
    await auditChange(within, { program, action: "program.changed", before: {}, after });
    await followSeats(within, { program, personIds: [lead.id, ...left] });
    await announceLeading(within, { program, given });
    await announceLeadChange(within, tx, program, { leftId: null, actorId: actor.id });
    return program;
  });
}

/** Throws PROGRAM_NOT_YOURS, PORTFOLIO_HAS_NONE. */
async function programToLead({ db, actor, clock }: ActorContext, programId: string): Promise<Program> {
  const program = await programOf(db, actor.workspace_id, programId);
  if (!may(await standingsOf(db, actor, program.id, { clock }), "name-lead"))
    await refuseUnlessMayChange(db, actor, program, { clock });
  refuseUnlessOfWork(program);
  return program;
}

/** `state`: the id of the program. */
export const leadForm = new Form({
  id: programIds.leadForm,
  state: z.string(),
  fields: z.object({ person: person() }),
  required: (reader) => textsFor(programTexts, reader).naming.required,
});

export function leadView(reader: Reader, program: Pick<Program, "id" | "title">): ModalView {
  const { naming: texts, form } = textsFor(programTexts, reader);
  return leadForm.view({
    state: program.id,
    title: texts.title,
    submit: form.save,
    close: form.close,
    above: [words([{ text: program.title, bold: true }])],
    fields: { person: { label: texts.person, hint: texts.hint } },
  });
}

export function listenToNaming(listening: Listening<Person>, services: Services): void {
  onPress(listening, programIds.nameLead, async ({ actor, value, open }) =>
    open(leadView(readerOf(actor), await programToLead({ ...services, actor }, value))),
  );

  leadForm.listen(listening, async ({ actor, state: programId, filled, client }) => {
    const lead = await listening.actorOf(filled.person, client);
    const refusal = await refusalOf(languageOf(actor.locale), () => refuseWhoCannotAnswer(lead));
    if (refusal !== null) return { errors: { person: refusal } };
    const { title } = await nameLead({ ...services, actor }, { programId, person: lead });
    return { show: doneView(readerOf(actor), textsFor(programTexts, actor).naming.done(lead.name, title)) };
  });
}
