/** Who has which role until when, and who covers for whom: shown and changed. */

import type { ModalView } from "@slack/types";
import { z } from "zod";
import { type Person, peopleByIds, personById, readerOf } from "../people/use-cases.ts";
import { refusalOf } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { languageOf, longDate, type Reader, textsFor } from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";
import { button, context, escapeMrkdwn, plain, section, words } from "../slack/blocks.ts";
import { optionalDate, optionalPerson } from "../slack/forms/fields.ts";
import { Form } from "../slack/forms/form.ts";
import { type Listening, onPress } from "../slack/listening.ts";
import { programIds } from "./program-menu.ts";
import { type Program, programOf, programToChange, refuseWhoCannotAnswer } from "./programs.ts";
import { changeSeat, declineSeat } from "./seat-delegates.ts";
import { SEAT_ROLES, seatsToShow } from "./seats.ts";
import type { SeatRole } from "./table.ts";
import { programTexts } from "./texts.ts";

export interface ListedSeat {
  id: string;
  role: SeatRole;
  name: string;
  from: LocalDate | null;
  until: LocalDate | null;
  delegate: string | null;
}

const SEATS_SHOWN = 90;

export function seatsView(
  reader: Reader,
  program: { id: string; title: string },
  seats: readonly ListedSeat[],
): ModalView {
  const all = textsFor(programTexts, reader);
  const texts = all.seats;
  const details = (seat: ListedSeat) =>
    [
      seat.from && texts.from(longDate(reader, seat.from)),
      seat.until && texts.until(longDate(reader, seat.until)),
      seat.delegate && texts.delegate(seat.delegate),
    ].filter((detail) => detail !== null);
  return {
    type: "modal",
    title: plain(texts.title),
    close: plain(texts.done),
    private_metadata: program.id,
    blocks: [
      words([{ text: program.title, bold: true }]),
      ...seats.slice(0, SEATS_SHOWN).map((seat) => {
        const who = `${all.role[seat.role]} · *${escapeMrkdwn(seat.name)}*`;
        const line = [who, ...details(seat).map(escapeMrkdwn)].join("\n");
        return section(line, button(programIds.changeSeat, texts.change, { value: seat.id }));
      }),
      ...(seats.length > SEATS_SHOWN ? [context(texts.more(seats.length - SEATS_SHOWN))] : []),
    ],
  };
}

export const seatForm = new Form({
  id: programIds.seatForm,
  state: z.strictObject({ programId: z.string(), seatId: z.string() }),
  fields: z.object({ from: optionalDate(), until: optionalDate(), delegate: optionalPerson() }),
});

/** `delegate`: a Slack user id. */
export function seatView(reader: Reader, programId: string, seat: ListedSeat, delegate: string | null): ModalView {
  const { seats: texts, form, role } = textsFor(programTexts, reader);
  return seatForm.view({
    state: { programId, seatId: seat.id },
    title: texts.formTitle,
    submit: form.save,
    close: form.close,
    above: [words([{ text: `${role[seat.role]} · ` }, { text: seat.name, bold: true }])],
    fields: {
      from: { label: texts.fromLabel, initial: seat.from },
      until: { label: texts.untilLabel, initial: seat.until, hint: texts.untilHint },
      delegate: { label: texts.delegateLabel, initial: delegate, hint: texts.delegateHint },
    },
  });
}

export function listenToSeats(listening: Listening<Person>, services: Services): void {
  const { db } = services;
  onPress(listening, programIds.changeSeat, async (press) => {
    if (!press.view) return;
    const program = await programToChange(services, db, press.actor, press.view.privateMetadata);
    const seat = (await listedSeats(services, program)).find(({ id }) => id === press.value);
    if (!seat) return;
    const delegate = seat.delegateId === null ? null : await personById(db, program.workspace_id, seat.delegateId);
    const view = seatView(readerOf(press.actor), program.id, seat, delegate?.slack_user_id ?? null);
    await press.client.views.push({ trigger_id: press.triggerId, view });
  });

  seatForm.listen(listening, async ({ actor, state: place, filled: { from, until, delegate }, client, belowId }) => {
    const texts = textsFor(programTexts, readerOf(actor)).fieldErrors;
    if (from !== null && until !== null && until < from) return { errors: { until: texts.endBeforeStart } };
    const person = delegate === null ? null : await listening.actorOf(delegate, client);
    const refusal = person && (await refusalOf(languageOf(actor.locale), () => refuseWhoCannotAnswer(person)));
    if (refusal) return { errors: { delegate: refusal } };
    await changeSeat(services, actor, place, { from, until, delegate: person });
    const program = await programOf(db, actor.workspace_id, place.programId);
    const view = seatsView(readerOf(actor), program, await listedSeats(services, program));
    if (belowId !== null) await client.views.update({ view_id: belowId, view });
    return { close: true };
  });

  onPress(listening, programIds.declineSeat, ({ actor, value }) => declineSeat(services, actor, value));
}

export async function listedSeats(services: Services, program: Program) {
  const { db } = services;
  const seats = await seatsToShow(db, program, services);
  const ids = seats.flatMap((seat) => [seat.person_id, seat.delegate_id ?? []].flat());
  const names = new Map((await peopleByIds(db, program.workspace_id, ids)).map(({ id, name }) => [id, name]));
  return seats
    .map((seat) => ({
      id: seat.id,
      role: seat.role,
      name: names.get(seat.person_id) ?? "",
      from: seat.from_date,
      until: seat.until_date,
      delegate: seat.delegate_id === null ? null : (names.get(seat.delegate_id) ?? null),
      delegateId: seat.delegate_id,
    }))
    .sort((one, other) => SEAT_ROLES.indexOf(one.role) - SEAT_ROLES.indexOf(other.role));
}
